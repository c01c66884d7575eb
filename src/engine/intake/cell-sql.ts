import { identifier, join, sql, type Sql } from '../sql';
import { durationSql } from './duration-form';
import type { Reading } from './imported';
import { numberSql } from './number-form';
import { absoluteSql, timeSql } from './time-form';
import { shiftSql, type Shift } from './zone-shifts';

/** Blanks of all kinds that surround cells. */
const blanks = ' \t\r\n\u00a0\u3000\ufeff\u200b';

/** The cell as a person would write it: without surrounding blanks, and without Excel's `="…"` and leading apostrophe. */
export function cellText(column: string, scarred: boolean): Sql {
  const text = sql`coalesce(trim(${identifier(column)}, ${blanks}), '')`;
  return scarred ? sql`regexp_replace(regexp_replace(${text}, '^="(.*)"$', '\1'), '^''', '')` : text;
}

/** Whether a cell bears Excel's marks of forced text. */
export function isScarred(cell: string): boolean {
  return /^="[^"]*"$|^'[\d+=-]/.test(cell);
}

/** What one column becomes. */
export interface ColumnPlan {
  readonly name: string;
  readonly reading: Reading;
  readonly missing: readonly string[];
  readonly type: string;
  readonly scarred: boolean;
  /** Whether a text column loses the blanks around its cells. */
  readonly trimmed: boolean;
  readonly shifts: readonly Shift[];
}

/** NULL for missing words and blanks, else the trimmed text. */
export function presentSql(plan: ColumnPlan): Sql {
  const text = cellText(plan.name, plan.scarred);
  return sql`CASE WHEN ${text} NOT IN (${join(['', ...plan.missing])}) THEN ${text} END`;
}

/** The column's value in its type; NULL where missing or unreadable. */
export function valueSql(plan: ColumnPlan): Sql {
  const text = cellText(plan.name, plan.scarred);
  if (plan.reading.kind === 'text' && !plan.trimmed && !plan.scarred)
    return sql`CASE WHEN ${text} NOT IN (${join(['', ...plan.missing])}) THEN ${identifier(plan.name)} END`;
  const value = readSql(text, plan);
  return sql`CASE WHEN ${text} NOT IN (${join(['', ...plan.missing])}) THEN ${value} END`;
}

function readSql(text: Sql, { reading, type, shifts }: ColumnPlan): Sql {
  switch (reading.kind) {
    case 'text':
      return text;
    case 'flag':
      return sql`CASE WHEN lower(${text}) IN ('true', 'yes', 'y', 't', '1', '是', '有') THEN true WHEN lower(${text}) IN ('false', 'no', 'n', 'f', '0', '否', '无') THEN false END`;
    case 'number':
      return type === 'BIGINT' ? sql`TRY_CAST(${text} AS BIGINT)` : numberSql(text, reading.decimal);
    case 'duration':
      return durationSql(text);
    case 'likert':
      return sql`CASE ${text} ${join(
        Object.entries(reading.labels).map(([label, value]) => sql`WHEN ${label} THEN ${value}`),
        '\n',
      )} END`;
    case 'time':
      return timed(text, reading.format, type, shifts);
  }
}

function timed(text: Sql, format: string, type: string, shifts: readonly Shift[]): Sql {
  const utc = timeSql(text, format);
  const local = shifts.length
    ? sql`CASE WHEN ${absoluteSql(text, format)} THEN ${shiftSql(utc, shifts)} ELSE ${utc} END`
    : utc;
  if (type === 'DATE') return sql`CAST(${local} AS DATE)`;
  return type === 'TIME' ? sql`CAST(${local} AS TIME)` : local;
}
