import { identifier, nothing, sql, type Sql } from '../engine/sql';
import { tableWords } from '../i18n/words/shell';
import { fieldsOf, timeOf, type TableName } from '../model/schema';
import { confidenceParam } from './confidence-param';
import type { Ask } from './metric';
import { refused, type Params } from './params';
import { periodLengths, periodName, wholeUntil, type PeriodLength } from './period';

/** The parameters of every module that can be grouped. */
export const groupingParams = {
  by: { kind: 'group', default: null, label: { en: 'Group by', zh: '分组' } },
  grain: {
    kind: 'choice',
    default: 'month',
    label: { en: 'Length of a period', zh: '周期长度' },
    of: periodLengths,
  },
  ...confidenceParam,
} as const satisfies Params;

/** What a module that can be grouped is asked. */
export type Grouping = Ask<typeof groupingParams>;

/** What a metric's rows are grouped by: what was asked, else touchpoint where the table has one, else `none`. */
export function groupOf(ask: Grouping, table: TableName): string {
  return ask.params.by ?? (ask.has(`${table}.touchpoint`) ? 'touchpoint' : 'none');
}

/**
 * The rows of `table` with a column `grp` (VARCHAR: the group's value, null for `none`) as a subquery to select FROM.
 * Group with `GROUP BY GROUPING SETS ((grp), ())` and tell the whole by `grouping(grp) = 1`: the summary is the whole.
 * Known groups: a column of the table, of the catalogue or of `customers`; first-touchpoint; period; none.
 * `rows` are the table's rows with columns of the metric's own; without it the table as it stands.
 */
export function grouped(ask: Grouping, table: TableName, rows: Sql = identifier(table)): Sql {
  const by = groupOf(ask, table);
  return sql`(SELECT e.*, ${keyOf(ask, table, by)} AS grp FROM ${rows} AS e ${joinsOf(ask, table, by)})`;
}

/** The same of interactions. Touchpoints stay as they are stored: millions of rows are not compared as text. */
export function groupedVisits(ask: Grouping, rows: Sql = identifier('interactions')): Sql {
  return groupOf(ask, 'interactions') === 'touchpoint'
    ? sql`(SELECT *, touchpoint AS grp FROM ${rows})`
    : grouped(ask, 'interactions', rows);
}

function keyOf(ask: Grouping, table: TableName, by: string): Sql {
  const own = by in fieldsOf(table) ? identifier('e', by) : null;
  const time = timeOf[table];
  if (by === 'none') return sql`NULL::VARCHAR`;
  if (by === 'period' && time) return periodName(ask.params.grain, identifier('e', time), ask.weekStart);
  if (by === 'first-touchpoint' && ask.has('interactions.touchpoint')) return sql`first_met.touchpoint::VARCHAR`;
  const known = by === 'touchpoint' || [table, 'touchpoints', 'customers'].some((of) => ask.has(`${of}.${by}`));
  if (known && by in fieldsOf('touchpoints') && by !== 'touchpoint')
    return sql`coalesce(${own ?? sql`NULL`}::VARCHAR, ${identifier('catalogue', by)}::VARCHAR)`;
  if (known && own) return sql`${own}::VARCHAR`;
  if (ask.has(`customers.${by}`)) return sql`${identifier('who', by)}::VARCHAR`;
  const made = [
    ...(time === undefined ? [] : ['period']),
    ...(ask.has('interactions.touchpoint') ? ['first-touchpoint'] : []),
  ];
  throw refused('by', by, {
    en: `${['none', ...made].join(', ')}, a mapped column of ${table}, touchpoints or customers`,
    zh: `${['none', ...made].join('、')}，或${tableWords[table].zh}、触点目录、客户中已对应的列`,
  });
}

function joinsOf(ask: Grouping, table: TableName, by: string): Sql {
  if (by === 'first-touchpoint') {
    return sql`LEFT JOIN (SELECT customer_id, arg_min(touchpoint, position) AS touchpoint FROM interactions GROUP BY customer_id) AS first_met ON first_met.customer_id = e.customer_id`;
  }
  if (by in fieldsOf('touchpoints') && by !== 'touchpoint')
    return sql`LEFT JOIN (SELECT touchpoint, any_value(${identifier(by)}) AS ${identifier(by)} FROM touchpoints GROUP BY touchpoint) AS catalogue ON catalogue.touchpoint = e.touchpoint`;
  if (!(by in fieldsOf(table)) && ask.has(`customers.${by}`))
    return sql`LEFT JOIN (SELECT customer_id, any_value(${identifier(by)}) AS ${identifier(by)} FROM customers GROUP BY customer_id) AS who ON who.customer_id = e.customer_id`;
  return nothing;
}

/** Splits what GROUPING SETS returned into the groups to show and the whole. Rows without a touchpoint count in the whole only. */
export function groupsAndWhole<R extends { readonly grp: string | null; readonly whole: boolean }>(
  rows: readonly R[],
  by: string,
): { readonly groups: readonly R[]; readonly whole: R | undefined } {
  const whole = rows.find((row) => row.whole);
  if (by === 'none') return { groups: whole ? [whole] : [], whole };
  return { groups: rows.filter((row) => !row.whole && (by !== 'touchpoint' || row.grp !== null)), whole };
}

/** The columns of `dataEnd`. */
export const endColumns = { end: 'time?' } as const;

/** Until when the data of `table` are whole, as one row: what `by=period` needs to mark the open period. */
export function dataEnd(table: TableName): Sql {
  const time = timeOf[table];
  return time === undefined ? sql`SELECT NULL::TIMESTAMP AS "end"` : wholeUntil(identifier(time), identifier(table));
}

/** The same where rows stand by period; else nobody asks, and it is not looked for. */
export function periodEnd(ask: Grouping, table: TableName): Sql {
  return ask.params.by === 'period' ? dataEnd(table) : sql`SELECT NULL::TIMESTAMP AS "end"`;
}

/** What to spread into each row: with `by=period` whether the period was over when the data ended, else nothing. */
export function completeness(
  ask: Grouping,
  ends: readonly { readonly end: Date | null }[],
): (grp: string | null) => { readonly complete?: boolean } {
  const end = ends[0]?.end ?? null;
  if (ask.params.by !== 'period' || end === null) return () => ({});
  return (grp) => (grp === null ? {} : { complete: isComplete(grp, ask.params.grain, end) });
}

/** Whether the period that starts at `start` was over at `end`, until when the data are whole (see `wholeUntil`). */
export function isComplete(start: string, grain: PeriodLength, end: Date): boolean {
  return end.getTime() >= nextPeriod(start, grain).getTime();
}

/** When the period after the one that starts at `start` begins. */
export function nextPeriod(start: string, grain: PeriodLength): Date {
  const next = new Date(`${start}T00:00:00Z`);
  if (grain === 'day') next.setUTCDate(next.getUTCDate() + 1);
  if (grain === 'week') next.setUTCDate(next.getUTCDate() + 7);
  if (grain === 'month') next.setUTCMonth(next.getUTCMonth() + 1);
  if (grain === 'quarter') next.setUTCMonth(next.getUTCMonth() + 3);
  return next;
}
