import { expect, it } from 'vitest';
import { column, engine, feed, mapping, onBothEngines, plainly, raw, rows } from '../../test/engines/canonical';
import { sql } from '../engine/sql';
import { canonicalised, canonicalWord, listedColumns, wordsOf } from './catalogue-words';
import { build, view } from './views';

onBothEngines('canonical tables', () => {
  it('let the own catalogue override what a file says of a touchpoint', async () => {
    await raw(
      `CREATE OR REPLACE TABLE raw.tps AS FROM (VALUES ('web', 'digital', 3.0), ('shop', 'physical', NULL)) v(tp, medium, w)`,
    );
    await build(
      engine,
      mapping(feed('touchpoints', 'tps', { touchpoint: column('tp'), medium: column('medium'), weight: column('w') })),
      {
        ...plainly,
        catalogue: [
          { touchpoint: 'web', weight: 5, key: true },
          { touchpoint: 'call', stage: 'service' },
        ],
      },
    );
    expect(
      await rows(
        'SELECT touchpoint AS t, medium AS m, weight AS w, "key" AS k, stage AS s FROM touchpoints ORDER BY touchpoint',
      ),
    ).toEqual([
      { t: 'call', m: null, w: null, k: null, s: 'service' },
      { t: 'shop', m: 'physical', w: null, k: null, s: null },
      { t: 'web', m: 'digital', w: 5, k: true, s: null },
    ]);
  });

  it('show words of the catalogue in either language as one, unknown words as they are, in journey order', async () => {
    await raw(
      `CREATE OR REPLACE TABLE raw.words AS FROM (VALUES ('退货', '售后', '互动点', '后端', '线下'), ('广告', ' 认知阶段', '接触点', '前端', 'Digital '), ('店', 'Purchase', '体验', '购买', '异形')) v(tp, st, cl, ph, me)`,
    );
    await raw(
      `CREATE OR REPLACE TABLE raw.moves AS FROM (VALUES ('a', TIMESTAMP '2025-01-01', '店', '复购', '体验点'), ('a', TIMESTAMP '2025-01-02', '店', 'Loyalty', NULL)) v(who, "at", tp, st, cl)`,
    );
    const feeds = [
      feed('touchpoints', 'words', {
        touchpoint: column('tp'),
        stage: column('st'),
        class: column('cl'),
        phase: column('ph'),
        medium: column('me'),
      }),
      feed('interactions', 'moves', {
        customer_id: column('who'),
        occurred_at: column('at'),
        touchpoint: column('tp'),
        stage: column('st'),
        class: column('cl'),
      }),
    ];
    await build(engine, mapping(...feeds), plainly);
    expect(await rows('SELECT touchpoint AS t, stage, class, phase, medium FROM touchpoints')).toEqual([
      { t: '广告', stage: 'awareness', class: 'contact', phase: 'front', medium: 'digital' },
      { t: '店', stage: 'purchase', class: 'experience', phase: 'purchase', medium: '异形' },
      { t: '退货', stage: 'service', class: 'interaction', phase: 'after', medium: 'physical' },
    ]);
    expect(await rows('SELECT stage, class FROM interactions')).toEqual([
      { stage: 'repurchase', class: 'experience' },
      { stage: 'Loyalty', class: null },
    ]);
    await view(engine, { where: [{ table: 'touchpoints', column: 'stage', value: '认知' }] });
    expect(await rows('SELECT touchpoint AS t FROM touchpoints')).toEqual([{ t: '广告' }]);
    for (const listed of listedColumns)
      for (const word of [...wordsOf(listed), '认知阶段', 'After-sales', 'Loyalty', ' 线上线下 '])
        expect((await rows(`SELECT ${canonicalised(listed, sql`${word}`).text} AS w`))[0]!.w, `${listed} ${word}`).toBe(
          canonicalWord(listed, word),
        );
  });

  it('keep the order of the files where a stage is none of the seven', async () => {
    await raw(
      `CREATE OR REPLACE TABLE raw.ranks AS FROM (VALUES ('b', 'service'), ('a', 'lounge'), ('c', 'awareness')) v(tp, st)`,
    );
    await build(
      engine,
      mapping(feed('touchpoints', 'ranks', { touchpoint: column('tp'), stage: column('st') })),
      plainly,
    );
    expect((await rows('SELECT touchpoint AS t FROM touchpoints')).map(({ t }) => t)).toEqual(['b', 'a', 'c']);
  });

  it('take a null of the own catalogue as said, and what is said of an alias for the name that is shown', async () => {
    await raw(
      `CREATE OR REPLACE TABLE raw.told AS FROM (VALUES ('APP', 'digital', 'service'), ('App端', 'hybrid', NULL)) v(tp, medium, st)`,
    );
    await raw(`CREATE OR REPLACE TABLE raw.chains AS FROM (VALUES ('web>App端 > 手机App', 2)) v(path, n)`);
    const feeds = [
      feed('touchpoints', 'told', { touchpoint: column('tp'), medium: column('medium'), stage: column('st') }),
      feed('paths', 'chains', { path: column('path'), conversions: column('n') }),
    ];
    const built = await build(
      engine,
      { feeds, aliases: { App端: 'APP', 手机App: '手机App' } },
      {
        ...plainly,
        catalogue: [
          { touchpoint: 'App端', medium: null, owner: 'Ann', weight: 2 },
          { touchpoint: 'APP', weight: 3, key: true, nonsense: 1 },
        ],
      },
    );
    expect(
      await rows(
        'SELECT touchpoint AS t, medium AS m, stage AS s, owner AS o, weight AS w, "key" AS k FROM touchpoints',
      ),
    ).toEqual([{ t: 'APP', m: null, s: 'service', o: 'Ann', w: 3, k: true }]);
    expect(await rows('SELECT path FROM paths')).toEqual([{ path: 'web > APP > 手机App' }]);
    expect([...built.roles]).not.toContain('touchpoints.nonsense');
  });
});
