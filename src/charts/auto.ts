import type { Locale, Text } from '../i18n/text';
import { bars } from './bars';
import { dots } from './dots';
import type { Drawn, Fields } from './draw';
import { heat } from './heat';
import { histogram } from './histogram';
import { line } from './line';
import { scatter } from './scatter';

/** A column of any result, as a chart sees it. */
export interface AnyColumn {
  readonly name: string;
  readonly kind: 'number' | 'time' | 'name';
}

/**
 * A sensible chart of any result: a course over time, intervals by name, bars by name, a matrix of two names,
 * points of two numbers, a distribution of one; null where none would say anything.
 */
export function autoChart(columns: readonly AnyColumn[], rows: readonly object[], locale: Locale): Drawn | null {
  if (rows.length === 0) return null;
  const filled = columns.filter(({ name }) => rows.some((row) => ((row as Fields)[name] ?? null) !== null));
  const of = (kind: AnyColumn['kind']) => filled.filter((column) => column.kind === kind).map(({ name }) => name);
  const [numbers, times, names] = [of('number'), of('time'), of('name').filter((name) => distinct(rows, name) <= 60)];
  const bounds = new Set(['low', 'high', 'n', 'lower', 'upper']);
  const value = numbers.find((name) => !bounds.has(name)) ?? numbers[0];
  const [first, second] = names;
  if (value === undefined) return first === undefined ? null : counts(rows, first, locale);
  const time = times[0];
  if (time !== undefined) return overTime(rows, time, value, names, locale);
  if (first !== undefined && second !== undefined && once(rows, [first, second]))
    return heat(rows, { x: second, y: first, value, format: 'number', title: by(value, [first, second]) }, locale);
  if (first !== undefined && once(rows, [first])) {
    const drawn = numbers.includes('low') && numbers.includes('high') ? dots : bars;
    const title = ofFirst(by(value, [first]), barsAtMost, rows.length);
    return drawn(rows.slice(0, barsAtMost), { group: first, value, format: 'number', title }, locale);
  }
  const other = numbers.find((name) => name !== value && !bounds.has(name));
  if (other === undefined) return distribution(rows, value, locale);
  const named = (name: string): Text => ({ en: name, zh: name });
  return scatter(
    rows.slice(0, pointsAtMost),
    {
      x: value,
      y: other,
      xFormat: 'number',
      yFormat: 'number',
      xTitle: named(value),
      yTitle: named(other),
      title: ofFirst({ en: `${other} against ${value}`, zh: `${other} 与 ${value}` }, pointsAtMost, rows.length),
      ...(first === undefined ? {} : { label: first }),
    },
    locale,
  );
}

const barsAtMost = 40;
const pointsAtMost = 3000;

/** A title that says when not all is drawn. */
function ofFirst({ en, zh }: Text, shown: number, all: number): Text {
  if (all <= shown) return { en, zh };
  const [some, whole] = [String(shown), String(all)];
  return { en: `${en}: the first ${some} of ${whole}`, zh: `${zh}：前 ${some} 项，共 ${whole} 项` };
}

function overTime(
  rows: readonly object[],
  time: string,
  value: string,
  names: readonly string[],
  locale: Locale,
): Drawn | null {
  const dated = rows
    .map((row) => ({ ...row, [time]: iso((row as Fields)[time]) }))
    .filter((row) => typeof (row as Fields)[time] === 'string')
    .sort((a, b) => String((a as Fields)[time]).localeCompare(String((b as Fields)[time])));
  const alone = once(dated, [time]);
  const group = alone ? undefined : names.find((name) => distinct(rows, name) <= 8 && once(dated, [time, name]));
  if (!alone && group === undefined) return distribution(rows, value, locale);
  const title = by(value, group === undefined ? [time] : [time, group]);
  return line(
    dated,
    { period: time, value, format: 'number', title, ...(group === undefined ? {} : { group }) },
    locale,
  );
}

const iso = (cell: unknown): string | null =>
  cell instanceof Date ? cell.toISOString() : typeof cell === 'string' ? cell : null;

const distinct = (rows: readonly object[], name: string): number =>
  new Set(rows.map((row) => String((row as Fields)[name]))).size;

/** Whether each combination of names stands in one row only. */
function once(rows: readonly object[], names: readonly string[]): boolean {
  const keys = new Set(rows.map((row) => JSON.stringify(names.map((name) => String((row as Fields)[name])))));
  return keys.size === rows.length;
}

const by = (value: string, names: readonly string[]): Text => ({
  en: `${value} by ${names.join(' and ')}`,
  zh: `${value}（按 ${names.join('、')}）`,
});

function counts(rows: readonly object[], name: string, locale: Locale): Drawn {
  const counted = new Map<string, number>();
  for (const row of rows) {
    const key = String((row as Fields)[name] ?? '–');
    counted.set(key, (counted.get(key) ?? 0) + 1);
  }
  const bins = [...counted].map(([key, count]) => ({ key, count })).sort((a, b) => b.count - a.count);
  const title = ofFirst({ en: `Rows by ${name}`, zh: `按 ${name} 的行数` }, barsAtMost, bins.length);
  return bars(bins.slice(0, barsAtMost), { group: 'key', value: 'count', format: 'count', title }, locale);
}

function distribution(rows: readonly object[], value: string, locale: Locale): Drawn | null {
  const known = rows
    .map((row) => (row as Fields)[value])
    .filter((cell): cell is number => typeof cell === 'number' && Number.isFinite(cell));
  const [least, most] = [Math.min(...known), Math.max(...known)];
  if (known.length < 2 || !(most > least)) return null;
  const bins = Math.min(40, Math.max(5, Math.ceil(Math.sqrt(known.length))));
  const width = (most - least) / bins;
  const heights = Array.from({ length: bins }, () => 0);
  for (const cell of known) {
    const bin = Math.min(bins - 1, Math.floor((cell - least) / width));
    heights[bin] = (heights[bin] ?? 0) + 1;
  }
  return histogram(
    heights.map((count, at) => ({ from: least + at * width, to: least + (at + 1) * width, count })),
    {
      from: 'from',
      to: 'to',
      count: 'count',
      format: 'number',
      title: { en: `Distribution of ${value}`, zh: `${value} 的分布` },
      valueTitle: { en: value, zh: value },
    },
    locale,
  );
}
