import type { Locale } from '../i18n/text';
import { axisOf, draw, extremes, lowBaseNote, placesAmong, rowsHigh, type Drawn } from './draw';
import {
  estimateTooltip,
  estimatesOf,
  groupsDown as y,
  hollowWhenSmall,
  targetLine,
  type Estimates,
} from './estimates';
import { paint } from './theme';

export interface Bars extends Estimates {
  /** The order given is a rank: it stays, also where groups are touchpoints. */
  readonly ranked?: boolean;
  /** Only so many of the largest; the alternative says so. */
  readonly top?: number;
}

/** Horizontal bars from zero with intervals, in the order given; low base (n < 30) hollow. For counts, shares and amounts. */
export function bars(rows: readonly object[], of: Bars, locale: Locale): Drawn {
  const values = estimatesOf(rows, of, locale).slice(0, of.top);
  const tooltip = estimateTooltip(of, locale);
  const x = { type: 'quantitative' as const, title: null, axis: { ...axisOf(of.format, 'x', locale), tickCount: 8 } };
  return draw(
    {
      title: of.title,
      alternative: extremes(of.title, values),
      note: values.some((row) => row.small) ? lowBaseNote : null,
      values,
      journey: of.ranked ? [] : placesAmong({ name: of.group }),
      height: rowsHigh(values.length),
      layer: [
        {
          mark: { type: 'bar', height: { band: 0.62 }, stroke: paint('accent'), strokeWidth: 1 },
          encoding: { y, x: { field: 'value', ...x }, fill: hollowWhenSmall(), tooltip },
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
