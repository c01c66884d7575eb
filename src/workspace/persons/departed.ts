import type { Found, ResultRow, Setting } from '../../metrics/metric';
import { isWeekStart, type WeekStart } from '../../metrics/period';
import type { Dated, Filters } from '../../model/filters';
import type { Cleared } from '../cleared';
import { tableOf } from './by-group';
import { counted } from './counted';
import { numberOf } from './persons';

/**
 * What of a result that has left is needed to hold later ones against it: which groups of which answers it told, and how
 * many persons they were. No figure of it and no row of the data.
 */
export interface Departed {
  readonly metric: string;
  /** The metric whose rows it is made of, where it follows another one. */
  readonly followed?: string;
  /** Where its answers stand in time, if not where they were given. */
  readonly dated?: Dated;
  /** What the rows are grouped by. */
  readonly by: string;
  /** Which answers it read, where the result says it. */
  readonly kind: string | null;
  readonly grain: string | null;
  readonly weekStart: WeekStart;
  /** The settings it was asked with, as JSON. */
  readonly asked: string;
  readonly filters: Filters;
  readonly rows: readonly DepartedRow[];
  readonly whole: number | null;
  /** The figures of the whole went along. */
  readonly isWholeTold: boolean;
}

export interface DepartedRow {
  /** The group, by all of its names; a group of few persons has none. */
  readonly names: readonly string[];
  readonly persons: number | null;
  readonly hidden: boolean;
}

/** A result before it is known what of it may leave. */
export interface Leaver {
  readonly metric: string;
  readonly found: Found;
  readonly setting: Setting;
  readonly filters: Filters;
}

/** What is to be remembered of a result that leaves. */
export function departedOf(
  leaver: Leaver,
  { behind, suppressed, held, k }: Pick<Cleared, 'behind' | 'suppressed' | 'held' | 'k'>,
): Departed {
  const { metric, found } = leaver;
  return {
    metric,
    ...groupingOf(leaver),
    rows: found.rows.map((row, at) => {
      const persons = behind.of[at] ?? null;
      return { names: persons !== null && persons < k ? [] : namesOf(row), persons, hidden: suppressed.has(at) };
    }),
    whole: behind.whole,
    isWholeTold: !held.some(({ whole: isWhole, column }) => isWhole && !column),
  };
}

/** How a result was grouped, and of what. */
export function groupingOf(leaver: Leaver) {
  const { metric, found, setting, filters } = leaver;
  const { rows, summary } = found;
  const { grain } = setting.params;
  const how = counted[metric];
  const first = how?.kind === 'table' ? (how.by ?? Object.keys(rows[0] ?? {})[0]) : undefined;
  return {
    by: typeof summary.by === 'string' ? summary.by : (first ?? 'none'),
    kind: typeof summary.kind === 'string' ? summary.kind : null,
    grain: typeof grain === 'string' ? grain : null,
    weekStart: isWeekStart(setting.weekStart) ? setting.weekStart : ('monday' as const),
    asked: JSON.stringify(setting.params),
    filters,
    ...(how?.kind === 'followed' ? followedBy(leaver) : {}),
  };
}

/** A metric that follows another one tells of that one's rows, by period. */
function followedBy({ found: { summary }, setting: { params }, filters }: Leaver) {
  const followed = typeof summary.metric === 'string' ? summary.metric : 'csat';
  const { grain, touchpoint } = params;
  const table = tableOf(followed)?.table;
  const there = typeof touchpoint === 'string' && table ? [{ table, column: 'touchpoint', value: touchpoint }] : [];
  return {
    followed,
    by: 'period',
    grain: typeof grain === 'string' ? grain : 'week',
    filters: there.length ? { ...filters, where: [...(filters.where ?? []), ...there] } : filters,
    ...(summary.date === 'experience' ? { dated: 'experience' as const } : {}),
  };
}

/** The names of a row's group, the one that it is grouped by first, as the engine gives it. */
export function namesOf(row: ResultRow): readonly string[] {
  const [first = '', ...others] = Object.keys(row);
  const further = others.filter((column) => furtherNames.has(column));
  return [first, ...further].map((column) => {
    const number = numberOf(row, column);
    return number === null ? String(row[column] ?? null) : String(number);
  });
}

const furtherNames = new Set(['touchpoint', 'from', 'to', 'a', 'b', 'model', 'period', 'step']);
