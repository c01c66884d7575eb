import type { Found, ResultRow } from '../src/metrics/metric';
import type { Cleared } from '../src/workspace/cleared';
import { givenAway } from './given-away';

interface Table {
  readonly truth: readonly ResultRow[];
  /** Behind each row; absent: its counts are of persons. */
  readonly persons?: readonly (number | null)[];
  readonly isShown: (row: number, column: string) => boolean;
}

/**
 * What an attacker finds by subtraction in a result that leaves: of each count (also one that stands in many rows, as the
 * size of a group does) the sums over groups that some number told, or a quotient of two of them, and from these the
 * groups of fewer than k that are shown nowhere. Numbers below k are not looked for, since any may be one of those.
 */
export function wholeMinusShown(found: Found, out: Cleared, k: number): readonly string[] {
  const drawn = out.charts('en').map(({ spec }) => ('data' in spec ? spec.data : null));
  const told = new Set(numbersIn([out.summary, drawn, out.remarks()]));
  return tablesOf(found, out).flatMap((table) => leaksOf(table, told, k));
}

/** The rows, and each list and record of the summary. */
function tablesOf({ rows, summary }: Found, out: Cleared): readonly Table[] {
  const own: Table = {
    truth: rows,
    persons: out.behind.of,
    isShown: (at, column) => !out.hidden.has(at) && typeof out.rows[at]?.[column] === 'number',
  };
  const lists = Object.entries(summary).flatMap(([name, value]): Table[] => {
    const truth = entriesOf(value);
    const kept = entriesOf(out.summary[name]);
    const names = (entry: ResultRow) =>
      JSON.stringify(
        Object.keys(entry)
          .filter(isKeyOf([entry]))
          .map((key) => entry[key]),
      );
    const isShown = (at: number, column: string) =>
      kept.some((entry) => names(entry) === names(truth[at] ?? {}) && typeof entry[column] === 'number');
    return truth.length > 1 ? [{ truth, isShown }] : [];
  });
  return [own, ...lists];
}

function entriesOf(value: unknown): readonly ResultRow[] {
  if (Array.isArray(value)) return value.filter((entry) => typeof entry === 'object') as ResultRow[];
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([name, n]) => (typeof n === 'number' ? [{ name, n }] : []));
}

const isKeyOf = (rows: readonly ResultRow[]) => (column: string) =>
  ['period', 'step', 'time'].includes(column) || rows.some((row) => typeof row[column] === 'string');

function leaksOf(table: Table, told: ReadonlySet<number>, k: number): readonly string[] {
  const { truth } = table;
  const columns = Object.keys(truth[0] ?? {});
  const keys = columns.filter(isKeyOf(truth));
  const counts = columns.filter(
    (column) => !keys.includes(column) && truth.every((row) => row[column] === null || Number.isInteger(row[column])),
  );
  return counts.flatMap((count) =>
    namesOf(truth, keys, count).flatMap((names) => {
      const groups = groupsBy(truth, names);
      const { sizes, persons, totals } = knownOf(table, { groups, keys, count, counts }, told, k);
      const hidden = groups.flatMap((group, place) =>
        (persons[place] ?? 0) > 0 && !group.some((at) => table.isShown(at, count)) ? [place] : [],
      );
      const named = (place: number) => names.map((name) => String(truth[groups[place]?.[0] ?? 0]?.[name])).join(' · ');
      const leaks = givenAway(hidden, totals, persons, k);
      return leaks.map((set) => set.map((place) => `${count} of ${named(place)}: ${String(sizes[place])}`).join(' + '));
    }),
  );
}

/** The fewest names in whose groups a count is everywhere the same; none for one that is the same in all rows. */
function namesOf(truth: readonly ResultRow[], keys: readonly string[], count: string): readonly (readonly string[])[] {
  const alike = subsetsOf(keys).filter((names) =>
    groupsBy(truth, names).every((group) => {
      const there = new Set(group.map((at) => truth[at]?.[count]).filter((n) => n !== null));
      return there.size <= 1;
    }),
  );
  const least = alike.filter(
    (names) => !alike.some((one) => one.length < names.length && one.every((name) => names.includes(name))),
  );
  return least.filter((names) => names.length > 0);
}

/** The groups' sizes, the persons behind them, and the sums of groups that some number tells. */
function knownOf(
  { truth, persons: behind }: Table,
  of: {
    readonly groups: readonly (readonly number[])[];
    readonly keys: readonly string[];
    readonly count: string;
    readonly counts: readonly string[];
  },
  told: ReadonlySet<number>,
  k: number,
) {
  const sizes = of.groups.map((group) => Math.max(...group.map((at) => Number(truth[at]?.[of.count] ?? 0))));
  const persons = of.groups.map(([first = 0, ...more], place) =>
    behind && !more.length ? (behind[first] ?? 0) : (sizes[place] ?? 0),
  );
  const totals = classesOf(truth, of.keys).flatMap((rows) => {
    const places = of.groups.flatMap((group, place) => (group.some((at) => rows.includes(at)) ? [place] : []));
    const sum = places.reduce((all, place) => all + (sizes[place] ?? 0), 0);
    const isQuotient = (column: string) => {
      const part = rows.reduce((all, at) => all + Number(truth[at]?.[column] ?? 0), 0);
      return sum / divisorOf(part, sum) >= k && [...told].some((n) => Math.abs(n - part / sum) < 1e-12);
    };
    return sum >= k && (told.has(sum) || of.counts.some(isQuotient)) ? [{ rows: places }] : [];
  });
  return { sizes, persons, totals };
}

/** Rows that agree in some of the names: all, and of those the ones of periods that are over. */
function classesOf(rows: readonly ResultRow[], keys: readonly string[]): readonly (readonly number[])[] {
  const classes = [[], ...subsetsOf(keys)].flatMap((names) => groupsBy(rows, names));
  return classes.flatMap((own) => {
    const over = own.filter((at) => rows[at]?.complete === true);
    return over.length && over.length < own.length ? [own, over] : [own];
  });
}

function groupsBy(rows: readonly ResultRow[], names: readonly string[]): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  rows.forEach((row, at) => {
    const name = JSON.stringify(names.map((one) => row[one]));
    groups.set(name, [...(groups.get(name) ?? []), at]);
  });
  return [...groups.values()];
}

function subsetsOf(names: readonly string[]): readonly (readonly string[])[] {
  return names.reduce<readonly (readonly string[])[]>(
    (sets, name) => [...sets, ...sets.map((set) => [...set, name])],
    [[]],
  );
}

/** Greatest common divisor by Euclid. */
function divisorOf(a: number, b: number): number {
  return b === 0 ? a : divisorOf(b, a % b);
}

/** All numbers in it, also where they are written as counts. */
function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  if (typeof value === 'string') return /^\d{1,3}(?:,?\d{3})*$/.test(value) ? [Number(value.replaceAll(',', ''))] : [];
  return value === null || typeof value !== 'object' ? [] : Object.values(value).flatMap(numbersIn);
}
