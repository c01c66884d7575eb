import { join, sql, type Sql } from '../sql';

/** A family of ways to write a time, and what the cells of a column tell about it. */
export interface TimeForm {
  readonly format: string;
  /** Whether the cells bear offsets from UTC, or count from 1970 UTC. */
  readonly absolute: boolean;
  readonly order: 'evidence' | 'other-columns' | 'assumed' | 'unambiguous';
}

const clock =
  '(?:[T ,]*(?:上午|下午|中午|晚上|凌晨|早上)?\\s*\\d{1,2}[:：时点](?:\\d{1,2}(?:[:：分](?:\\d{1,2}(?:[.,]\\d+)?秒?)?)?分?)?\\s*(?:[ap]\\.?m\\.?)?)?';
const zone = '(?:\\s*(?:Z|UTC|GMT|[+-]\\d{2}:?\\d{2}|[+-]\\d{2}))?';
const whole = (date: string) => new RegExp(`^${date}${clock}${zone}$`, 'iu');
const families: Readonly<Record<string, RegExp>> = {
  iso: whole('\\d{4}([-/.])(?:0?[1-9]|1[0-2])\\1(?:0?[1-9]|[12]\\d|3[01])'),
  month: /^\d{4}[-/](?:0?[1-9]|1[0-2])$|^\d{4}年\d{1,2}月$/,
  chinese: whole('\\d{4}年\\d{1,2}月\\d{1,2}日'),
  numeric: whole('(\\d{1,2})([-/.])(\\d{1,2})\\2(?:\\d{4}|\\d{2})'),
  named: whole('\\d{1,2}[- ]?[A-Za-z]{3,9}[- ,]+(?:\\d{4}|\\d{2})'),
  'named-first': whole('[A-Za-z]{3,9}\\.? \\d{1,2},? \\d{4}'),
  compact: /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:(?:[01]\d|2[0-3])[0-5]\d[0-5]\d)?$/,
  'epoch-s': /^1\d{9}(?:\.\d+)?$/,
  'epoch-ms': /^1\d{12}$/,
  'epoch-us': /^1\d{15}$/,
  'excel-serial': /^[2-6]\d{4}(?:\.\d+)?$/,
  clock: /^(?:上午|下午|晚上|凌晨|早上|中午)?\s*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[ap]\.?m\.?)?$/i,
};

/** Which family all cells belong to; `named` says that the header speaks of a time. */
export function timeForm(cells: readonly string[], header: { readonly timely: boolean }): TimeForm | null {
  const format = Object.keys(families).find((name) => cells.every((cell) => families[name]?.test(cell)));
  if (format === undefined || !trusted(format, cells, header.timely)) return null;
  if (format === 'numeric') return numeric(cells);
  const absolute =
    format.startsWith('epoch') || cells.some((cell) => /:\d{2}.*(?:Z|UTC|GMT|[+-]\d{2}:?\d{2})$/i.test(cell));
  return { format, absolute, order: 'unambiguous' };
}

function trusted(format: string, cells: readonly string[], timely: boolean): boolean {
  if (format === 'compact') return timely || new Set(cells).size >= 10;
  return timely || !(format.startsWith('epoch') || format === 'excel-serial');
}

/** Day and month are told apart by a part above twelve; where none is, `order` is left to the other columns. */
function numeric(cells: readonly string[]): TimeForm | null {
  const parts = cells.map((cell) => (/^(\d{1,2})[-/.](\d{1,2})/.exec(cell) ?? []).slice(1).map(Number));
  const [first, second] = [Math.max(...parts.map(([a]) => a ?? 0)), Math.max(...parts.map(([, b]) => b ?? 0))];
  if (Math.min(first, second) > 12 || Math.max(first, second) > 31) return null;
  const dayFirst = first > 12 || (second <= 12 && !cells.some((cell) => cell.includes('/')));
  return {
    format: numericFormat(cells[0] ?? '', dayFirst),
    absolute: false,
    order: first > 12 || second > 12 ? 'evidence' : 'assumed',
  };
}

