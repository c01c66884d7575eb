import { write, type Format } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import { axisOf, draw, nameAt, numberAt, timeLike, withInterval, type Drawn, type Fields, type Layers } from './draw';
import { paint } from './theme';
import { seriesOf } from './series';

export interface Line {
  /** The field of the period: an ISO date, a number, or names in order. */
  readonly period: string;
  readonly value: string;
  readonly format: Format;
  readonly title: Text;
  readonly low?: string;
  readonly high?: string;
  readonly base?: string;
  /** Says whether the period is over: false is drawn hollow and dashed. `complete` unless said. */
  readonly complete?: string;
  /** One line for each of its values. */
  readonly group?: string;
  readonly target?: number | null;
}

/** A value over periods with its interval as a band; the open period hollow. */
export function line(rows: readonly object[], of: Line, locale: Locale): Drawn {
  const values = rows.flatMap((row) => {
    const value = numberAt(row, of.value);
    if (value === null) return [];
    const [low, high] = [numberAt(row, of.low ?? 'low'), numberAt(row, of.high ?? 'high')];
    return [
      {
        period: (row as Fields)[of.period],
        value,
        low,
        high,
        group: of.group ? nameAt(row, of.group, locale) : '',
        open: (row as Fields)[of.complete ?? 'complete'] === false,
        said: withInterval(value, low, high, of.format, locale),
        base: write(numberAt(row, of.base ?? 'n'), 'count', locale),
      },
    ];
  });
  const time = timeLike(values.map(({ period }) => period));
  const x = { field: 'period', title: null, ...time } as const;
  const y = {
    type: 'quantitative' as const,
    title: null,
    scale: { zero: false },
    axis: axisOf(of.format, 'y', locale),
  };
  const series = seriesOf(of.group ? values.map(({ group }) => group) : [], locale);
  const tooltip = [
    { field: 'when', title: ' ' },
    ...(of.group ? [{ field: 'group', title: ' ' }] : []),
    { field: 'said', title: of.title[locale] },
    { field: 'base', title: 'n' },
  ];
  const layer = [
    {
      transform: [{ filter: 'isValid(datum.low) && isValid(datum.high)' }],
      mark: { type: 'area', opacity: 0.16, ...(of.group ? {} : { color: paint('accent') }) },
      encoding: { x, y: { field: 'low', ...y }, y2: { field: 'high' }, ...series.fill },
    },
    {
      mark: { type: 'line', strokeWidth: 2, ...(of.group ? {} : { color: paint('accent') }) },
      encoding: { x, y: { field: 'value', ...y }, ...series.stroke },
    },
    {
      mark: { type: 'point', size: 46, strokeWidth: 2, opacity: 1, ...(of.group ? {} : { color: paint('accent') }) },
      encoding: {
        x,
        y: { field: 'value', ...y },
        ...(of.group ? series.point : {}),
        fill: {
          condition: { test: 'datum.open', value: paint('raised') },
          ...(of.group ? series.point.stroke : { value: paint('accent') }),
        },
        tooltip,
      },
    },
    ...(of.target === null || of.target === undefined
      ? []
      : [
          {
            mark: { type: 'rule', strokeDash: [4, 3], color: paint('ink2') },
            encoding: { y: { datum: of.target, type: 'quantitative' } },
          },
        ]),
  ] as unknown as Layers;
  return draw(
    {
      title: of.title,
      alternative: courses(of, values, locale),
      note: values.some(({ open }) => open)
        ? { en: 'Hollow: the period is not over.', zh: '空心：该周期尚未结束。' }
        : null,
      values: values.map((row) => ({ ...row, when: said(row.period) })),
      height: 260,
      layer,
    },
    locale,
  );
}

/** A moment by its day, any other name as it is. */
const said = (period: unknown): string => String(period).replace(/^(\d{4}-\d{2}-\d{2})T.*$/, '$1');

function courses(
  of: Line,
  values: readonly {
    readonly group: string;
    readonly period: unknown;
    readonly said: string;
    readonly open: boolean;
  }[],
  locale: Locale,
): Text {
  const groups = [...new Set(values.map(({ group }) => group))];
  if (groups.length === 0) return { en: `${of.title.en}: no values`, zh: `${of.title.zh}：没有数值` };
  const parts = groups.slice(0, 6).map((group) => {
    const own = values.filter((row) => row.group === group && !row.open);
    const [first, last] = [own[0] ?? values[0], own.at(-1) ?? values.at(-1)];
    const lead = group ? (locale === 'zh' ? `${group}：` : `${group}: `) : '';
    const [a, b] = [`${said(first?.period)} ${first?.said ?? ''}`, `${said(last?.period)} ${last?.said ?? ''}`];
    return {
      en: own.length < 2 ? `${lead}${b}` : `${lead}from ${a} to ${b}`,
      zh: own.length < 2 ? `${lead}${b}` : `${lead}从 ${a} 到 ${b}`,
    };
  });
  const rest = groups.length - parts.length;
  return {
    en: `${of.title.en}. ${parts.map(({ en }) => en).join('; ')}${rest > 0 ? `; and ${String(rest)} more` : ''}`,
    zh: `${of.title.zh}。${parts.map(({ zh }) => zh).join('；')}${rest > 0 ? `；另有 ${String(rest)} 组` : ''}`,
  };
}
