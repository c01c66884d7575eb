import { write, type Format } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import { axisOf, draw, nameAt, numberAt, type Drawn, type Layers } from './draw';
import { paint } from './theme';

export interface Scatter {
  readonly x: string;
  readonly y: string;
  readonly xFormat: Format;
  readonly yFormat: Format;
  readonly xTitle: Text;
  readonly yTitle: Text;
  readonly title: Text;
  /** The field of a point's name; written beside up to 30 points. */
  readonly label?: string;
  /** The field of a point's weight, drawn as its area. */
  readonly size?: string;
}

/** Points on two number axes. */
export function scatter(rows: readonly object[], of: Scatter, locale: Locale): Drawn {
  const values = rows.flatMap((row) => {
    const [x, y] = [numberAt(row, of.x), numberAt(row, of.y)];
    if (x === null || y === null) return [];
    return [
      {
        x,
        y,
        size: numberAt(row, of.size) ?? 0,
        name: of.label ? nameAt(row, of.label, locale) : '',
        xSaid: write(x, of.xFormat, locale),
        ySaid: write(y, of.yFormat, locale),
      },
    ];
  });
  const x = {
    field: 'x',
    type: 'quantitative',
    title: of.xTitle[locale],
    scale: { zero: false, padding: 16 },
    axis: axisOf(of.xFormat, 'x', locale),
  } as const;
  const y = {
    field: 'y',
    type: 'quantitative',
    title: of.yTitle[locale],
    scale: { zero: false, padding: 16 },
    axis: axisOf(of.yFormat, 'y', locale),
  } as const;
  const tooltip = [
    ...(of.label ? [{ field: 'name', title: ' ' }] : []),
    { field: 'xSaid', title: of.xTitle[locale] },
    { field: 'ySaid', title: of.yTitle[locale] },
  ];
  const layer = [
    {
      mark: { type: 'point', filled: true, size: 60, opacity: values.length > 200 ? 0.4 : 0.8, color: paint('accent') },
      encoding: {
        x,
        y,
        ...(of.size
          ? { size: { field: 'size', type: 'quantitative', legend: null, scale: { range: [20, 400] } } }
          : {}),
        tooltip,
      },
    },
    ...(of.label && values.length <= 30
      ? [{ mark: { type: 'text', align: 'left', dx: 8, limit: 160 }, encoding: { x, y, text: { field: 'name' } } }]
      : []),
  ] as unknown as Layers;
  return draw({ title: of.title, alternative: reach(of, values, locale), values, height: 320, layer }, locale);
}

function reach(
  of: Scatter,
  values: readonly { readonly x: number; readonly y: number; readonly name: string; readonly ySaid: string }[],
  locale: Locale,
): Text {
  if (values.length === 0) return { en: `${of.title.en}: no values`, zh: `${of.title.zh}：没有数值` };
  const sorted = [...values].sort((a, b) => b.y - a.y);
  const [first, last] = [sorted[0], sorted.at(-1)];
  const xs = values.map(({ x }) => x);
  const span = `${write(Math.min(...xs), of.xFormat, locale)} – ${write(Math.max(...xs), of.xFormat, locale)}`;
  const count = String(values.length);
  return {
    en: `${of.title.en}, ${count} points, ${of.xTitle.en} ${span}: ${of.yTitle.en} highest ${first?.name ?? ''} ${first?.ySaid ?? ''}, lowest ${last?.name ?? ''} ${last?.ySaid ?? ''}`,
    zh: `${of.title.zh}，共 ${count} 点，${of.xTitle.zh} ${span}：${of.yTitle.zh}最高 ${first?.name ?? ''} ${first?.ySaid ?? ''}，最低 ${last?.name ?? ''} ${last?.ySaid ?? ''}`,
  };
}
