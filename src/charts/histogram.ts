import { write, type Format } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import { axisOf, draw, numberAt, type Drawn, type Layers } from './draw';
import { paint } from './theme';

export interface Histogram {
  /** Fields of a bin's ends and its count. */
  readonly from: string;
  readonly to: string;
  readonly count: string;
  readonly format: Format;
  readonly title: Text;
  readonly valueTitle: Text;
  /** Thin labelled lines (median, target). */
  readonly marks?: readonly { readonly at: number; readonly label: Text }[];
}

/** Counts by bins that stand side by side on a number axis. */
export function histogram(rows: readonly object[], of: Histogram, locale: Locale): Drawn {
  const values = rows.flatMap((row) => {
    const [from, to, count] = [numberAt(row, of.from), numberAt(row, of.to), numberAt(row, of.count)];
    if (from === null || to === null || count === null) return [];
    return [
      {
        from,
        to,
        count,
        range: `${write(from, of.format, locale)} – ${write(to, of.format, locale)}`,
        said: write(count, 'count', locale),
      },
    ];
  });
  const x = {
    type: 'quantitative',
    title: of.valueTitle[locale],
    scale: { zero: false, nice: false },
    axis: { ...axisOf(of.format, 'x', locale), grid: false },
  } as const;
  const marks = (of.marks ?? []).map(({ at, label }) => ({ at, said: label[locale] }));
  const layer = [
    {
      mark: { type: 'rect', color: paint('accent'), stroke: paint('raised'), strokeWidth: 0.5 },
      encoding: {
        x: { field: 'from', ...x },
        x2: { field: 'to' },
        y: { field: 'count', type: 'quantitative', title: null, axis: { format: ',.0f' }, scale: { zero: true } },
        y2: { datum: 0 },
        tooltip: [
          { field: 'range', title: of.valueTitle[locale] },
          { field: 'said', title: 'n' },
        ],
      },
    },
    ...(marks.length
      ? [
          {
            data: { values: marks },
            mark: { type: 'rule', strokeDash: [4, 3], color: paint('ink2') },
            encoding: { x: { field: 'at', ...x } },
          },
          {
            data: { values: marks },
            mark: { type: 'text', align: 'left', baseline: 'top', dx: 4, color: paint('ink2') },
            encoding: { x: { field: 'at', ...x }, y: { value: 0 }, text: { field: 'said' } },
          },
        ]
      : []),
  ] as unknown as Layers;
  return draw({ title: of.title, alternative: shape(of, values, locale), values, height: 200, layer }, locale);
}

function shape(
  of: Histogram,
  values: readonly { readonly count: number; readonly range: string }[],
  locale: Locale,
): Text {
  const whole = values.reduce((sum, { count }) => sum + count, 0);
  const most = [...values].sort((a, b) => b.count - a.count)[0];
  if (!most) return { en: `${of.title.en}: no values`, zh: `${of.title.zh}：没有数值` };
  const share = write(whole ? most.count / whole : null, 'percent', locale);
  const marks = (of.marks ?? []).map(({ at, label }) => ({
    en: `, ${label.en} ${write(at, of.format, locale)}`,
    zh: `，${label.zh} ${write(at, of.format, locale)}`,
  }));
  return {
    en: `${of.title.en}, ${write(whole, 'count', locale)} values: most (${share}) in ${most.range}${marks.map(({ en }) => en).join('')}`,
    zh: `${of.title.zh}，共 ${write(whole, 'count', locale)} 个值：最多（${share}）在 ${most.range}${marks.map(({ zh }) => zh).join('')}`,
  };
}
