import { bars } from '../charts/bars';
import { dots } from '../charts/dots';
import { line } from '../charts/line';
import type { Locale } from '../i18n/text';
import type { TrendPoint } from './index-trend';
import type { Chart } from './metric';

interface Row {
  readonly touchpoint: string;
  readonly n: number;
  readonly contribution: number | null;
}

interface Summary {
  readonly index: number | null;
  readonly trend: readonly (TrendPoint & { readonly complete: boolean | null })[];
}

/** Scores with the index as a line, what each touchpoint contributes, and the index over time. */
export function indexCharts(rows: readonly Row[], summary: Summary, locale: Locale): readonly Chart[] {
  const hasShifted = summary.trend.some(({ composition }) => composition !== null && Math.abs(composition) > 1e-9);
  return [
    dots(
      rows,
      {
        group: 'touchpoint',
        value: 'score',
        format: 'number',
        title: { en: 'Score by touchpoint', zh: '各触点得分' },
        target: summary.index,
      },
      locale,
    ),
    bars(
      rows.map(({ touchpoint, contribution, n }) => ({ touchpoint, contribution, n })),
      {
        group: 'touchpoint',
        value: 'contribution',
        format: 'number',
        title: { en: 'Contribution to the index', zh: '对指数的贡献' },
      },
      locale,
    ),
    ...(summary.trend.length > 1
      ? [
          line(
            summary.trend.flatMap((point) => baskets(point, hasShifted, locale)),
            {
              period: 'period',
              value: 'value',
              group: 'basket',
              format: 'number',
              title: { en: 'Index over time', zh: '指数走势' },
            },
            locale,
          ),
        ]
      : []),
  ];
}

/** A period on the fixed basket, and on the touchpoints that it has where that makes a difference; an open one that lacks some of the basket is left out. */
function baskets(point: Summary['trend'][number], hasShifted: boolean, locale: Locale): readonly object[] {
  const { period, complete, n, index, low, high } = point;
  const { present, present_low, present_high } = point;
  return [
    { period, complete, n, value: index, low, high, basket: { en: 'fixed basket', zh: '固定篮子' }[locale] },
    ...(hasShifted || (index === null && complete !== false)
      ? [
          {
            ...{ period, complete, n, value: present, low: present_low, high: present_high },
            basket: { en: 'as present', zh: '当期篮子' }[locale],
          },
        ]
      : []),
  ];
}
