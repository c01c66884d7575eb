import { sql, type Sql } from '../sql';

/** Whether the text says a length of time: `10秒`, `1分20秒`, `2h 5m`, `0:45`, `1:02:03`. */
export function isDuration(text: string): boolean {
  return text !== '' && (colons.test(text) || (words.test(text) && /\d/.test(text)));
}

/** Lengths of time as seconds. Two parts between colons are minutes and seconds. */
export function durationSql(text: Sql): Sql {
  const part = (at: number) => sql`TRY_CAST(string_split(${text}, ':')[${at}] AS DOUBLE)`;
  const clock = sql`CASE length(string_split(${text}, ':')) WHEN 3 THEN ${part(1)} * 3600 + ${part(2)} * 60 + ${part(3)} ELSE ${part(1)} * 60 + ${part(2)} END`;
  const word = (pattern: string, seconds: number) =>
    sql`coalesce(TRY_CAST(regexp_extract(${text}, ${`(?i)([0-9.]+)\\s*(?:${pattern})`}, 1) AS DOUBLE), 0) * ${seconds}`;
  const named = sql`${word(days, 86400)} + ${word(hours, 3600)} + ${word(minutes, 60)} + ${word(seconds, 1)}`;
  return sql`CASE WHEN regexp_full_match(${text}, ${colons.source}) THEN ${clock} WHEN ${text} <> '' AND regexp_full_match(${text}, ${`(?i)${words.source}`}) THEN ${named} END`;
}

const days = '天|日|days?|d\\b';
const hours = '小时|时|hours?|hrs?|h';
const minutes = '分钟|分|minutes?|mins?|m(?:[^a-z]|$)';
const seconds = '秒钟|秒|seconds?|secs?|s';
const colons = /^\d{1,4}:\d{2}(?::\d{2}(?:\.\d+)?)?$/;
const amount = (unit: string) => `(?:\\d+(?:\\.\\d+)?\\s*(?:${unit})\\s*)?`;
const words = new RegExp(
  `^${amount('天|日|days?|d')}${amount(hours)}${amount('分钟|分|minutes?|mins?|m')}${amount(seconds)}$`,
  'iu',
);
