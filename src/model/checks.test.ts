import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../engine/engine';
import { typed } from '../engine/sql';
import { openNative } from '../headless/native';
import { openWasmInNode } from '../../test/engines/wasm-node';
import { say } from '../i18n/say';
import { locales } from '../i18n/text';
import { propose } from './aliases';
import { proposeCatalogue } from './catalogue';
import type { Feed, Supply } from './mapping';
import type { TableName } from './schema';
import { build } from './views';

let engine: Engine;
const engines = { native: openNative, 'wasm in Node': openWasmInNode };

const column = (name: string, more: object = {}): Supply => ({ kind: 'column', column: name, ...more });
const constant = (value: string | number): Supply => ({ kind: 'constant', value });

/** The English remarks on rows that are typed here and mapped column by column. */
async function remarksOn(table: TableName, rows: string, names: string, columns: Feed['columns'], touchpoints = false) {
  await engine.run(
    typed(
      `CREATE OR REPLACE TABLE raw.it AS ${rows.startsWith('SELECT') ? rows : `FROM (VALUES ${rows}) v(${names})`}`,
    ),
  );
  const { remarks } = await build(
    engine,
    { feeds: [{ table, source: 'it', columns, confidence: 1, reasons: {} }], aliases: {} },
    { filters: {}, catalogue: touchpoints ? [{ touchpoint: 'web' }] : [], zone: 'UTC' },
  );
  for (const locale of locales)
    for (const { say: text, with: values } of remarks) expect(say(text, values, locale)).not.toBe('');
  return remarks.map(({ say: text, with: values }) => say(text, values, 'en')).join('\n');
}

const id: Supply = { kind: 'row' };

describe.each(Object.entries(engines))('data checks on %s say', (_, open) => {
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine.close());

  it('nothing of clean rows', async () => {
    expect(
      await remarksOn('responses', "(1, 'a'), (5, 'b')", 'score, who', {
        response_id: id,
        customer_id: column('who'),
        score: column('score'),
        scale_min: constant(1),
        scale_max: constant(5),
      }),
    ).toBe('');
  });

  it('which traits of customers are told twice, by one file or by several', async () => {
    await engine.run(
      typed(
        `CREATE OR REPLACE TABLE raw.plans AS FROM (VALUES ('a', 'Free'), ('a', 'Paid'), ('b', 'Free'), ('b', 'Free')) v(who, plan)`,
      ),
      typed(`CREATE OR REPLACE TABLE raw.roles AS FROM (VALUES ('a', 'Boss'), ('b', 'Clerk')) v(who, role)`),
    );
    const customers = (source: string, segment: string, more: Partial<Feed>): Feed => ({
      table: 'customers',
      source,
      columns: { customer_id: column('who'), segment: column(segment) },
      confidence: 1,
      reasons: {},
      ...more,
    });
    const feeds = [customers('plans', 'plan', { attributes: ['who', 'plan'] }), customers('roles', 'role', {})];
    const { remarks } = await build(engine, { feeds, aliases: {} }, { filters: {}, catalogue: [], zone: 'UTC' });
    expect(remarks.map(({ say: text, with: values }) => say(text, values, 'en'))).toEqual([
      expect.stringMatching(
        /^“Segment” of Customers is read from “plan” \(plans\), “role” \(roles\): where they differ/,
      ),
      '1 customer of plans has several values of “plan”: each counts once, with the first in sorting order.',
    ]);
  });

  it('which ids of a customer are shared by several, and which customers hold many ids', async () => {
    const pair = { source_id: column('phone'), customer_id: column('person') };
    const shared = await remarksOn(
      'identities',
      "('1', 'a'), ('1', 'b'), ('1', 'c'), ('2', 'd'), ('2', 'e'), ('3', 'f'), ('3', 'f'), (NULL, 'g')",
      'phone, person',
      pair,
    );
    expect(shared).toMatch(/^Of 3 ids in “phone” \(it\), 2 belong to several customers in “person” \(“1” to 3\)/);
    expect(shared.split('\n')).toHaveLength(1);
    const many =
      "SELECT i::VARCHAR AS phone, CASE WHEN i < 12 THEN 'Free' ELSE 'Paid' || i END AS person FROM range(15) t(i)";
    expect(await remarksOn('identities', many, '', pair)).toBe(
      'Of 4 customers in “person” (it), 1 has several ids in “phone” (“Free” has 12): all of them count as one person.',
    );
    expect(await remarksOn('identities', "('1', '2'), ('2', '1'), ('9', '9')", 'phone, person', pair)).toMatch(
      /^2 ids in “phone” \(it\) are another customer in “person” too/,
    );
    const systems = { ...pair, source: column('system') };
    expect(
      await remarksOn('identities', "('crm', '1', 'a'), ('web', '1', 'b')", 'system, phone, person', systems),
    ).toBe('');
  });

  it('which cells could not be read', async () => {
    expect(
      await remarksOn('responses', "('5'), ('five')", 'score', { response_id: id, score: column('score') }),
    ).toMatch(/1 cell of “score”.*“Score” of Responses/);
  });

  it('that scores are off their scale', async () => {
    expect(
      await remarksOn('responses', '(5), (11)', 'score', {
        response_id: id,
        score: column('score'),
        scale_min: constant(0),
        scale_max: constant(10),
      }),
    ).toMatch(/^1 score is off the scale/);
  });

  it('that weights are 0 or none', async () => {
    expect(
      await remarksOn('responses', '(5, 1), (4, 0), (3, -2), (2, NULL)', 'score, weight', {
        response_id: id,
        score: column('score'),
        weight: column('weight'),
      }),
    ).toMatch(/^2 rows of responses have a weight of 0, below 0 or no number: left out of csat/m);
  });

  it('that answers were asked on different scales', async () => {
    expect(
      await remarksOn('responses', '(5, 5), (9, 10)', 'score, top', {
        response_id: id,
        kind: constant('csat'),
        score: column('score'),
        scale_min: constant(1),
        scale_max: column('top'),
      }),
    ).toMatch(/different scales/);
  });

  it('which zeros count as not applicable', async () => {
    expect(
      await remarksOn('responses', '(5), (0)', 'score', {
        response_id: id,
        score: column('score', { missing: ['0'] }),
      }),
    ).toMatch(/^1 cell with 0/);
  });

  it('that default reviews are no answers', async () => {
    expect(
      await remarksOn('responses', "('系统默认好评'), ('很好')", 'said', { response_id: id, text: column('said') }),
    ).toMatch(/^1 review is the shop’s default text/);
  });

  it('that keys repeat', async () => {
    expect(
      await remarksOn('orders', "('1', 3), ('1', 3), ('2', 4)", 'no, paid', {
        order_id: column('no'),
        amount: column('paid'),
      }),
    ).toMatch(/^1 row of “Orders” repeats/);
  });

  it('that currencies are mixed', async () => {
    expect(
      await remarksOn('orders', "('1', 'EUR'), ('2', 'CNY')", 'no, cur', {
        order_id: column('no'),
        currency: column('cur'),
      }),
    ).toMatch(/2 currencies/);
  });

  it('that a declared gross amount cannot be gross', async () => {
    expect(
      await remarksOn('orders', "('1', 0, 10), ('2', 5, 20), ('3', 1, 0)", 'no, paid, back', {
        order_id: column('no'),
        amount: column('paid'),
        refund: column('back'),
        gross_or_net: constant('gross'),
      }),
    ).toMatch(/2 refunds are larger than the order/);
  });

  it('that refunds are undeclared where too few rows tell', async () => {
    expect(
      await remarksOn('orders', "('1', 9, 1)", 'no, paid, back', {
        order_id: column('no'),
        amount: column('paid'),
        refund: column('back'),
      }),
    ).toMatch(/nothing says whether/);
  });

  it('that history begins somewhere', async () => {
    expect(
      await remarksOn('orders', "('1', DATE '2025-01-05', 'a')", 'no, day, who', {
        order_id: column('no'),
        ordered_at: column('day'),
        customer_id: column('who'),
      }),
    ).toMatch(/begin on 2025-01-05/);
  });

  it('that masked and damaged ids are no keys', async () => {
    const text = await remarksOn('responses', "('138****0000'), ('1.38E+10')", 'phone', {
      response_id: id,
      customer_id: column('phone'),
    });
    expect(text).toMatch(/1 customer id in “Responses” is masked/);
    expect(text).toMatch(/1 customer id in “Responses” was damaged/);
  });

  it('where days are missing', async () => {
    const days =
      "SELECT DATE '2025-01-01' + (i + CASE WHEN i >= 20 THEN 15 ELSE 0 END)::INTEGER AS day FROM range(40) t(i)";
    expect(await remarksOn('responses', days, '', { response_id: id, submitted_at: column('day') })).toMatch(
      /no rows for 16 days, from 2025-01-20 to 2025-02-05/,
    );
  });

  it('which touchpoints the catalogue does not know, and which may be one', async () => {
    const text = await remarksOn(
      'responses',
      "('web'), ('APP'), ('手机App')",
      'tp',
      { response_id: id, touchpoint: column('tp') },
      true,
    );
    expect(text).toMatch(/2 touchpoints of “Responses” are not in the catalogue/);
    expect(text).toMatch(/may be one touchpoint/);
  });

  it('that rows stand for persons where there is no id', async () => {
    expect(await remarksOn('responses', '(1)', 'score', { response_id: id, customer_id: id })).toMatch(
      /each row counts as one person/,
    );
  });
});

