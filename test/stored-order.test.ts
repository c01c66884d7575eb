import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../src/engine/engine';
import { join, sql, typed } from '../src/engine/sql';
import { openNative } from '../src/headless/native';
import { counted, next, previous } from '../src/metrics/stored-order';
import { scoped, type Filters } from '../src/model/filters';
import type { Mapping, Supply } from '../src/model/mapping';
import { build, view } from '../src/model/views';
import { openWasmInNode } from './engines/wasm-node';

const column = (name: string): Supply => ({ kind: 'column', column: name });
const feed = { confidence: 1, reasons: {} };
const mapping: Mapping = {
  aliases: {},
  feeds: [
    {
      ...feed,
      table: 'interactions',
      source: 'log',
      columns: {
        customer_id: column('who'),
        occurred_at: column('at'),
        touchpoint: column('tp'),
        channel: column('channel'),
      },
    },
    {
      ...feed,
      table: 'customers',
      source: 'people',
      columns: { customer_id: column('id'), segment: column('segment') },
    },
  ],
};

const spring: Filters = { from: '2025-01-02', to: '2025-03-31' };
const web: Filters = { where: [{ table: 'interactions', column: 'channel', value: 'web' }] };
const loyal: Filters = { where: [{ table: 'customers', column: 'segment', value: 'loyal' }] };
const cases: readonly (readonly [string, Filters, Filters])[] = [
  ['no filter', {}, {}],
  ['a period', spring, {}],
  ['a channel', web, {}],
  ['a segment', loyal, {}],
  ['all of them', { ...spring, where: [...web.where!, ...loyal.where!] }, {}],
  ['a segment that a metric asks for', {}, loyal],
  ['a channel that a metric asks for, inside a segment', loyal, web],
];

/** Few customers stand against many events, or many customers against few: joins start from the smaller side. */
const sizes = [
  { events: 400_000, customers: 2_000 },
  { events: 3_000, customers: 60_000 },
];

describe.each(Object.entries({ native: openNative, 'wasm in Node': openWasmInNode }))('on %s', (_, open) => {
  describe.each(sizes)('with $events events of $customers customers', ({ events, customers }) => {
    let engine: Engine;
    beforeAll(async () => {
      engine = await open();
      await engine.run(
        typed(`CREATE TABLE raw.log AS SELECT CASE WHEN i % 19 > 0 THEN 'c' || (hash(i) % ${String(customers)})::VARCHAR END AS who,
          TIMESTAMP '2025-01-01' + to_seconds((hash(i + 1) % 15000000)::BIGINT) AS "at", CASE WHEN i % 23 > 0 THEN 'tp' || (hash(i + 2) % 7)::VARCHAR END AS tp, ['web', 'shop'][1 + i % 2] AS channel FROM range(${String(events)}) t(i)`),
        typed(
          `CREATE TABLE raw.people AS SELECT 'c' || i AS id, ['new', 'loyal'][1 + (hash(i) % 2)::BIGINT] AS segment FROM range(${String(customers)}) t(i)`,
        ),
      );
      await build(engine, mapping, { filters: {}, catalogue: [], zone: 'UTC' });
    });
    afterAll(() => engine.close());

    it.each(cases)('neighbours read without a sort are those of a sort, under %s', async (_title, filters, only) => {
      await view(engine, filters);
      const met = sql`SELECT customer, position, touchpoint, epoch(occurred_at) AS t FROM interactions WHERE customer IS NOT NULL AND touchpoint IS NOT NULL`;
      const asRead = sql`SELECT customer, position, nth, ${next(sql`t`)} AS later, ${previous(sql`touchpoint`)} AS before FROM (${counted(met)})`;
      const sorted = sql`SELECT customer, position, row_number() OVER w AS nth, lead(t) OVER w AS later, lag(touchpoint) OVER w AS before FROM (${met}) WINDOW w AS (PARTITION BY customer ORDER BY position)`;
      const sums = join(
        ['nth', 'later', 'before'].map(
          (name) => sql`sum(hash(customer, position, ${typed(name)})::HUGEINT)::VARCHAR AS ${typed(name)}`,
        ),
      );
      const told = async (rows: typeof met) =>
        engine.query(scoped(sql`SELECT count(*) AS n, ${sums} FROM (${rows})`, only), { first: 'canonical' });
      const found = await told(asRead);
      expect(found).toEqual(await told(sorted));
      expect(Number(found[0]?.n)).toBeGreaterThan(100);
    });
  });
});
