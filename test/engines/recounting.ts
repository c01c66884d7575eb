import { expect } from 'vitest';
import type { Engine } from '../../src/engine/engine';
import { answerOn } from './answer';
import { firm, secondsOf } from './made-up-firm';

export type Counts = Record<string, Record<string, number>>;

export const ordered = [...firm.interactions].sort(
  (a, b) => secondsOf(a.occurred_at) - secondsOf(b.occurred_at) || a.sequence - b.sequence,
);
export const known = ordered.filter((event) => event.customer_id !== null);
export const first = new Map([...known].reverse().map((event) => [event.customer_id, event.touchpoint]));
export const last = new Map(known.map((event) => [event.customer_id, event.touchpoint]));
export const person = new Map(firm.customers.map((customer) => [customer.customer_id as string | null, customer]));
export const place = new Map(firm.touchpoints.map((own) => [own.touchpoint as string, own]));

/** ISO start of the period: month by cutting, quarter by thirds, week from Monday. */
export function periodOf(iso: string, grain: string): string {
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  if (grain === 'week') date.setUTCDate(date.getUTCDate() - ((date.getUTCDay() + 6) % 7));
  if (grain === 'month') date.setUTCDate(1);
  if (grain === 'quarter') date.setUTCMonth(Math.floor(date.getUTCMonth() / 3) * 3, 1);
  return date.toISOString().slice(0, 10);
}

interface Placed {
  readonly customer_id: string | null;
  readonly touchpoint: string;
  readonly channel?: string | null;
  readonly stage?: string | null;
}

export function groupOf(row: Placed, time: string, by: string, grain = 'month'): string | null {
  switch (by) {
    case 'none':
      return null;
    case 'touchpoint':
      return row.touchpoint;
    case 'stage':
      return row.stage ?? place.get(row.touchpoint)?.stage ?? null;
    case 'class':
      return place.get(row.touchpoint)?.class ?? null;
    case 'channel':
      return row.channel ?? place.get(row.touchpoint)?.channel ?? null;
    case 'first-touchpoint':
      return first.get(row.customer_id) ?? null;
    case 'period':
      return periodOf(time, grain);
    default:
      return person.get(row.customer_id)?.[by as 'segment' | 'region'] ?? null;
  }
}

export const groupings = [
  'none',
  'touchpoint',
  'segment',
  'region',
  'stage',
  'class',
  'channel',
  'first-touchpoint',
  'period',
];
export const add = (counts: Counts, group: string | null, name: string, n = 1) => {
  const own = (counts[String(group)] ??= {});
  own[name] = (own[name] ?? 0) + n;
};

/** Rows by their first column, only these columns. */
export const seen = (rows: readonly Readonly<Record<string, unknown>>[], columns: readonly string[]): Counts =>
  Object.fromEntries(
    rows.map((row) => [
      String(Object.values(row)[0]),
      Object.fromEntries(columns.map((name) => [name, row[name] as number])),
    ]),
  );
/** The same columns of what was counted here, 0 where nothing was. */
export const filled = (counts: Counts, columns: readonly string[]): Counts =>
  Object.fromEntries(
    Object.entries(counts).map(([group, own]) => [
      group,
      Object.fromEntries(columns.map((name) => [name, own[name] ?? 0])),
    ]),
  );

/** Holds a metric to these counts by the group, and its summary to `by=none`. */
export async function expectCounts(
  engine: Engine,
  id: string,
  by: string,
  params: object,
  columns: readonly string[],
  counts: Counts,
  roles: ReadonlySet<string>,
) {
  // prettier-ignore
  const { rows, summary } = await answerOn(engine, id, roles, { by, ...params });
  expect(seen(rows, columns), `${id} by ${by}`).toEqual(filled(counts, columns));
  expect(summary.by).toBe(by);
  const whole = await answerOn(engine, id, roles, { ...params, by: 'none' });
  expect(whole.rows).toHaveLength(1);
  expect(Object.values(whole.rows[0]!)[0]).toBeNull();
  for (const [name, value] of Object.entries(whole.rows[0]!).slice(1))
    expect(summary[name], `${id} by ${by}: ${name}`).toEqual(value);
}
