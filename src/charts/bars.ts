import { write, type Format } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import { targetLine } from './dots';
import {
  axisOf,
  draw,
  extremes,
  lowBase,
  lowBaseNote,
  nameAt,
  numberAt,
  rowsHigh,
  withInterval,
  type Drawn,
} from './draw';
import { paint } from './theme';

export interface Bars {
  readonly group: string;
  readonly value: string;
  readonly format: Format;
  readonly title: Text;
  readonly low?: string;
  readonly high?: string;
  readonly base?: string;
  readonly target?: number | null;
  /** Only so many of the largest; the alternative says so. */
  readonly top?: number;
}

/** Horizontal bars from zero with intervals, in the order given; low base (n < 30) hollow. For counts, shares and amounts. */
export function bars(rows: readonly object[], of: Bars, locale: Locale): Drawn {
  const values = rows
    .flatMap((row) => {
      const value = numberAt(row, of.value);
      if (value === null) return [];
      const low = numberAt(row, of.low ?? 'low');
      const high = numberAt(row, of.high ?? 'high');
      const n = numberAt(row, of.base ?? 'n');
      return [
        {
          name: nameAt(row, of.group, locale),
          value,
          low,
          high,
          small: n !== null && n < lowBase,
          said: withInterval(value, low, high, of.format, locale),
          written: write(value, of.format, locale),
          base: write(n, 'count', locale),
        },
      ];
    })
    .slice(0, of.top);
  const tooltip = [
    { field: 'name', title: ' ' },
    { field: 'said', title: of.title[locale] },
    { field: 'base', title: 'n' },
  ];
  const y = { field: 'name', type: 'nominal' as const, sort: null, title: null };
  const x = { type: 'quantitative' as const, title: null, axis: axisOf(of.format) };
  return draw(
    {
      title: of.title,
      alternative: extremes(of.title, values),
      note: values.some((row) => row.small) ? lowBaseNote : null,
      values,
      height: rowsHigh(values.length),
      layer: [
        {
          mark: { type: 'bar', height: { band: 0.62 }, stroke: paint('accent'), strokeWidth: 1 },
          encoding: {
            y,
            x: { field: 'value', ...x },
            fill: { condition: { test: 'datum.small', value: paint('raised') }, value: paint('accent') },
            tooltip,
          },
        },
        {
          transform: [{ filter: 'isValid(datum.low) && isValid(datum.high)' }],
          mark: { type: 'rule', strokeWidth: 2, color: paint('ink') },
          encoding: { y, x: { field: 'low', ...x }, x2: { field: 'high' }, tooltip },
        },
        {
          mark: { type: 'text', align: 'left', dx: 6, color: paint('ink2') },
          encoding: { y, x: { field: 'end', ...x }, text: { field: 'written' } },
          transform: [{ calculate: 'max(0, datum.value, isValid(datum.high) ? datum.high : datum.value)', as: 'end' }],
        },
        ...targetLine(of.target),
      ],
    },
    locale,
  );
}
