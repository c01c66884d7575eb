import { afterAll, beforeAll, expect, it } from 'vitest';
import { give } from '../../test/engines/given';
import { sql } from '../engine/sql';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { speltOut } from './spelt-out';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
  await give(engine, {
    interactions: ['shop', 'app', 'shop'].map((touchpoint, at) => ({
      customer_id: String(at),
      occurred_at: '2025-01-01',
      touchpoint,
    })),
  });
});
afterAll(() => engine.close());

it('gives touchpoints of interactions as words, alone and in lists, in the order that was asked for', async () => {
  const query = sql`SELECT touchpoint AS "the place", list(customer_id ORDER BY customer_id) AS who, list(touchpoint) AS places, count(*) AS n FROM interactions GROUP BY touchpoint ORDER BY n DESC`;
  const types = async (asked: typeof query) => (await engine.ask(asked)).columns.map(({ type }) => type);
  expect(await types(query)).not.toEqual(['VARCHAR', 'VARCHAR[]', 'VARCHAR[]', 'BIGINT']);
  const spelt = await speltOut(engine, query, {});
  expect(await types(spelt)).toEqual(['VARCHAR', 'VARCHAR[]', 'VARCHAR[]', 'BIGINT']);
  expect(await engine.query(spelt)).toEqual([
    { 'the place': 'shop', who: ['0', '2'], places: ['shop', 'shop'], n: 2 },
    { 'the place': 'app', who: ['1'], places: ['app'], n: 1 },
  ]);
});

it('leaves a query alone that gives no such words', async () => {
  for (const query of [sql`SELECT count(*) AS n FROM interactions`, sql`SELECT touchpoint FROM touchpoints`])
    expect(await speltOut(engine, query, {})).toBe(query);
});
