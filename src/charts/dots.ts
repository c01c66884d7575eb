import type { Locale } from '../i18n/text';
import { axisOf, draw, type Drawn, extremes, lowBaseNote, placesAmong, rowsHigh } from './draw';
import {
  estimateTooltip,
  estimatesOf,
  groupsDown as y,
  hollowWhenSmall,
  targetLine,
  type Estimates,
} from './estimates';
import { paint } from './theme';

/** Interval dots in the order given: the estimate as a dot, its interval as a rule; low base (n < 30) hollow. */
export function dots(rows: readonly object[], of: Estimates, locale: Locale): Drawn {
  const values = estimatesOf(rows, of, locale);
  const tooltip = estimateTooltip(of, locale);
  const x = {
    type: 'quantitative' as const,
    title: null,
    axis: { ...axisOf(of.format, 'x', locale), tickCount: 8 },
    scale: { zero: false, nice: true },
  };
  return draw(
    {
      title: of.title,
      alternative: extremes(of.title, values),
      note: values.some((row) => row.small) ? lowBaseNote : null,
      values,
      journey: placesAmong({ name: of.group }),
      height: rowsHigh(values.length),
      layer: [
        ...targetLine(of.target),
        {
          mark: { type: 'rule', strokeWidth: 2, color: paint('ink3') },
          encoding: { y, x: { field: 'low', ...x }, x2: { field: 'high' }, tooltip },
        },
        {
          mark: { type: 'point', size: 70, strokeWidth: 2, stroke: paint('accent'), opacity: 1 },
          encoding: { y, x: { field: 'value', ...x }, fill: hollowWhenSmall(), tooltip },
        },
      ],
    },
    locale,
  );
}
