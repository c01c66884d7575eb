import type { Metric, ResultRow } from '../metrics/metric';
import type { Holding } from './gate';
import type { HeldGroup } from './traces';

/** What a column of a metric's rows holds, as the gate wants to know it. */
export function holdingOf(metric: Metric, rows: readonly ResultRow[], name: string, at: number): Holding {
  if (
    at === 0 ||
    ['touchpoint', 'stage', 'from', 'to', 'a', 'b', 'item', 'driver', 'model', 'period', 'step'].includes(name)
  )
    return 'group';
  return rows.some((row) => typeof row[name] === 'string') && metric.headings[name]?.format === undefined
    ? 'verbatim'
    : 'measure';
}

/** Shares of a row's persons; ends of intervals, shares of another whole and p values are none. */
const shares =
  /^(?:csat|easy|within_sla|reach|survival|conversion|exit|retained_\w+|before|after|(?:\w+_)?rate(?:_\w+)?)$/;

/** 0 or 1 where all persons of a row are alike: a share of exactly 0 or 1, an NPS or a score at its scale's end. */
export function alikeColumn({ headline, headings }: Metric, rows: readonly ResultRow[]): (at: number) => number | null {
  return (at) => {
    const row = rows[at] ?? {};
    if (isWhole(row)) return null;
    const value = headline ? row[headline.value] : null;
    const scale = headline?.scale ?? null;
    if (typeof value === 'number' && scale && (value === scale[0] || value === scale[1]))
      return value === scale[0] ? 0 : 1;
    const names = Object.keys(row).filter((name) => shares.test(name) && headings[name]?.format !== 'points');
    const share = names.map((name) => row[name]).find((one) => one === 0 || one === 1);
    return typeof share === 'number' ? share : soFar(row);
  };
}

/** Of a cohort in a period that is not over, which has no rate yet: none were there so far, or all were. */
function soFar({ active, size }: ResultRow): number | null {
  if (typeof active !== 'number' || typeof size !== 'number') return null;
  return active === 0 ? 0 : active === size ? 1 : null;
}

/** The row that all others are shares of: the first step of a funnel, a cohort's own period. It tells nothing but a size. */
function isWhole(row: ResultRow): boolean {
  return (row.step === 1 && 'reached' in row) || (row.period === 0 && 'size' in row);
}

/** The groups of the rows that were held back; a name that no other row has stands for itself too. */
export function heldGroups(
  rows: readonly ResultRow[],
  hidden: ReadonlySet<number>,
  holds: readonly { readonly name: string; readonly holds: Holding }[],
): readonly HeldGroup[] {
  const columns = holds.filter((column) => column.holds === 'group').map(({ name }) => name);
  const namesOf = (row: ResultRow) => columns.map((name) => row[name]).filter((value) => typeof value === 'string');
  const shown = new Set(rows.flatMap((row, at) => (hidden.has(at) ? [] : namesOf(row))));
  const held = rows.flatMap((row, at) => (hidden.has(at) ? [namesOf(row)] : []));
  const alone = new Set(held.flat().filter((name) => !shown.has(name)));
  return [...held.filter((group) => group.length > 1), ...[...alone].map((name) => [name])];
}
