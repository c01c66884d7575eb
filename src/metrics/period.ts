import { sql, type Sql } from '../engine/sql';
import type { Text } from '../i18n/text';
import type { Params } from './params';

/** The day that weeks begin on, and what it is called. ISO weeks begin on Monday. */
export const weekStarts = {
  monday: { en: 'Monday', zh: '周一' },
  sunday: { en: 'Sunday', zh: '周日' },
} as const satisfies Readonly<Record<string, Text>>;

export type WeekStart = keyof typeof weekStarts;

/** The lengths of a calendar period: what a parameter offers whose weeks begin on the day that is set. */
export const periodLengths = {
  day: { en: 'day', zh: '日' },
  week: { en: 'week', zh: '周' },
  month: { en: 'month', zh: '月' },
  quarter: { en: 'quarter', zh: '季度' },
} as const satisfies Readonly<Record<string, Text>>;

export type PeriodLength = keyof typeof periodLengths;

export function isWeekStart(value: unknown): value is WeekStart {
  return typeof value === 'string' && Object.hasOwn(weekStarts, value);
}

/** Whether a module counts by calendar periods, so that it matters which day begins a week. */
export function countsByWeek(params: Params): boolean {
  return Object.values(params).some((param) => param.kind === 'choice' && param.of === periodLengths);
}

/** How long a period is, to step from one to the next. */
export const periodSpan = {
  day: sql`INTERVAL 1 DAY`,
  week: sql`INTERVAL 7 DAY`,
  month: sql`INTERVAL 1 MONTH`,
  quarter: sql`INTERVAL 3 MONTH`,
} as const satisfies Readonly<Record<PeriodLength, Sql>>;

/** The start of the period that a time lies in, as TIMESTAMP. */
export function periodStart(length: PeriodLength, time: Sql, weekStart: WeekStart): Sql {
  const [before, after] =
    length === 'week' && weekStart === 'sunday' ? [sql` + to_days(1)`, sql` - to_days(1)`] : [sql``, sql``];
  return sql`(date_trunc(${length}, ${time}${before})${after})::TIMESTAMP`;
}

/** The same as the ISO date that names the period. */
export function periodName(length: PeriodLength, time: Sql, weekStart: WeekStart): Sql {
  return sql`${periodStart(length, time, weekStart)}::DATE::VARCHAR`;
}

/**
 * Until when the rows of `from` are whole, as one row with `end`. Their last day counts as over, and `end` is the next
 * midnight, where its last row comes as late as those of most days before it: later than on one of twenty. So dates
 * without a time make whole days, a shop that closes at six need not wait for midnight, and an export of 01:00 leaves
 * its day open. Where no day went before, only a date without a time makes one.
 */
export function wholeUntil(time: Sql, from: Sql): Sql {
  const late = sql`epoch("last") - epoch("day")`;
  return sql`
    WITH days AS (SELECT date_trunc('day', ${time})::TIMESTAMP AS "day", max(${time})::TIMESTAMP AS "last" FROM ${from} WHERE ${time} IS NOT NULL GROUP BY ALL),
    final AS (SELECT * FROM days WHERE "day" = (SELECT max("day") FROM days)),
    usual AS (SELECT coalesce(quantile_disc(${late}, 0.05), 0) AS late, count(*) = 0 AS unknown FROM days WHERE "day" < (SELECT max("day") FROM days))
    SELECT CASE WHEN CASE WHEN unknown THEN ${late} = 0 ELSE ${late} >= usual.late END THEN "day" + to_days(1) ELSE "last" END AS "end"
    FROM final CROSS JOIN usual`;
}
