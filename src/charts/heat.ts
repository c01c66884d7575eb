import { write, type Format } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import { draw, lowBase, nameAt, numberAt, placesAmong, rowsHigh, withInterval, type Drawn } from './draw';
import { paint } from './theme';

export interface Heat {
  readonly x: string;
  readonly y: string;
  readonly value: string;
  readonly format: Format;
  readonly title: Text;
  readonly xTitle?: Text;
  readonly yTitle?: Text;
  readonly base?: string;
  /** `diverging` colours both sides of `middle` (0 unless said); else from little to much. */
  readonly scale?: 'sequential' | 'diverging';
  readonly middle?: number;
  /** Where less is better the diverging scale is turned. */
  readonly better?: 'more' | 'less';
  /** The sides that name touchpoints or stages, where the fields' names do not tell. */
  readonly places?: readonly ('x' | 'y')[];
}

/** A matrix of cells (cohorts, overlaps, from–to), rows and columns in the order given, numbers written in the cells; low base dashed. */
export function heat(rows: readonly object[], of: Heat, locale: Locale): Drawn {
  const values = rows.flatMap((row) => {
    const value = numberAt(row, of.value);
    if (value === null) return [];
    const n = numberAt(row, of.base ?? 'n');
    return [
      {
        x: nameAt(row, of.x, locale),
        y: nameAt(row, of.y, locale),
        value,
        small: n !== null && n < lowBase,
        written: write(value, of.format, locale),
        said: withInterval(value, numberAt(row, 'low'), numberAt(row, 'high'), of.format, locale),
        base: write(n, 'count', locale),
      },
    ];
  });
  const [columns, lines] = [new Set(values.map(({ x }) => x)).size, new Set(values.map(({ y }) => y)).size];
  const longest = Math.max(0, ...values.map(({ x }) => x.length));
  const middle = of.middle ?? 0;
  const reach = Math.max(...values.map(({ value }) => Math.abs(value - middle)), 1e-9);
  const diverges = of.scale === 'diverging';
  const scores = [0, 1, 2, 3, 4, 5, 6].map((at) => ({ expr: `score${String(at)}` }));
  const turned = of.better === 'less' ? [...scores].reverse() : scores;
  const scale = diverges ? { domain: [middle - reach, middle + reach], range: turned } : { range: scores.slice(3) };
  // Numbers that would run into each other are left to the tooltip and the table.
  const narrow = `width < ${String(columns * 34)}`;
  const x = {
    field: 'x',
    type: 'ordinal' as const,
    sort: null,
    title: of.xTitle?.[locale] ?? null,
    axis: {
      orient: 'top' as const,
      labelLimit: 120,
      ...(columns > 8 && longest > 3
        ? {
            labelAngle: { expr: `${narrow} ? -90 : -45` },
            labelAlign: 'left' as const,
            labelBaseline: 'middle' as const,
            labelFontSize: { expr: `${narrow} ? 10 : 12` },
          }
        : { labelAngle: 0 }),
    },
  };
  const y = { field: 'y', type: 'ordinal' as const, sort: null, title: of.yTitle?.[locale] ?? null };
  return draw(
    {
      title: of.title,
      alternative: peaks(of.title, values, locale),
      note: values.some(({ small }) => small)
        ? { en: 'Dashed: low base (n < 30).', zh: '虚线框：样本不足（n < 30）。' }
        : null,
      values,
      journey: of.places ?? placesAmong({ x: of.x, y: of.y }),
      height: rowsHigh(lines, 30),
      layer: [
        {
          mark: { type: 'rect', opacity: 0.85, stroke: paint('raised') },
          encoding: {
            x,
            y,
            fill: { field: 'value', type: 'quantitative', title: null, legend: null, scale },
            tooltip: [
              { field: 'y', title: of.yTitle?.[locale] ?? ' ' },
              { field: 'x', title: of.xTitle?.[locale] ?? ' ' },
              { field: 'said', title: of.title[locale] },
              { field: 'base', title: 'n' },
            ],
          },
        },
        {
          transform: [{ filter: 'datum.small' }],
          mark: { type: 'rect', fillOpacity: 0, stroke: paint('ink3'), strokeDash: [3, 3] },
          encoding: { x, y },
        },
        ...(columns <= 16
          ? [
              {
                mark: {
                  type: 'text' as const,
                  fontSize: columns > 10 ? 10 : 12,
                  opacity: { expr: `${narrow} ? 0 : 1` },
                },
                encoding: { x, y, text: { field: 'written' } },
              },
            ]
          : []),
      ],
    },
    locale,
  );
}

function peaks(
  title: Text,
  values: readonly { readonly x: string; readonly y: string; readonly value: number; readonly written: string }[],
  _locale: Locale,
): Text {
  const sorted = [...values].sort((a, b) => b.value - a.value);
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) return { en: `${title.en}: no values`, zh: `${title.zh}：没有数值` };
  const count = String(values.length);
  return {
    en: `${title.en}, ${count} cells: highest ${first.y} × ${first.x} ${first.written}, lowest ${last.y} × ${last.x} ${last.written}`,
    zh: `${title.zh}，共 ${count} 格：最高 ${first.y} × ${first.x} ${first.written}，最低 ${last.y} × ${last.x} ${last.written}`,
  };
}