/** The same format with the other order of day and month. */
export function withOrder(format: string, dayFirst: boolean): string {
  return dayFirst ? format.replace(/^%m(.)%d/, '%d$1%m') : format.replace(/^%d(.)%m/, '%m$1%d');
}

function numericFormat(cell: string, dayFirst: boolean): string {
  const mark = /[-/.]/.exec(cell)?.[0] ?? '/';
  const year = /^\d{1,2}.\d{1,2}.\d{4}/.test(cell) ? '%Y' : '%y';
  const time = /\d:\d{2}:\d{2}/.test(cell) ? ' %H:%M:%S' : /\d:\d{2}/.test(cell) ? ' %H:%M' : '';
  return `${dayFirst ? `%d${mark}%m` : `%m${mark}%d`}${mark}${year}${time}`;
}

/** A column of trimmed text as TIMESTAMP; cells with an offset, and epochs, as UTC. NULL where it is none. */
export function timeSql(text: Sql, format: string): Sql {
  const plain = sql`CASE WHEN length(${text}) <= 19 AND NOT contains(${text}, '+') THEN TRY_CAST(${text} AS TIMESTAMP) END`;
  switch (format) {
    case 'iso':
      return sql`coalesce(${plain}, CASE WHEN regexp_full_match(${text}, ${usual.iso}) THEN TRY_CAST(CASE WHEN ends_with(${text}, 'Z') THEN left(${text}, -1) ELSE ${text} END AS TIMESTAMP) ELSE ${stamp(text, [['^(\\d{4})[./](\\d{1,2})[./](\\d{1,2})', '\\1-\\2-\\3']])} END)`;
    case 'month':
      return sql`TRY_CAST(regexp_replace(${text}, '^(\d{4})[-/年](\d{1,2})月?$', '\1-\2-01') AS TIMESTAMP)`;
    case 'chinese':
      return quickly(usual.chinese, text, [
        ['^(\\d{4})年(\\d{1,2})月(\\d{1,2})日', '\\1-\\2-\\3'],
        ['(\\d)[时点]$', '\\1:00'],
        ['[时点分：]', ':'],
        ['[秒]|:$', ''],
      ]);
    case 'compact':
      return sql`TRY_CAST(regexp_replace(regexp_replace(${text}, '^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})$', '\1-\2-\3 \4:\5:\6'), '^(\d{4})(\d{2})(\d{2})$', '\1-\2-\3') AS TIMESTAMP)`;
    case 'epoch-s':
      return sql`make_timestamp(CAST(round(TRY_CAST(${text} AS DOUBLE) * 1000000) AS BIGINT))`;
    case 'epoch-ms':
      return sql`make_timestamp(TRY_CAST(${text} AS BIGINT) * 1000)`;
    case 'epoch-us':
      return sql`make_timestamp(TRY_CAST(${text} AS BIGINT))`;
    case 'excel-serial':
      return sql`TIMESTAMP '1899-12-30' + to_seconds(CAST(round(TRY_CAST(${text} AS DOUBLE) * 86400) AS BIGINT))`;
    case 'clock':
      return stamp(sql`('1970-01-01 ' || ${text})`, []);
    case 'named':
    case 'named-first':
      return named(text);
  }
  return /^%[dm]/.test(format) ? numericSql(text, format.startsWith('%d')) : sql`try_strptime(${text}, ${format})`;
}

function numericSql(text: Sql, dayFirst: boolean): Sql {
  const parts = '^(\\d{1,2})[-/.](\\d{1,2})[-/.]';
  const to = (year: string) => (dayFirst ? `${year}-\\2-\\1` : `${year}-\\1-\\2`);
  return quickly(usual.numeric, text, [
    [`${parts}(\\d{4})`, to('\\3')],
    [`${parts}(69|[789]\\d)\\b`, to('19\\3')],
    [`${parts}(\\d{2})\\b`, to('20\\3')],
  ]);
}

