import { expect, it } from 'vitest';
import {
  column,
  constant,
  engine,
  feed,
  mapping,
  onBothEngines,
  plainly,
  raw,
  rows,
} from '../../test/engines/canonical';
import { sql, typed } from '../engine/sql';
import { tableNames } from './schema';
import { build, view } from './views';

onBothEngines('canonical tables', () => {
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
});
