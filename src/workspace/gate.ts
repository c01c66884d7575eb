import type { Value } from '../metrics/metric';
import { redact } from './redact';

/** What a column of a table that wants to leave holds. */
export type Holding = 'group' | 'measure' | 'share' | 'verbatim';

/** A table of aggregates on its way out: rows partition the whole unless `overlapping`. */
export interface Leaving {
  readonly columns: readonly { readonly name: string; readonly holds: Holding }[];
  readonly rows: readonly Readonly<Record<string, Value>>[];
  /** Distinct persons behind each row; null where nobody is behind it (a parameter, a limit). */
  readonly persons: readonly (number | null)[];
  /** The largest share that one person has of a row's sum, 0 to 1; null where there is no sum. */
  readonly largest?: readonly (number | null)[];
  /** Groups share persons (customers met several touchpoints), so that totals do not give one away. */
  readonly overlapping?: boolean;
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
  const reasons = complemented(
    leaving,
    leaving.rows.map((row, at) => reasonAgainst(leaving, row, at, k)),
    k,
  );
  let redactions = 0;
  const rows = leaving.rows.map((row, at) =>
    Object.fromEntries(
      leaving.columns.map(({ name, holds }) => {
        const value = row[name] ?? null;
        if (holds === 'group') return [name, value];
        if (reasons[at]) return [name, null];
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
  return { rows, suppressed, redactions };
}

function reasonAgainst(leaving: Leaving, row: Readonly<Record<string, Value>>, at: number, k: number): Because | null {
  const persons = leaving.persons[at];
  if (persons === null || persons === undefined) return null;
  if (persons < k) return 'few-persons';
  if ((leaving.largest?.[at] ?? 0) > 0.5) return 'dominance';
  const alike = leaving.columns.some(({ name, holds }) => holds === 'share' && (row[name] === 0 || row[name] === 1));
  return alike ? 'all-alike' : null;
}

/** Suppresses further groups, smallest first, until what is hidden is at least two groups of at least k persons together. */
function complemented(leaving: Leaving, reasons: readonly (Because | null)[], k: number): readonly (Because | null)[] {
  if (leaving.overlapping || !reasons.some((reason) => reason)) return reasons;
  const hidden = [...reasons];
  const open = leaving.persons
    .flatMap((persons, at) => (persons !== null && !hidden[at] ? [{ at, persons }] : []))
    .sort((a, b) => a.persons - b.persons);
  const weight = () => leaving.persons.reduce<number>((sum, persons, at) => sum + (hidden[at] ? (persons ?? 0) : 0), 0);
  while (open.length && (hidden.filter((reason) => reason).length < 2 || weight() < k)) {
    const next = open.shift();
    if (next) hidden[next.at] = 'complement';
  }
  return hidden;
}

function groupOf({ columns, rows }: Leaving, at: number): string {
  return columns
    .filter(({ holds }) => holds === 'group')
    .map(({ name }) => String(rows[at]?.[name] ?? '–'))
    .join(' · ');
}
