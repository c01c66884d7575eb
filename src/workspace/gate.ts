import type { Value } from '../metrics/metric';
import { complementOf, type Total } from './complement';
import { redact } from './redact';
import { furtherGroups, type Groups } from './whole-groups';

/** What a column of a table that wants to leave holds. */
export type Holding = 'group' | 'measure' | 'share' | 'verbatim';

/** A table of aggregates on its way out: rows partition the whole unless `overlapping`. */
export interface Leaving {
  readonly columns: readonly { readonly name: string; readonly holds: Holding }[];
  readonly rows: readonly Readonly<Record<string, Value>>[];
  /** Distinct persons behind each row; null where nobody is behind it (a parameter, a limit). */
  readonly persons: readonly (number | null)[];
  /** Who they are, where they are fewer than k: one person may stand behind several rows. */
  readonly who?: readonly (readonly string[] | null)[];
  /** The largest share that one person has of a row's sum, 0 to 1; null where there is no sum. */
  readonly largest?: readonly (number | null)[];
  /** Groups share persons (customers met several touchpoints), so that totals do not give one away. */
  readonly overlapping?: boolean;
  /** Groups of several rows that share out the whole between them. */
  readonly groups?: Groups;
  /** Which sums of rows can be known outside once these rows are held back, where it is not just that of all. */
  readonly totals?: (hidden: ReadonlySet<number>) => readonly Total[];
  /** By how many persons each row differs from what has left under other filters; null where it does not. */
  readonly differs?: readonly (number | null)[];
  /** What has left before, and how it hangs together with these rows. */
  readonly beside?: Beside;
  /** Single figures that are held back of rows that go. */
  readonly cells?: readonly { readonly row: number; readonly column: string }[];
}

/** Rows of another table that has left, and the parts that both are made of, counted on from this table's last row. */
export interface Beside {
  readonly persons: readonly number[];
  /** Who they are, where they are few. */
  readonly who: readonly (readonly string[] | null)[];
  readonly hidden: ReadonlySet<number>;
  readonly parts: ReadonlySet<number>;
  readonly totals: readonly Total[];
  /** The place of the whole of these rows, which can be held back too. */
  readonly whole: number;
}

export type Because = 'few-persons' | 'dominance' | 'all-alike' | 'complement';

export interface Suppressed {
  readonly row: number;
  readonly group: string;
  readonly because: Because;
}

export interface Passed {
  readonly rows: readonly Readonly<Record<string, Value>>[];
  readonly suppressed: readonly Suppressed[];
  /** The figures of the whole would give away what is held back, or what was before. */
  readonly isWholeHeld: boolean;
  /** How many phone numbers, ids, addresses and names were taken out of texts. */
  readonly redactions: number;
}

/**
 * The one gate for all that leaves: groups of fewer than `k` distinct persons, sums that one person dominates
 * (over half) and shares of exactly 0 or 1 are suppressed with all their measures, counts too; as many further groups
 * follow as it takes that the suppressed ones cannot be had by subtraction. `k` is at least 2.
 */
export function passGate(leaving: Leaving, { k }: { readonly k: number }): Passed {
  if (!(k >= 2)) throw new RangeError(`k is ${String(k)}, not 2 or more`);
  const own = leaving.rows.map((row, at) => reasonAgainst(leaving, row, at, k));
  const { reasons, isWholeHeld } = complemented(leaving, withGroups(leaving, own, k), k);
  const isHeld = (at: number, column: string) =>
    !!reasons[at] || (leaving.cells ?? []).some((cell) => cell.row === at && cell.column === column);
  let redactions = 0;
  const rows = leaving.rows.map((row, at) =>
    Object.fromEntries(
      leaving.columns.map(({ name, holds }) => {
        const value = row[name] ?? null;
        if (holds === 'group') return [name, value];
        if (isHeld(at, name)) return [name, null];
        if (holds !== 'verbatim' || typeof value !== 'string') return [name, value];
        const clean = redact(value);
        redactions += clean.found;
        return [name, clean.text];
      }),
    ),
  );
  const suppressed = reasons.flatMap((because, row) =>
    because ? [{ row, group: groupOf(leaving, row), because }] : [],
  );
  return { rows, suppressed, isWholeHeld, redactions };
}

function reasonAgainst(leaving: Leaving, row: Readonly<Record<string, Value>>, at: number, k: number): Because | null {
  const persons = leaving.persons[at];
  if (persons === null || persons === undefined) return null;
  if (persons < k) return 'few-persons';
  if ((leaving.differs?.[at] ?? k) < k) return 'few-persons';
  if ((leaving.largest?.[at] ?? 0) > 0.5) return 'dominance';
  const alike = leaving.columns.some(({ name, holds }) => holds === 'share' && (row[name] === 0 || row[name] === 1));
  return alike ? 'all-alike' : null;
}

/** Suppresses as many further groups of several rows as it takes that the whole does not give a suppressed one away. */
function withGroups({ groups }: Leaving, reasons: readonly (Because | null)[], k: number): readonly (Because | null)[] {
  if (!groups) return reasons;
  const further = furtherGroups(groups, heldBy(reasons), k);
  return reasons.map((reason, at) => reason ?? (further.has(at) ? 'complement' : null));
}

function heldBy(reasons: readonly (Because | null)[]): ReadonlySet<number> {
  return new Set(reasons.flatMap((reason, at) => (reason ? [at] : [])));
}

/** Suppresses as many further groups as it takes that no total gives the suppressed ones away. */
function complemented(
  leaving: Leaving,
  reasons: readonly (Because | null)[],
  k: number,
): { readonly reasons: readonly (Because | null)[]; readonly isWholeHeld: boolean } {
  const { who, overlapping, beside } = leaving;
  // What follows of a row that nobody stands behind, as of a period without data, is about nobody.
  const persons = leaving.persons.map((n) => (n === 0 ? null : n));
  const rows = persons.map((_, at) => at);
  const totals = leaving.totals?.(heldBy(reasons)) ?? [{ rows, ...(beside ? { less: [beside.whole] } : {}) }];
  const own = reasons.flatMap((reason, at) => (reason && persons[at] !== null ? [at] : []));
  if (!beside && (overlapping || !own.length)) return { reasons, isWholeHeld: false };
  const further = complementOf({
    hidden: new Set([...own, ...(beside?.hidden ?? [])]),
    persons: [...persons, ...(beside?.persons ?? [])],
    who: [...rows.map((at) => who?.[at] ?? null), ...(beside?.who ?? [])],
    totals: [...(overlapping ? [] : totals), ...(beside?.totals ?? [])],
    k,
    ...(beside ? { fixed: fixedIn(beside, rows.length), parts: beside.parts } : {}),
  });
  return {
    reasons: reasons.map((reason, at) => reason ?? (further.has(at) ? 'complement' : null)),
    isWholeHeld: beside !== undefined && further.has(beside.whole),
  };
}

/** What has left stands as it is; the whole of what leaves now does not. */
function fixedIn({ persons, whole }: Beside, first: number): ReadonlySet<number> {
  return new Set(persons.map((_, at) => first + at).filter((at) => at !== whole));
}

/** The names of a row's group, as the list of what was held back gives them. */
export function groupOf({ columns, rows }: Pick<Leaving, 'columns' | 'rows'>, at: number): string {
  return columns
    .filter(({ holds }) => holds === 'group')
    .map(({ name }) => String(rows[at]?.[name] ?? '–'))
    .join(' · ');
}
