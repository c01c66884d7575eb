import type { Engine } from '../engine/engine';
import { identifier, sql, type Sql } from '../engine/sql';
import { scoped, type Dated, type Filters } from '../model/filters';
import { burstHours, flagRules, forms, inHours, leastInBurst, type FlagRules, type Hour } from './flagged-forms';
import type { Found, Headline, Metric, ResultRow, Setting, Value } from './metric';
import { settle } from './params';

/** The forms that authenticity flags, judged among all that the workspace shows; counts are of those asked about. */
export interface Flagged {
  /** Holds on a response of any other form. */
  readonly isOther: Sql;
  /** The query that lists them. */
  readonly listing: Sql;
  readonly flagged: number;
  readonly forms: number;
  /** Those rules of authenticity that the person set otherwise than the defaults. */
  readonly ownRules: Readonly<Record<string, number>>;
}

interface Running {
  readonly engine: Engine;
  /** What the person set for authenticity; its defaults where nothing was set. */
  readonly rules?: Readonly<Record<string, unknown>> | undefined;
  readonly only?: Filters | undefined;
  readonly dated?: Dated | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** What a metric with the parameter `flagged` was told to do; null for any other metric. */
export function wishOf(metric: Metric, { params }: Setting): 'include' | 'exclude' | null {
  if (!Object.hasOwn(metric.params, 'flagged')) return null;
  return settle(metric.params, params).flagged === 'exclude' ? 'exclude' : 'include';
}

/** Above so many answers flagged ones are left out only where that is wished: looking for them takes too long to come unasked. */
const mostCompared = 500_000;

/** Whether flagged forms are to be looked for: always where they are to be left out, else where answers are not too many. */
export async function looksForFlagged(wish: 'include' | 'exclude', { engine, signal }: Running): Promise<boolean> {
  if (wish === 'exclude') return true;
  const [row] = await engine.query(sql`SELECT count(*)::DOUBLE AS n FROM responses`, { signal });
  return Number(row?.n ?? 0) <= mostCompared;
}

/** What was found, marked as not compared. */
export function notCompared(found: Found): Found {
  return { ...found, summary: { ...found.summary, without_flagged: null } };
}

let made = 0;

const usual: FlagRules = settle(flagRules, {});

/** Finds the flagged forms, keeps them at hand while `use` works, and forgets them. */
export async function withFlagged<T>(running: Running, use: (flagged: Flagged) => Promise<T>): Promise<T> {
  const { engine, signal } = running;
  const rules = settle(flagRules, running.rules ?? {});
  const table = identifier('store', `flagged ${String(++made)}`);
  await engine.run(
    sql`CREATE OR REPLACE TABLE ${table} AS SELECT response_id, touchpoint, hour, marked FROM ${forms(rules)}`,
  );
  try {
    const busy = inHours(burstHours(await fullHours(engine, table)));
    const listing = sql`SELECT response_id FROM ${forms(rules)} WHERE marked OR ${busy}`;
    await engine.run(sql`DELETE FROM ${table} WHERE (marked OR ${busy}) IS NOT TRUE`);
    const [count] = await engine.query(
      scoped(
        sql`SELECT (count(DISTINCT response_id) FILTER (response_id IN (SELECT response_id FROM ${table})))::DOUBLE AS flagged, count(DISTINCT response_id)::DOUBLE AS forms FROM responses`,
        running.only ?? {},
        running.dated,
      ),
      { signal },
    );
    return await use({
      isOther: sql`response_id NOT IN (SELECT response_id FROM ${table})`,
      listing,
      flagged: Number(count?.flagged ?? 0),
      forms: Number(count?.forms ?? 0),
      ownRules: Object.fromEntries(
        Object.entries(rules).filter(([name, value]) => value !== usual[name as keyof FlagRules]),
      ),
    });
  } finally {
    await engine.run(sql`DROP TABLE IF EXISTS ${table}`);
  }
}

/** The forms of a table by touchpoint and hour; none where no hour holds as many as a burst needs. */
async function fullHours(engine: Engine, table: Sql): Promise<readonly Hour[]> {
  const full = sql`SELECT 1 FROM ${table} WHERE hour IS NOT NULL GROUP BY touchpoint, hour HAVING count(*) >= ${leastInBurst} LIMIT 1`;
  if (!(await engine.query(full)).length) return [];
  const hours = sql`SELECT touchpoint, hour, count(*)::DOUBLE AS n FROM ${table} GROUP BY ALL ORDER BY ALL`;
  return (await engine.query(hours)).map(({ touchpoint, hour, n }) => ({
    touchpoint: typeof touchpoint === 'string' ? touchpoint : null,
    hour: typeof hour === 'number' ? hour : null,
    n: Number(n),
  }));
}

/** What was found, with what the other way of counting gives beside it: in each row its headline, in the summary its numbers. */
export function besideOther(
  found: Found,
  other: Found | null,
  { wish, flagged, headline }: { wish: 'include' | 'exclude'; flagged: Flagged; headline: Headline | undefined },
): Found {
  const name = wish === 'include' ? 'without_flagged' : 'with_flagged';
  const twins = new Map(other?.rows.map((row) => [nameOf(row), row]) ?? []);
  const value = headline?.value;
  return {
    ...found,
    rows:
      value === undefined || !flagged.flagged
        ? found.rows
        : found.rows.map((row) => ({ ...row, [name]: twins.get(nameOf(row))?.[value] ?? null })),
    summary: {
      ...found.summary,
      [name]: { flagged: flagged.flagged, forms: flagged.forms, ...ownOf(flagged), ...numbersOf(other?.summary ?? {}) },
    },
  };
}

function ownOf({ ownRules }: Flagged): Readonly<Record<string, Value>> {
  return Object.keys(ownRules).length ? { rules: ownRules } : {};
}

/** The group's value (and the segment, where rows have one). */
function nameOf(row: ResultRow): string {
  return JSON.stringify([Object.values(row)[0] ?? null, row.segment ?? null]);
}

function numbersOf(summary: Readonly<Record<string, Value>>): Readonly<Record<string, Value>> {
  return Object.fromEntries(Object.entries(summary).filter(([, value]) => typeof value === 'number'));
}
