import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../test/engines/answer';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const start = Date.UTC(2025, 0, 1);
const event = (customer_id: string, touchpoint: string, second: number) => ({
  customer_id,
  touchpoint,
  occurred_at: new Date(start + second * 1000).toISOString().slice(0, 19),
});
/** "a1 d2 b3" is a at second 1, d at 2, b at 3. */
const events = (users: Readonly<Record<string, string>>) =>
  Object.entries(users).flatMap(([who, text]) =>
    text.split(' ').map((word) => event(who, word.replace(/\d+$/, ''), Number(/\d+$/.exec(word)?.[0]))),
  );
const level = async (interactions: ReturnType<typeof events>, params: object) =>
  (await answer(engine, 'funnel', { interactions }, { steps: 'a,b,c', ...params })).rows.filter(
    (row) => Number(row.reached) > 0,
  ).length;

/** ClickHouse 00632_aggregation_window_funnel, as in golden.json `window_funnel`. */
const users = {
  '1': 'a1 b2 c3',
  '2': 'a1 d2 b3 c4',
  '3': 'a1 a2 b3 b4 c5 c6',
  '4': 'a1 a2 a3 a4 b5 b6 c7 c8',
  '5': 'a1 a2 b3 b4 d5 c6 c7',
  '6': 'c1 c2 b3 b4 a5 a6',
};

describe('the funnel equals ClickHouse’s windowFunnel', () => {
  it.each(Object.entries({ '1': 3, '2': 3, '3': 3, '4': 3, '5': 3, '6': 1 }))(
    'in order, user %s',
    async (who, most) => {
      expect(await level(events({ [who]: users[who as '1'] }), {})).toBe(most);
    },
  );

  it.each(Object.entries({ '1': 3, '2': 1, '3': 3, '4': 3, '5': 2, '6': 1 }))(
    'strictly, user %s',
    async (who, most) => {
      expect(await level(events({ [who]: users[who as '1'] }), { order: 'strict' })).toBe(most);
      expect(await level(events({ [who]: users[who as '1'] }), { order: 'strict', window_s: 10 })).toBe(most);
    },
  );

  it.each(Object.entries({ '1': 3, '2': 1, '3': 2, '4': 2, '5': 2, '6': 1 }))(
    'strictly and without repeats, user %s',
    async (who, most) => {
      expect(await level(events({ [who]: users[who as '1'] }), { order: 'strict', strict_dedup: true })).toBe(most);
    },
  );

  it('without repeats in any gap ends where a later step comes again', async () => {
    expect(await level(events({ '3': users['3'] }), { strict_dedup: true })).toBe(2);
    expect(await level(events({ '1': 'a1 b2 d3 c4' }), { strict_dedup: true })).toBe(3);
    expect(await level(events({ '1': 'a1 b2 c3 b4 d5' }), { steps: 'a,b,c,d', strict_dedup: true })).toBe(3);
    expect(await level(events({ '1': 'a1 b2 c3 b4 d5' }), { steps: 'a,b,c,d' })).toBe(4);
    expect(await level(events({ '1': 'a1 b2 b3 a4 b5 c6' }), { strict_dedup: true })).toBe(3);
  });

  it('all users together, as rows', async () => {
    const { rows } = await answer(engine, 'funnel', { interactions: events(users) }, { steps: 'a,b,c' });
    expect(rows.map((row) => row.reached)).toEqual([6, 5, 5]);
    const strict = await answer(engine, 'funnel', { interactions: events(users) }, { steps: 'a,b,c', order: 'strict' });
    expect(strict.rows.map((row) => row.reached)).toEqual([6, 4, 3]);
  });

  it.each([
    [2, 3],
    [3, 4],
    [4, 5],
  ])('within a window of %i, its end inside: %i', async (window_s, most) => {
    const interactions = [...Array(9).keys()].map((at) => event('1', String(1000 + at), at));
    const steps = '1003,1004,1005,1006,1007';
    expect(await level(interactions, { steps, window_s })).toBe(most);
    expect(await level(interactions, { steps, window_s, order: 'strict' })).toBe(most);
  });

  it('takes equal times in the order of the steps', async () => {
    const interactions = [
      event('1', 'c', 1),
      event('1', 'b', 1),
      event('1', 'a', 0),
      event('1', 'd', 1),
      event('1', 'e', 2),
    ];
    expect(await level(interactions, { steps: 'a,b,c,d,e' })).toBe(5);
    expect(await level(interactions, { steps: 'a,b,c,d,e', strict_increase: true })).toBe(2);
    expect(await level(interactions, { steps: 'a,b,c,d,e', strict_increase: true, strict_dedup: true })).toBe(2);
    expect(await level(events({ '1': 'a1 b1 c2' }), { order: 'strict', strict_increase: true })).toBe(1);
    expect(await level(events({ '1': 'a1 b2 c3' }), { order: 'strict', strict_increase: true })).toBe(3);
  });

  it('in a window with a c b strictly is 1, and a b a c strictly 2', async () => {
    expect(await level(events({ '7': 'a1 c2 b3' }), { order: 'strict', window_s: 10 })).toBe(1);
    expect(await level(events({ '8': 'a1 b2 a3 c4' }), { order: 'strict' })).toBe(2);
    expect(await level(events({ '8': 'a1 b2 a3 c4' }), {})).toBe(3);
  });

  it('passes over earlier steps that come again when told to, and over nothing else', async () => {
    const reentry = { order: 'strict', allow_reentry: true };
    expect(await level(events({ '8': 'a1 b2 a3 c4' }), reentry)).toBe(3);
    expect(await level(events({ '8': 'a1 b2 c3 b4 d5' }), { ...reentry, steps: 'a,b,c,d' })).toBe(4);
    expect(await level(events({ '8': 'a1 b2 d3 a4 c5' }), reentry)).toBe(2);
    expect(await level(events({ '2': users['2'] }), reentry)).toBe(1);
  });
});

