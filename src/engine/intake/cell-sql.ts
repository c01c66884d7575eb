import { identifier, join, nothing, sql, type Sql } from '../sql';
import { durationSql } from './duration-form';
import type { Reading } from './imported';
import { numberSql } from './number-form';
import { absoluteSql, timeSql } from './time-form';
import { shiftSql, type Shift } from './zone-shifts';

/** What one column becomes. */
export interface ColumnPlan {
  readonly name: string;
  readonly reading: Reading;
  readonly missing: readonly string[];
  readonly type: string;
  /** Whether cells bear Excel's marks of forced text. */
  readonly scarred: boolean;
  /** Whether any cell has blanks around it; trimming all is the dearest thing that can be done to cells. */
  readonly bordered: boolean;
  /** Whether texts are so long that the blanks around them may be meant; they then stay. */
  readonly long: boolean;
  readonly shifts: readonly Shift[];
}

/** Blanks of all kinds that surround cells. */
const blanks = ' \t\r\n\u00a0\u3000\ufeff\u200b';

/** A file's column in the table of its texts: a column called `rowid` would hide the engine's own. */
export function textColumn(name: string): Sql {
  return identifier(name.toLowerCase() === 'rowid' ? `${name}#` : name);
}

/** Whether a cell begins or ends with a blank. */
export function borderedSql(column: string): Sql {
  const text = textColumn(column);
  return sql`(contains(${blanks}, ${text}[1]) OR contains(${blanks}, ${text}[-1]))`;
}

/** Whether a cell bears Excel's marks of forced text. */
export function isScarred(cell: string): boolean {
  return /^="[^"]*"$|^'[\d+=-]/.test(cell);
}

/**
 * The rows of a table of texts, each step of reading a cell taken once: for the plan at 0 its text as a person would
 * write it (`t0`), the same but NULL for missing words and blanks (`p0`), and its value, NULL too where it cannot be
 * read (`v0`). `#row` counts rows from 0; `#file` is the given column.
 */
export function readCells(table: Sql, plans: readonly ColumnPlan[], file: Sql | null = null): Sql {
  const each = (fact: (plan: ColumnPlan, at: number) => Sql) => join(plans.map(fact));
  const texts = each(
    (plan, at) => sql`${textSql(plan)} AS ${cell('t', at)}, ${textColumn(plan.name)} AS ${cell('c', at)}`,
  );
  const present = each((plan, at) => sql`${presentSql(plan, cell('t', at))} AS ${cell('p', at)}`);
  const values = each((plan, at) => sql`${valueSql(plan, at)} AS ${cell('v', at)}`);
  const named = file ? sql`, ${file} AS "#file"` : nothing;
  return sql`(SELECT *, ${values} FROM (SELECT *, ${present} FROM (SELECT rowid AS "#row"${named}, ${texts} FROM ${table})))`;
}

/** A column of `readCells`: of the plan at a place the text (t), the text unless missing (p), or the value (v). */
export function cell(fact: 't' | 'c' | 'p' | 'v', at: number): Sql {
  return identifier(`${fact}${String(at)}`);
}

/** Without surrounding blanks, and without Excel's `="…"` and leading apostrophe. */
function textSql({ name, bordered, scarred }: ColumnPlan): Sql {
  const whole = textColumn(name);
  const text = bordered ? sql`CASE WHEN ${borderedSql(name)} THEN trim(${whole}, ${blanks}) ELSE ${whole} END` : whole;
  return scarred
    ? sql`CASE WHEN starts_with(${text}, '="') OR starts_with(${text}, '''') THEN regexp_replace(regexp_replace(${text}, '^="(.*)"$', '\1'), '^''', '') ELSE ${text} END`
    : text;
}

/** Not `NOT IN`: from six words on the engine makes it a join that carries every other column along. */
function presentSql({ missing }: ColumnPlan, text: Sql): Sql {
  const filled = join(
    ['', ...missing].map((word) => sql`${text} <> ${word}`),
    ' AND ',
  );
  return sql`CASE WHEN ${filled} THEN ${text} END`;
}

function valueSql(plan: ColumnPlan, at: number): Sql {
  const present = cell('p', at);
  if (plan.reading.kind === 'text')
    return plan.long && !plan.scarred ? sql`CASE WHEN ${present} IS NOT NULL THEN ${cell('c', at)} END` : present;
  return sql`CASE WHEN ${present} IS NOT NULL THEN ${readSql(present, plan)} END`;
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
