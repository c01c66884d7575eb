import { afterAll, beforeAll, expect, it } from 'vitest';
import { give } from '../../test/engines/given';
import { sql } from '../engine/sql';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { encodeTouchpoints } from './encode';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const met = (customer_id: string | null, touchpoint: string | null, day: string) => ({
  customer_id,
  touchpoint,
  occurred_at: `2025-01-${day} 10:00:00`,
});
const said = (customer_id: string | null, touchpoint: string | null, moment: string | null) => ({
  response_id: `${String(customer_id)} ${String(touchpoint)} ${String(moment)}`,
  customer_id,
  touchpoint,
  submitted_at: moment === null ? null : `2025-01-${moment}`,
});

it('finds the last visit of the same customer at the same touchpoint before each answer', async () => {
  await give(engine, {
    interactions: [
      met('a', 'shop', '02'),
      met('a', 'shop', '05'),
      met('a', 'app', '07'),
      met('b', 'shop', '03'),
      met(null, 'shop', '04'),
    ],
    responses: [
      said('a', 'shop', '04 09:00:00'),
      said('a', 'shop', '05 10:00:00'),
      said('a', 'shop', '09 09:00:00'),
      said('a', 'shop', '01 09:00:00'),
      said('a', 'app', '08 09:00:00'),
      said('b', 'app', '08 09:00:00'),
      said('b', 'shop', '08 09:00:00'),
      said('c', 'shop', '08 09:00:00'),
      said(null, 'shop', '08 09:00:00'),
      said('a', null, '08 09:00:00'),
      said('a', 'hotline', '08 09:00:00'),
      said('a', 'shop', null),
    ],
  });
  const rows = await engine.query(sql`SELECT strftime(visited_at, '%d') AS day FROM responses ORDER BY position`);
  const none = null;
  expect(rows.map(({ day }) => day)).toEqual(['02', '05', '05', none, '07', none, '03', none, none, none, none, none]);
});

it('keeps touchpoints as numbers that read, compare and sort as text', async () => {
  await give(engine, { interactions: [met('a', 'shop', '01'), met('a', 'app', '02'), met('b', null, '03')] });
  const [first, second, third] = await engine.query(
    sql`SELECT typeof(touchpoint) AS type, touchpoint, touchpoint = 'app' AS is_app, touchpoint = 'elsewhere' AS other FROM interactions ORDER BY touchpoint`,
  );
  expect(first).toEqual({ type: "ENUM('app', 'shop')", touchpoint: 'app', is_app: true, other: false });
  expect([second?.touchpoint, third?.touchpoint]).toEqual(['shop', null]);
});

it('leaves names alone of which there are too many for a catalogue', async () => {
  await engine.run(sql`CREATE TABLE store.many AS SELECT i::VARCHAR AS touchpoint FROM range(70000) AS r(i)`);
  await encodeTouchpoints(engine, sql`store.many`);
  expect(await engine.query(sql`SELECT DISTINCT typeof(touchpoint) AS type FROM store.many`)).toEqual([
    { type: 'VARCHAR' },
  ]);
});
