import type { TopLevelSpec } from 'vega-lite';
import { write, type Format } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import { configOf } from './theme';

/** A chart in one language: what it shows, what it found, and how it is drawn. */
export interface Drawn {
  readonly title: string;
  readonly alternative: string;
  readonly spec: TopLevelSpec;
}

type Layered = Extract<TopLevelSpec, { layer: unknown }>;
export type Encoding = NonNullable<Layered['encoding']>;
export type Layers = Layered['layer'];

/** A row as charts read it. */
export type Fields = Readonly<Record<string, unknown>>;

interface Picture {
  readonly title: Text;
  readonly alternative: Text;
  /** A line under the chart that explains a sign (hollow, dashed, hatched). */
  readonly note?: Text | null;
  readonly values: readonly object[];
  /** The fields that name touchpoints or stages: the page puts them in journey order. */
  readonly journey?: readonly string[];
  readonly encoding?: Encoding;
  readonly layer: Layers;
  readonly height?: number;
  readonly params?: NonNullable<Layered['params']>;
  readonly resolve?: NonNullable<Layered['resolve']>;
}

/** Layers made one whole spec: as wide as its place, in the light look, described in words. */
export function draw(picture: Picture, locale: Locale): Drawn {
  const alternative = picture.alternative[locale];
  return {
    title: picture.title[locale],
    alternative,
    spec: {
      $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
      description: alternative,
      width: 'container',
      ...(picture.height === undefined ? {} : { height: picture.height }),
      autosize: { type: 'fit-x', contains: 'padding' },
      ...(picture.note
        ? {
            title: {
              text: picture.note[locale],
              orient: 'bottom',
              anchor: 'start',
              offset: 12,
              fontSize: 12,
              fontWeight: 'normal',
              color: { expr: 'ink3' },
            },
          }
        : {}),
      ...(picture.journey?.length ? { usermeta: { journey: picture.journey } } : {}),
      data: { values: picture.values as object[] },
      ...(picture.encoding ? { encoding: picture.encoding } : {}),
      ...(picture.params ? { params: picture.params } : {}),
      ...(picture.resolve ? { resolve: picture.resolve } : {}),
      layer: picture.layer,
      config: configOf('light'),
    },
  };
}

/** Those of the fields on paper whose values in the rows are touchpoints or stages. */
export function placesAmong(fields: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(fields).flatMap(([drawn, field]) => (places.has(field) ? [drawn] : []));
}

const places: ReadonlySet<string> = new Set(['touchpoint', 'stage']);

