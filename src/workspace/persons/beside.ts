import type { Engine } from '../../engine/engine';
import { sql } from '../../engine/sql';
import { grouped, type Grouping } from '../../metrics/grouping';
import type { Found, ResultRow, Setting } from '../../metrics/metric';
import type { Total } from '../complement';
import type { Beside } from '../gate';
import { askOf, chosen, personOf, type Table } from './by-group';
import { numberOf } from './persons';

/** A result of the same metric that leaves too, otherwise grouped, with the rows that were held back of it. */
export interface Departed {
  readonly found: Found;
  readonly setting: Setting;
  readonly hidden: ReadonlySet<number>;
  /** Persons behind its rows and its whole. */
  readonly behind?: { readonly of: readonly (number | null)[]; readonly whole: number | null };
}

/** By how many persons a result differs from those that left of other data or under other filters, where it does at all. */
export function differencesTo(
  earlier: readonly Departed[],
  { found, behind }: Pick<Departed, 'found'> & Required<Pick<Departed, 'behind'>>,
): { readonly of: readonly (number | null)[]; readonly whole: number | null } {
  const rows = earlier
    .filter((other) => other.found.summary.by === found.summary.by)
    .map((other) => new Map(other.found.rows.map((row, at) => [nameOf(row), other.behind?.of[at] ?? null])));
  return {
    of: found.rows.map((row, at) =>
      least(
        behind.of[at] ?? null,
        rows.map((one) => one.get(nameOf(row)) ?? null),
      ),
    ),
    whole: least(
      behind.whole,
      earlier.map((other) => other.behind?.whole ?? null),
    ),
  };
}

function least(own: number | null, others: readonly (number | null)[]): number | null {
  const apart = others.flatMap((other) =>
    own === null || other === null || own === other ? [] : [Math.abs(own - other)],
  );
  return apart.length ? Math.min(...apart) : null;
}

/**
 * How the rows of a result hang together with those of results that leave beside it: both are sums of the answers that
 * they have in common, so that one subtracted from the other could tell of a few. Null where nothing hangs together.
 */
export async function besideOf(
  engine: Engine,
  table: Table,
  { found, setting }: Pick<Departed, 'found' | 'setting'>,
  departed: readonly Departed[],
): Promise<Beside | null> {
  const others = departed.filter((other) => isOtherGrouping(other, found));
  const all = { persons: [] as number[], hidden: new Set<number>(), parts: new Set<number>(), totals: [] as Total[] };
  const next = () => found.rows.length + all.persons.length;
  for (const other of others) {
    const parts = await partsOf(engine, table, { found, setting }, other);
    const first = next();
    const mine = new Map<string, number[]>();
    const theirs = new Map<string, number[]>();
    for (const { grp, beside, n } of parts) {
      all.parts.add(next());
      mine.set(String(grp), [...(mine.get(String(grp)) ?? []), next()]);
      theirs.set(String(beside), [...(theirs.get(String(beside)) ?? []), next()]);
      all.persons.push(Number(n));
    }
    const sizeOf = (some: readonly number[]) =>
      some.reduce((sum, at) => sum + (all.persons[at - found.rows.length] ?? 0), 0);
    const rows: number[] = [];
    other.found.rows.forEach((row, at) => {
      const made = theirs.get(nameOf(row)) ?? [];
      if (other.hidden.has(at)) all.hidden.add(next());
      rows.push(next());
      all.totals.push({ rows: [next()], less: made });
      all.persons.push(sizeOf(made));
    });
    found.rows.forEach((row, at) => all.totals.push({ rows: [at], less: mine.get(nameOf(row)) ?? [] }));
    // The whole is told with every result.
    all.totals.push({ rows });
    all.totals.push({ rows: parts.map((_, at) => first + at) });
  }
  return others.length ? all : null;
}

function isOtherGrouping({ found: { summary, rows } }: Departed, found: Found): boolean {
  const names = (some: readonly ResultRow[]) => some.map(nameOf).join();
  return rows.length > 0 && (summary.by !== found.summary.by || names(rows) !== names(found.rows));
}

/** Distinct persons of what falls into a group of the one and a group of the other result. */
function partsOf(engine: Engine, table: Table, one: Pick<Departed, 'found' | 'setting'>, other: Departed) {
  const ask = ({ found, setting }: Pick<Departed, 'found' | 'setting'>): Grouping =>
    askOf(setting, typeof found.summary.by === 'string' ? found.summary.by : 'none', setting.params.grain);
  const rows = sql`(SELECT * EXCLUDE (grp), grp AS beside FROM ${grouped(ask(other), table.table)})`;
  return engine.query(
    sql`SELECT grp, beside, count(DISTINCT ${personOf(table.table)})::DOUBLE AS n
        FROM ${grouped(ask(one), table.table, rows)} ${chosen(table.table, table.answers, one.found.summary)} GROUP BY ALL ORDER BY ALL`,
    { first: 'canonical' },
  );
}

function nameOf(row: ResultRow): string {
  const name = Object.keys(row)[0] ?? '';
  return numberOf(row, name) === null ? String(row[name] ?? null) : String(numberOf(row, name));
}