/** Months by name: with and without time, two- or four-digit years, blanks or hyphens. */
function named(text: Sql): Sql {
  const bare = sql`regexp_replace(regexp_replace(${text}, '[-,.]+', ' ', 'g'), '\s+', ' ', 'g')`;
  const dates = ['%d %b %y', '%d %b %Y', '%d %B %y', '%d %B %Y', '%b %d %Y', '%B %d %Y'];
  const times = ['', ' %H:%M', ' %H:%M:%S', ' %I:%M %p', ' %I:%M:%S %p'];
  const formats = join(dates.flatMap((date) => times.map((time) => `${date}${time}`)));
  return sql`try_strptime(${bare}, [${formats}])`;
}

/** Cells as most files write them: with nothing that the longer way would have to take off or add. */
const usual = {
  iso: '\\d{4}-\\d{1,2}-\\d{1,2}[T ]\\d{1,2}(?::\\d{2}){1,2}(?:\\.\\d+)?Z?',
  numeric: '\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{4}(?: \\d{1,2}(?::\\d{2}){1,2})?',
  chinese: '\\d{4}年\\d{1,2}月\\d{1,2}日(?: \\d{1,2}(?::\\d{2}){1,2})?',
};

/** A usual cell needs the first rewriting alone, which is many times as fast and comes to the same. */
function quickly(form: string, text: Sql, rewrites: readonly [Rewrite, ...Rewrite[]]): Sql {
  const [[pattern, to]] = rewrites;
  return sql`CASE WHEN regexp_full_match(${text}, ${form}) THEN TRY_CAST(regexp_replace(${text}, ${pattern}, ${to}) AS TIMESTAMP) ELSE ${stamp(text, rewrites)} END`;
}

type Rewrite = readonly [pattern: string, to: string];

/** Rewrites the date to ISO, then reads time, half of the day and offset. */
function stamp(text: Sql, rewrites: readonly Rewrite[]): Sql {
  const half = '(?i)\\s*(?:[ap]\\.?m\\.?|上午|下午|中午|晚上|凌晨|早上)\\s*';
  const offset = '(:\\d{2}(?:[.,]\\d+)?)\\s*(?:Z|UTC|GMT|[-+]\\d{2}:?\\d{2}|[-+]\\d{2})$';
  const bare = sql`regexp_replace(trim(regexp_replace(${text}, ${half}, ' ')), ${offset}, '\1')`;
  const rewritten = rewrites.reduce(
    (so, [pattern, to]) => sql`regexp_replace(${so}, ${pattern}, ${to}${pattern.startsWith('^') ? sql`` : sql`, 'g'`})`,
    bare,
  );
  const read = sql`TRY_CAST(${rewritten} AS TIMESTAMP)`;
  const late = sql`regexp_matches(${text}, '(?i)p\.?m\.?|下午|中午|晚上')`;
  const early = sql`regexp_matches(${text}, '(?i)a\.?m\.?|上午|凌晨|早上')`;
  const hours = sql`CASE WHEN ${late} AND hour(${read}) < 12 THEN 43200 WHEN ${early} AND hour(${read}) = 12 THEN -43200 ELSE 0 END`;
  return sql`(${read} + to_seconds(${hours} - ${offsetSql(text)}))`;
}

/** Seconds east of UTC that a cell ends in; 0 without. */
function offsetSql(text: Sql): Sql {
  const found = (at: number) =>
    sql`TRY_CAST(regexp_extract(${text}, ':\d{2}(?:[.,]\d+)?\s*([-+])(\d{2}):?(\d{2})?$', ${at}) AS BIGINT)`;
  const sign = sql`CASE WHEN regexp_matches(${text}, ':\d{2}(?:[.,]\d+)?\s*-\d{2}') THEN -1 ELSE 1 END`;
  return sql`(${sign} * (coalesce(${found(2)}, 0) * 3600 + coalesce(${found(3)}, 0) * 60))`;
}

/** Whether a cell names its instant (an offset or Z), so that the zone's wall clock can be told. */
export function absoluteSql(text: Sql, format: string): Sql {
  return format.startsWith('epoch')
    ? sql`true`
    : sql`regexp_matches(${text}, '(?i):\d{2}(?:[.,]\d+)?\s*(?:Z|UTC|GMT|[-+]\d{2}:?\d{2}|[-+]\d{2})$')`;
}