/** A number of a row, null where it is none. */
export function numberAt(row: object, field: string | undefined): number | null {
  const value = field === undefined ? null : (row as Fields)[field];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** A row's name; "all" where the group is null. */
export function nameAt(row: object, field: string, locale: Locale): string {
  const value = (row as Fields)[field];
  return value === null || value === undefined || value === '' ? { en: 'All', zh: '全部' }[locale] : String(value);
}

/** How the periods of an x axis are read: dates, numbers, or names in the order given. */
export function timeLike(values: readonly unknown[]): {
  readonly type: 'temporal' | 'quantitative' | 'ordinal';
  readonly scale?: { readonly type: 'utc' };
  readonly sort?: null;
  readonly axis: object;
} {
  if (values.every((value) => typeof value === 'number'))
    return { type: 'quantitative', axis: { grid: false, tickMinStep: 1, format: ',d' } };
  const days = values.map((value) => (typeof value === 'string' ? Date.parse(value) : NaN));
  if (days.length === 0 || days.some(Number.isNaN) || values.some((value) => !/^\d{4}-\d{2}/.test(String(value))))
    return { type: 'ordinal', sort: null, axis: { labelAngle: -40 } };
  const finer = values.some((value) => typeof value === 'string' && value.slice(8, 10) > '01');
  const distinct = [...new Set(days)].sort((a, b) => a - b);
  const every = Math.ceil(distinct.length / (finer ? 8 : 12));
  const ticks = distinct.filter((_, at) => at % every === 0);
  return {
    type: 'temporal',
    scale: { type: 'utc' },
    // A list of numbers would become calls of datetime(ms), which the interpreter reads as years: no tick would show.
    axis: {
      format: finer ? '%Y-%m-%d' : '%Y-%m',
      grid: false,
      labelOverlap: true,
      values: { expr: `[${ticks.join(', ')}]` },
    },
  };
}

interface NumberAxis {
  readonly format?: string;
  readonly labelExpr?: string;
  readonly values?: { readonly expr: string };
}

/** An axis that writes its numbers as the rest of the page does. */
export function axisOf(format: Format, channel: 'x' | 'y', locale: Locale): NumberAxis {
  switch (format) {
    case 'percent':
      return { format: '.2~%' };
    case 'pp':
      return { labelExpr: `format(100 * datum.value, ',~r') + '${{ en: ' pp', zh: '' }[locale]}'` };
    case 'points':
      return { format: '+.0~f', labelExpr: "datum.value === 0 ? '0' : datum.label" };
    case 'seconds':
      return clockAxis(channel, locale);
    case 'count':
      return { format: ',.0f' };
    default:
      // As an axis' format it would be rounded to the ticks' precision, and 5,000 written 5e+3.
      return { labelExpr: "format(datum.value, ',~r')" };
  }
}

/** Steps of a clock's axis below a day, in seconds; from a day on 1, 2 or 5 times a power of ten days. */
const clockSteps = [1, 2, 5, 15, 30, 60, 120, 300, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/** Ticks at whole minutes, hours or days, whichever part the axis into about six. */
function clockAxis(channel: 'x' | 'y', locale: Locale): NumberAxis {
  const [from, to] = [`domain('${channel}')[0]`, `domain('${channel}')[1]`];
  const wished = `((${to} - ${from}) / 6)`;
  const power = `pow(10, floor(log(${wished} / 86400) / LN10))`;
  const inDays = `86400 * ${power} * (${wished} <= 86400 * 2 * ${power} ? 2 : ${wished} <= 86400 * 5 * ${power} ? 5 : 10)`;
  const step = clockSteps.reduceRight(
    (rest, one) => `${wished} <= ${String(one)} ? ${String(one)} : (${rest})`,
    inDays,
  );
  const hours = "floor(datum.value / 3600) + ':' + pad(floor(datum.value % 3600 / 60), 2, '0', 'left')";
  const seconds = "pad(round(datum.value % 60), 2, '0', 'left')";
  const day = { en: ' d', zh: '天' }[locale];
  return {
    values: { expr: `sequence(ceil(${from} / (${step})) * (${step}), ${to} * 1.000001, ${step})` },
    labelExpr: `datum.value >= 172800 ? format(datum.value / 86400, ',~r') + '${day}' : datum.value >= 3600 ? ${hours} + ':' + ${seconds} : floor(datum.value / 60) + ':' + ${seconds}`,
  };
}

/** "62% (58–66%)", or the estimate alone where there is no interval. */
export function withInterval(
  value: number | null,
  low: number | null,
  high: number | null,
  format: Format,
  locale: Locale,
): string {
  const said = write(value, format, locale);
  if (low === null || high === null) return said;
  const interval = `${write(low, format, locale)} – ${write(high, format, locale)}`;
  return locale === 'zh' ? `${said}（${interval}）` : `${said} (${interval})`;
}

/** Height in pixels of so many rows of a horizontal chart. */
export const rowsHigh = (count: number, step = 28): number => Math.max(1, count) * step;

export const lowBase = 30;

export const lowBaseNote: Text = {
  en: 'Hollow: low base (n < 30). Lines: interval.',
  zh: '空心：样本不足（n < 30）。线段：区间。',
};

/** Highest and lowest of named values in words; of nothing, that there is nothing. */
export function extremes(
  title: Text,
  named: readonly { readonly name: string; readonly value: number | null; readonly said: string }[],
): Text {
  const known = named.filter((one) => one.value !== null).sort((a, b) => Number(b.value) - Number(a.value));
  const [first, last] = [known[0], known.at(-1)];
  if (!first || !last) return { en: `${title.en}: no values`, zh: `${title.zh}：没有数值` };
  if (known.length === 1)
    return { en: `${title.en}: ${first.name} ${first.said}`, zh: `${title.zh}：${first.name} ${first.said}` };
  const count = String(known.length);
  if (first.said === last.said)
    return {
      en: `${title.en}, ${count} groups: all ${first.said}`,
      zh: `${title.zh}，共 ${count} 组：均为 ${first.said}`,
    };
  return {
    en: `${title.en}, ${count} groups: highest ${first.name} ${first.said}, lowest ${last.name} ${last.said}`,
    zh: `${title.zh}，共 ${count} 组：最高 ${first.name} ${first.said}，最低 ${last.name} ${last.said}`,
  };
}
