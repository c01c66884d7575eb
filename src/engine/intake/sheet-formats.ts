/** A number in a cell that is shown as a point in time, or as a length of time. */
export type TimeFormat = 'time' | 'duration';

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, at) => from + at);

/** The built-in formats that show times: those of every language, and those of East Asian ones. */
export const timeFormats: ReadonlyMap<number, TimeFormat> = new Map([
  ...[...range(14, 22), ...range(27, 36), 45, 47, ...range(50, 58)].map((id) => [id, 'time'] as const),
  [46, 'duration'] as const,
]);

/** What a format's code shows: `yyyy-mm-dd`, `[h]:mm:ss`, or no time at all. */
export function timeFormatOf(code: string): TimeFormat | null {
  const bare = code.replaceAll(/"[^"]*"|\\.|_.|\*./g, '').split(';')[0] ?? '';
  if (/\[(?:h+|m+|s+)\]/i.test(bare)) return 'duration';
  const marks = bare.replaceAll(/\[[^\]]*\]/g, '').replaceAll(/general/gi, '');
  return /[ymdhs年月日时分秒]/i.test(marks) && !/[0#?]/.test(marks.replaceAll(/s\.0+/gi, '')) ? 'time' : null;
}

/** A number of days as text: a date, a date with its time, a time of day below one; wall-clock time, as the sheet shows it. */
export function timeText(days: number, from1904: boolean): string {
  if (days >= 0 && days < 1 && !from1904) return clock(days);
  const since1900 = from1904 ? days + 1462 : days < 60 ? days + 1 : days;
  const moment = new Date(Math.round((since1900 - 25569) * 86_400) * 1000);
  if (Number.isNaN(moment.getTime())) return String(days);
  const text = moment.toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, -14) : text.slice(0, -5).replace('T', ' ');
}

/** A number of days as hours, minutes and seconds, however many hours. */
export function clock(days: number): string {
  const seconds = Math.round(Math.abs(days) * 86_400);
  const pad = (value: number) => String(value).padStart(2, '0');
  const text = `${pad(Math.floor(seconds / 3600))}:${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`;
  return days < 0 ? `-${text}` : text;
}
