import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../engine/engine';
import { fileComment } from '../engine/intake/file-comment';
import { sql, typed } from '../engine/sql';
import { openNative } from '../headless/native';
import { openWasmInNode } from '../../test/engines/wasm-node';
import { canonicalised, canonicalWord, listedColumns, wordsOf } from './catalogue-words';
import type { Feed, Mapping, Supply } from './mapping';
import { tableNames, type TableName } from './schema';
import { build, view } from './views';

let engine: Engine;
const engines = { native: openNative, 'wasm in Node': openWasmInNode };

const column = (name: string, more: object = {}): Supply => ({ kind: 'column', column: name, ...more });
const constant = (value: string | number): Supply => ({ kind: 'constant', value });
const feed = (table: TableName, source: string, columns: Feed['columns'], more: Partial<Feed> = {}): Feed => ({
  table,
  source,
  columns,
  confidence: 1,
  reasons: {},
  ...more,
});
const mapping = (...feeds: Feed[]): Mapping => ({ feeds, aliases: {} });
const plainly = { filters: {}, catalogue: [], zone: 'UTC' };
const raw = (text: string) => engine.run(typed(text));
const rows = (text: string) => engine.query(typed(text));

describe.each(Object.entries(engines))('canonical tables on %s', (_, open) => {
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine.close());

  it('all exist, with every column, when nothing is mapped', async () => {
    const { roles, counts } = await build(engine, mapping(), plainly);
    expect(roles.size).toBe(0);
    for (const table of tableNames) {
      expect(counts[table]).toEqual({ all: 0, kept: 0, withoutCustomer: 0 });
      expect((await engine.ask(sql`SELECT * FROM ${typed(`canonical.${table}`)}`)).columns.length).toBeGreaterThan(2);
    }
  });

  it('lie sorted by customer and position, counted without gaps, however many rows there are', async () => {
    await raw(`CREATE OR REPLACE TABLE raw.log AS SELECT
      CASE WHEN i % 17 > 0 THEN 'c' || (hash(i) % 9000)::VARCHAR END AS who,
      TIMESTAMP '2025-01-01' + to_seconds((hash(i + 1) % 5000)::BIGINT) AS "at", 'tp' || (i % 7)::VARCHAR AS tp, i AS nth FROM range(300000) t(i)`);
    const columns = { customer_id: column('who'), occurred_at: column('at'), touchpoint: column('tp') };
    const counted = { ...columns, value: column('nth') };
    await build(engine, mapping(feed('interactions', 'log', counted)), plainly);
    expect(
      await rows(`WITH expected AS (SELECT *, CASE WHEN who IS NOT NULL THEN row_number() OVER (PARTITION BY who ORDER BY "at", nth) END AS position,
            CASE WHEN who IS NOT NULL THEN dense_rank() OVER (ORDER BY who) END AS customer FROM raw.log)
          SELECT count(*) AS n, count(*) FILTER (i.position IS DISTINCT FROM e.position) AS misplaced, count(*) FILTER (i.customer IS DISTINCT FROM e.customer) AS misnamed
          FROM interactions AS i JOIN expected AS e ON e.nth = i.value`),
    ).toEqual([{ n: 300_000, misplaced: 0, misnamed: 0 }]);
    expect(
      await rows(`SELECT count(*) AS n FROM (SELECT customer, position, lag(customer) OVER (ORDER BY rowid) AS before, lag(position) OVER (ORDER BY rowid) AS place FROM store.interactions)
          WHERE customer < before OR (before IS NULL AND place IS NULL AND customer IS NOT NULL AND position > 1) OR (customer = before AND position <> place + 1)`),
    ).toEqual([{ n: 0 }]);
  });

  it('number customers and their events by time, then by row of the file', async () => {
    await raw(`CREATE OR REPLACE TABLE raw.log AS FROM (VALUES
      ('b', TIMESTAMP '2025-01-02', 'call', 'Y'), ('a', TIMESTAMP '2025-01-03', 'shop', 'N'),
      ('a', TIMESTAMP '2025-01-01', 'web', 'N'), ('a', TIMESTAMP '2025-01-03', 'pay', 'Y'), (NULL, TIMESTAMP '2025-01-01', 'web', 'N')) v(who, "at", tp, ok)`);
    const { roles } = await build(
      engine,
      mapping(
        feed('interactions', 'log', {
          customer_id: column('who'),
          occurred_at: column('at'),
          touchpoint: column('tp'),
          outcome: column('ok'),
        }),
      ),
      plainly,
    );
    expect(await rows('SELECT customer, position, touchpoint, outcome FROM interactions')).toEqual([
      { customer: 1, position: 1, touchpoint: 'web', outcome: false },
      { customer: 1, position: 2, touchpoint: 'shop', outcome: false },
      { customer: 1, position: 3, touchpoint: 'pay', outcome: true },
      { customer: 2, position: 1, touchpoint: 'call', outcome: true },
      { customer: null, position: null, touchpoint: 'web', outcome: false },
    ]);
    expect([...roles].sort()).toContain('interactions.outcome');
    await view(engine, { where: [{ table: 'interactions', column: 'outcome', value: 'No' }] });
    expect(await rows('SELECT position, touchpoint FROM interactions WHERE customer = 1')).toEqual([
      { position: 1, touchpoint: 'web' },
      { position: 2, touchpoint: 'shop' },
    ]);
    await view(engine, { from: '2025-01-02', to: '2025-01-02' });
    expect(await rows('SELECT touchpoint FROM interactions')).toEqual([{ touchpoint: 'call' }]);
  });

  it('make one response of each rating of a wide survey, zero being "not applicable" where said', async () => {
    await raw(
      `CREATE OR REPLACE TABLE raw.wide AS FROM (VALUES (7, 5, 0, 'satisfied', 'fine'), (8, 1, 3, 'neutral or dissatisfied', NULL)) v(id, "Check-in", "Wifi", overall, said)`,
    );
    await build(
      engine,
      mapping(
        feed(
          'responses',
          'wide',
          { response_id: { kind: 'row' }, customer_id: column('id') },
          {
            answers: [
              { columns: ['Check-in', 'Wifi'], kind: 'csat', touchpoint: 'name', missing: ['0'], scale: [1, 5] },
              { columns: ['overall'], kind: 'overall', touchpoint: 'none', words: 'satisfied', scale: [0, 1] },
              { columns: ['said'], kind: 'verbatim', touchpoint: 'none' },
            ],
          },
        ),
      ),
      plainly,
    );
    expect(
      await rows(
        'SELECT customer_id AS c, kind, touchpoint AS t, score, text, scale_max AS top FROM responses ORDER BY response_id, kind, t',
      ),
    ).toEqual([
      { c: '7', kind: 'csat', t: 'Check-in', score: 5, text: null, top: 5 },
      { c: '7', kind: 'csat', t: 'Wifi', score: null, text: null, top: 5 },
      { c: '7', kind: 'overall', t: null, score: 1, text: null, top: 1 },
      { c: '7', kind: 'verbatim', t: null, score: null, text: 'fine', top: null },
      { c: '8', kind: 'csat', t: 'Check-in', score: 1, text: null, top: 5 },
      { c: '8', kind: 'csat', t: 'Wifi', score: 3, text: null, top: 5 },
      { c: '8', kind: 'overall', t: null, score: 0, text: null, top: 1 },
    ]);
  });

  it('take a row for one that has a value in a column of one’s own that is named file', async () => {
    await raw(
      `CREATE OR REPLACE TABLE raw.sent AS FROM (VALUES ('a.pdf', NULL), (NULL, 'hotline'), (NULL, NULL)) AS t(file, tp)`,
    );
    const { counts } = await build(engine, mapping(feed('responses', 'sent', { touchpoint: column('tp') })), plainly);
    expect(counts.responses.all).toBe(2);
  });

  it('take no row of empty cells for an order or an answer, in one file or in several', async () => {
    await raw(`CREATE OR REPLACE TABLE raw.pos AS SELECT * FROM (VALUES
      ('a.csv', '1', TIMESTAMP '2025-01-01', 5.0), ('a.csv', NULL, NULL, NULL), ('b.csv', '2', NULL, NULL), ('b.csv', NULL, NULL, 3.0)) t(file, id, day, stars)`);
    await engine.run(sql`COMMENT ON COLUMN raw.pos.file IS ${fileComment}`);
    const orders = feed('orders', 'pos', { order_id: column('id'), ordered_at: column('day') });
    const answers = [{ columns: ['stars'], kind: 'csat', touchpoint: 'nobody' }] as unknown as NonNullable<
      Feed['answers']
    >;
    await build(engine, mapping(orders, feed('responses', 'pos', {}, { answers })), plainly);
    expect(await rows('SELECT order_id AS id FROM orders')).toEqual([{ id: '1' }, { id: '2' }, { id: null }]);
    expect(await rows('SELECT score FROM responses ORDER BY score')).toEqual([
      { score: 3 },
      { score: 5 },
      { score: null },
    ]);
  });

  it('take a customer through shared ids, step by step', async () => {
    await raw(
      `CREATE OR REPLACE TABLE raw.reviews AS FROM (VALUES ('o1', 4), ('o2', 5), ('o9', 1)) v(order_id, score)`,
    );
    await raw(`CREATE OR REPLACE TABLE raw.sales AS FROM (VALUES ('o1', 'c1'), ('o2', 'c2')) v(order_id, buyer)`);
    await raw(`CREATE OR REPLACE TABLE raw.people AS FROM (VALUES ('c1', 'Ann'), ('c2', 'Ann')) v(id, person)`);
    await raw(
      `CREATE OR REPLACE TABLE raw.payments AS FROM (VALUES ('o1', 2.5), ('o1', 1), ('o2', 4)) v(order_id, paid)`,
    );
    const path = [
      { by: 'order_id', table: 'sales', key: 'order_id' },
      { by: 'buyer', table: 'people', key: 'id' },
    ];
    await build(
      engine,
      mapping(
        feed('responses', 'reviews', {
          response_id: { kind: 'row' },
          score: column('score'),
          customer_id: { kind: 'through', path, column: 'person', fold: 'first' },
          weight: {
            kind: 'through',
            path: [{ by: 'order_id', table: 'payments', key: 'order_id' }],
            column: 'paid',
            fold: 'sum',
          },
        }),
      ),
      plainly,
    );
    expect(await rows('SELECT response_id, customer_id, score, weight FROM responses ORDER BY response_id')).toEqual([
      { response_id: 'reviews:1', customer_id: 'Ann', score: 4, weight: 3.5 },
      { response_id: 'reviews:2', customer_id: 'Ann', score: 5, weight: 4 },
      { response_id: 'reviews:3', customer_id: null, score: 1, weight: null },
    ]);
  });

  it('count a total once where it repeats, and add lines up where it does not', async () => {
    await raw(
      `CREATE OR REPLACE TABLE raw.lines AS FROM (VALUES ('1', DATE '2025-01-01', 10.0, 2, 3.0), ('1', DATE '2025-01-01', 10.0, 1, 4.0), ('2', DATE '2025-01-02', NULL, -1, 5.0)) v(no, day, total, quantity, price)`,
    );
    const shared = { order_id: column('no'), ordered_at: column('day') };
    const amounts = async (amount: Supply, once: 'sum' | 'repeat') => {
      await build(engine, mapping(feed('orders', 'lines', { ...shared, amount }, { once })), plainly);
      return rows('SELECT order_id AS o, amount AS a, status AS s FROM orders ORDER BY order_id');
    };
    expect(await amounts(column('total'), 'repeat')).toEqual([
      { o: '1', a: 10, s: null },
      { o: '2', a: null, s: null },
    ]);
    expect(await amounts({ kind: 'product', columns: ['quantity', 'price'] }, 'sum')).toEqual([
      { o: '1', a: 10, s: null },
      { o: '2', a: -5, s: 'closed' },
    ]);
  });

  it('read status words of both languages, and unpaid where the time of payment is missing', async () => {
    await raw(
      `CREATE OR REPLACE TABLE raw.shop AS FROM (VALUES ('1', '交易成功', TIMESTAMP '2025-01-01'), ('2', '等待买家付款', NULL), ('3', 'canceled', NULL), ('4', 'Delivered ', NULL), ('5', 'refunded', NULL)) v(no, state, paid)`,
    );
    const one = feed('orders', 'shop', { order_id: column('no'), status: column('state', { words: 'order-status' }) });
    await build(engine, mapping(one), plainly);
    expect((await rows('SELECT status FROM orders ORDER BY order_id')).map(({ status }) => status)).toEqual([
      'paid',
      'unpaid',
      'closed',
      'paid',
      'refunded',
    ]);
    await build(
      engine,
      mapping({ ...one, columns: { order_id: column('no'), status: { kind: 'paid-when', column: 'paid' } } }),
      plainly,
    );
    expect((await rows("SELECT count(*) FILTER (status = 'unpaid') AS n FROM orders"))[0]).toEqual({ n: 4 });
  });

  it('tell from the rows whether amounts are before or after refunds', async () => {
    const orders = (amount: string) =>
      `CREATE OR REPLACE TABLE raw.back AS SELECT i::VARCHAR AS no, ${amount} AS amount, 20.0 AS refund FROM range(20) t(i)`;
    const one = feed('orders', 'back', { order_id: column('no'), amount: column('amount'), refund: column('refund') });
    await raw(orders('0.0'));
    expect((await build(engine, mapping(one), plainly)).roles).toContain('orders.gross_or_net');
    expect(await rows('SELECT DISTINCT gross_or_net AS g FROM orders')).toEqual([{ g: 'net' }]);
    await raw(orders('20.0'));
    await build(engine, mapping(one), plainly);
    expect(await rows('SELECT DISTINCT gross_or_net AS g FROM orders')).toEqual([{ g: 'gross' }]);
  });

  it('keep every column of a customers file as an attribute that can filter the other tables', async () => {
    await raw(
      `CREATE OR REPLACE TABLE raw.base AS FROM (VALUES ('a', 'Two year', true), ('b', 'Monthly', false)) v("Customer ID", "Contract ", "Senior")`,
    );
    await raw(`CREATE OR REPLACE TABLE raw.answers AS FROM (VALUES ('a', 9), ('b', 3), (NULL, 5)) v(who, score)`);
    const built = await build(
      engine,
      mapping(
        feed('customers', 'base', { customer_id: column('Customer ID') }),
        feed('responses', 'answers', {
          response_id: { kind: 'row' },
          customer_id: column('who'),
          score: column('score'),
          kind: constant('nps'),
        }),
      ),
      { ...plainly, filters: { where: [{ table: 'customers', column: 'senior', value: 'Yes' }] } },
    );
    expect([...built.roles]).toContain('customers.Contract');
    expect(await rows('SELECT score FROM responses')).toEqual([{ score: 9 }]);
    expect(built.counts.responses).toEqual({ all: 3, kept: 1, withoutCustomer: 1 });
  });

  it('join the ids of several systems, and show touchpoints under their confirmed names', async () => {
    await raw(
      `CREATE OR REPLACE TABLE raw.ids AS FROM (VALUES ('crm', '17', 'P1'), ('web', 'x', 'P1')) v(source, id, person)`,
    );
    await raw(
      `CREATE OR REPLACE TABLE raw.web AS FROM (VALUES ('x', TIMESTAMP '2025-01-01', 'APP'), ('17', TIMESTAMP '2025-01-02', '手机App')) v(who, "at", tp)`,
    );
    await build(
      engine,
      {
        feeds: [
          feed('interactions', 'web', {
            customer_id: column('who'),
            occurred_at: column('at'),
            touchpoint: column('tp'),
          }),
          feed('identities', 'ids', {
            source: column('source'),
            source_id: column('id'),
            customer_id: column('person'),
          }),
        ],
        aliases: { 手机App: 'APP' },
      },
      plainly,
    );
    expect(await rows('SELECT customer_id AS c, touchpoint AS t FROM interactions ORDER BY occurred_at')).toEqual([
      { c: 'P1', t: 'APP' },
      { c: '17', t: 'APP' },
    ]);
  });

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