describe('the funnel', () => {
  it('lets a later entry succeed where the first ran out of time', async () => {
    const { rows } = await answer(
      engine,
      'funnel',
      { interactions: events({ '1': 'a1 b2 a50 b53 c55' }) },
      { steps: 'a,b,c', window_s: 10 },
    );
    expect(rows.map((row) => [row.reached, row.median_s, row.step_median_s])).toEqual([
      [1, 0, null],
      [1, 3, 3],
      [1, 5, 2],
    ]);
  });

  it('asks a repeated step to happen twice', async () => {
    const interactions = events({ '1': 'a1 b2', '2': 'a1 a2 b3' });
    for (const order of ['ordered', 'strict'])
      expect(
        (await answer(engine, 'funnel', { interactions }, { steps: 'a,a,b', order })).rows.map((row) => row.reached),
      ).toEqual([2, 1, 1]);
  });

  it('removes whoever met an excluded touchpoint on the way, not before or after', async () => {
    const interactions = events({ '1': 'a1 x2 b3', '2': 'x1 a2 b3', '3': 'a1 b2 x3', '4': 'a1 x9' });
    const { rows, summary } = await answer(engine, 'funnel', { interactions }, { steps: 'a,b', exclude: 'x' });
    expect(rows.map((row) => row.reached)).toEqual([2, 2]);
    expect(summary).toMatchObject({ entered: 2, completed: 2, excluded: 2 });
  });

  it('counts any order by how many different steps', async () => {
    const interactions = events({ '1': 'c1 a2 b3', '2': 'b1 b2 a9', '3': 'c1' });
    expect(
      (await answer(engine, 'funnel', { interactions }, { steps: 'a,b,c', order: 'any' })).rows.map(
        (row) => row.reached,
      ),
    ).toEqual([3, 2, 1]);
    expect(
      (await answer(engine, 'funnel', { interactions }, { steps: 'a,b,c', order: 'any', window_s: 2 })).rows.map(
        (row) => row.reached,
      ),
    ).toEqual([3, 1, 1]);
    expect(
      (await answer(engine, 'funnel', { interactions }, { steps: 'a,b,c', order: 'any', window_s: 7 })).rows.map(
        (row) => row.reached,
      ),
    ).toEqual([3, 2, 1]);
  });

  it('says who is undetermined, and what is not in the data', async () => {
    const found = await answer(
      engine,
      'funnel',
      { interactions: events({ '1': 'a1 b90', '2': 'a95 d100' }) },
      { steps: 'a,zzz', window_s: 10 },
    );
    expect(found.summary).toMatchObject({ entered: 2, completed: 0, undetermined: 1 });
    expect(found.rows[1]).toMatchObject({ reached: 0, rate: 0, median_s: null });
    expect((found.more as { unknown: string[] }).unknown).toEqual(['zzz']);
  });

  it.each([
    ['ordered', { en: 'The steepest loss is before b', zh: '流失最多的是“b”之前' }],
    ['any', { en: 'The steepest loss is before any 2 of the steps', zh: '流失最多的是“任意 2 步”之前' }],
  ])('finds the steepest loss (%s) among steps that are in the data', async (order, said) => {
    const interactions = events({ '1': 'a1 b2', '2': 'a1 b2', '3': 'a1' });
    const lost = await askMetric(engine, 'funnel', { interactions }, { steps: 'a,b,zzz', order });
    for (const locale of ['en', 'zh'] as const) expect(lost.remarks[locale]).toContain(said[locale]);
    const none = await askMetric(engine, 'funnel', { interactions }, { steps: 'a,zzz', order });
    expect(none.remarks.en).not.toContain('steepest');
    expect(none.remarks.en).toContain('Nothing in the data is called zzz (steps)');
  });

  it('asks for steps, naming the touchpoints that are there, most used first', async () => {
    await expect(answer(engine, 'funnel', { interactions: events({ '1': 'a1 z2 z3' }) })).rejects.toThrow(
      /steps .* z, a$/,
    );
  });

  it.each([
    [{ order: 'any', strict_increase: true }, 'strict_increase'],
    [{ steps: 'a,b,a', strict_dedup: true }, 'strict_dedup'],
    [{ allow_reentry: true }, 'allow_reentry'],
  ])('refuses settings that contradict each other: %j', async (params, name) => {
    await expect(
      answer(engine, 'funnel', { interactions: events({ '1': 'a1' }) }, { steps: 'a,b', ...params }),
    ).rejects.toThrow(name);
  });
});
