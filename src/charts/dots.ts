import type { Format } from '../i18n/say';
import { write } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
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
  type Layers,
} from './draw';
import { paint } from './theme';

export type { Drawn };

export interface Dots {
  readonly group: string;
  readonly value: string;
  readonly format: Format;
  readonly title: Text;
  /** Fields of the interval's ends: `low` and `high` unless said. */
  readonly low?: string;
  readonly high?: string;
  /** The field of the base: `n` unless said. */
  readonly base?: string;
  /** Drawn as a thin line. */
  readonly target?: number | null;
}

/** Interval dots in the order given: the estimate as a dot, its interval as a rule; low base (n < 30) hollow. */
export function dots(rows: readonly object[], of: Dots, locale: Locale): Drawn {
  const values = rows.flatMap((row) => {
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
        n,
        small: n !== null && n < lowBase,
        said: withInterval(value, low, high, of.format, locale),
        base: write(n, 'count', locale),
      },
    ];
  });
  const tooltip = [
    { field: 'name', title: ' ' },
    { field: 'said', title: of.title[locale] },
    { field: 'base', title: 'n' },
  ];
  const y = { field: 'name', type: 'nominal' as const, sort: null, title: null };
  const x = {
    type: 'quantitative' as const,
    title: null,
    axis: { ...axisOf(of.format), tickCount: 8 },
    scale: { zero: false, nice: true },
  };
  return draw(
    {
      title: of.title,
      alternative: extremes(of.title, values),
      note: values.some((row) => row.small) ? lowBaseNote : null,
      values,
      journey: of.group === 'touchpoint',
      height: rowsHigh(values.length),
      layer: [
        ...targetLine(of.target),
        {
          mark: { type: 'rule', strokeWidth: 2, color: paint('ink3') },
          encoding: { y, x: { field: 'low', ...x }, x2: { field: 'high' }, tooltip },
        },
        {
          mark: { type: 'point', size: 70, strokeWidth: 2, stroke: paint('accent'), opacity: 1 },
          encoding: {
            y,
            x: { field: 'value', ...x },
            fill: { condition: { test: 'datum.small', value: paint('raised') }, value: paint('accent') },
            tooltip,
          },
        },
      ],
    },
    locale,
  );
}

/** A thin dashed line at a target on the x axis. */
export function targetLine(target: number | null | undefined): Layers {
  if (target === null || target === undefined) return [];
  return [
    {
      mark: { type: 'rule', strokeDash: [4, 3], color: paint('ink2') },
      encoding: { x: { datum: target, type: 'quantitative' } },
    },
  ];
}