describe('touchpoints', () => {
  it('that differ by case, width, blanks or are known words are proposed as one, under the most frequent name', () => {
    expect(
      propose([
        { name: 'APP', n: 5 },
        { name: 'App端', n: 9 },
        { name: '手机Ａｐｐ', n: 1 },
        { name: '前台', n: 3 },
        { name: 'Front desk', n: 2 },
      ]),
    ).toMatchObject([
      { as: 'App端', names: ['APP', '手机Ａｐｐ'], reason: { en: 'they are known words for one thing' } },
    ]);
    expect(
      propose([
        { name: 'Web Shop', n: 1 },
        { name: 'web-shop', n: 2 },
      ]),
    ).toMatchObject([{ as: 'web-shop', names: ['Web Shop'], reason: { zh: '仅大小写、全半角、空格或符号不同' } }]);
  });

  it('that a person kept apart are not proposed again, the others of the group are', () => {
    const names = [
      { name: 'APP', n: 5 },
      { name: 'App端', n: 9 },
      { name: '手机App', n: 1 },
    ];
    expect(propose(names, { 手机App: '手机App' })).toMatchObject([{ as: 'App端', names: ['APP'] }]);
    expect(propose(names, { 手机App: '手机App', APP: 'APP' })).toEqual([]);
  });

  it('known in either language get stage, class, phase and medium, and why; others nothing', () => {
    expect(
      proposeCatalogue(['微信小程序', 'Front_desk', '投诉处理', 'XYZ-9']).map(({ touchpoint, values, reason }) => [
        touchpoint,
        Object.values(values).join(' '),
        reason.en,
      ]),
    ).toEqual([
      ['微信小程序', 'consideration interaction front digital', 'its name holds “小程序”'],
      ['Front_desk', 'purchase interaction purchase physical', 'its name holds “front desk”'],
      ['投诉处理', 'service interaction after hybrid', 'its name holds “投诉”'],
    ]);
  });
});
