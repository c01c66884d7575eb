import { write, type Format } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import { axisOf, draw, nameAt, numberAt, withInterval, type Drawn, type Fields, type Layers } from './draw';
import { paint } from './theme';

export interface Quadrant {
  readonly label: string;
  readonly x: string;
  readonly y: string;
  readonly xFormat: Format;
  readonly yFormat: Format;
  readonly xTitle: Text;
  readonly yTitle: Text;
  readonly title: Text;
  /** Where the crosshair stands. */
  readonly xLine: number | null;
  readonly yLine: number | null;
  /** Names of the quadrants: top left, top right, bottom left, bottom right. */
  readonly names: readonly [Text, Text, Text, Text];
  /** The interval of x. */
  readonly low?: string;
  readonly high?: string;
  /** True where the interval crosses a line: drawn hollow. `borderline` unless said. */
  readonly borderline?: string;
}

/** Points in four named fields (importance against performance), with the interval along x; what may lie on either side hollow. */
export function quadrant(rows: readonly object[], of: Quadrant, locale: Locale): Drawn {
  const values = rows.flatMap((row) => {
    const [x, y] = [numberAt(row, of.x), numberAt(row, of.y)];
    if (x === null || y === null) return [];
    const [low, high] = [numberAt(row, of.low ?? 'low'), numberAt(row, of.high ?? 'high')];
    const field = (of.yLine !== null && y < of.yLine ? 2 : 0) + (of.xLine !== null && x >= of.xLine ? 1 : 0);
    return [
      {
        name: nameAt(row, of.label, locale),
        x,
        y,
        low,
        high,
        field,
        open: (row as Fields)[of.borderline ?? 'borderline'] === true,
        xSaid: withInterval(x, low, high, of.xFormat, locale),
        ySaid: write(y, of.yFormat, locale),
      },
    ];
  });
  const x = {
    type: 'quantitative',
    title: of.xTitle[locale],
    scale: { zero: false, nice: true, padding: 24 },
    axis: { ...axisOf(of.xFormat, 'x', locale), grid: false },
  } as const;
  const y = {
    type: 'quantitative',
    title: of.yTitle[locale],
    scale: { zero: false, nice: true, padding: 24 },
    axis: { ...axisOf(of.yFormat, 'y', locale), grid: false },
  } as const;
  const tooltip = [
    { field: 'name', title: ' ' },
    { field: 'ySaid', title: of.yTitle[locale] },
    { field: 'xSaid', title: of.xTitle[locale] },
  ];
  const corner = (at: 0 | 1 | 2 | 3) => ({
    data: { values: [{ said: of.names[at][locale] }] },
    mark: {
      type: 'text',
      align: at % 2 ? 'right' : 'left',
      baseline: at < 2 ? 'top' : 'bottom',
      dx: at % 2 ? -6 : 6,
      dy: at < 2 ? 6 : -6,
      fontWeight: 600,
      color: paint('ink3'),
    },
    encoding: {
      x: { value: at % 2 ? 'width' : 0 },
      y: { value: at < 2 ? 0 : 'height' },
      text: { field: 'said' },
    },
  });
  const layer = [
    corner(0),
    corner(1),
    corner(2),
    corner(3),
    ...(of.xLine === null
      ? []
      : [
          {
            mark: { type: 'rule', strokeDash: [4, 3], color: paint('ink3') },
            encoding: { x: { datum: of.xLine, ...x } },
          },
        ]),
    ...(of.yLine === null
      ? []
      : [
          {
            mark: { type: 'rule', strokeDash: [4, 3], color: paint('ink3') },
            encoding: { y: { datum: of.yLine, ...y } },
          },
        ]),
    {
      transform: [{ filter: 'isValid(datum.low) && isValid(datum.high)' }],
      mark: { type: 'rule', strokeWidth: 1.5, color: paint('ink3') },
      encoding: { x: { field: 'low', ...x }, x2: { field: 'high' }, y: { field: 'y', ...y } },
    },
    {
      mark: { type: 'point', size: 90, strokeWidth: 2, stroke: paint('accent'), opacity: 1 },
      encoding: {
        x: { field: 'x', ...x },
        y: { field: 'y', ...y },
        fill: { condition: { test: 'datum.open', value: paint('raised') }, value: paint('accent') },
        tooltip,
      },
    },
    {
      mark: { type: 'text', align: 'left', dx: 9, dy: -8, limit: 160 },
      encoding: { x: { field: 'x', ...x }, y: { field: 'y', ...y }, text: { field: 'name' } },
    },
  ] as unknown as Layers;
  return draw(
    {
      title: of.title,
      alternative: fieldsOf(of, values),
      note: values.some(({ open }) => open)
        ? { en: 'Hollow: the interval crosses a line.', zh: '空心：区间跨越分界线。' }
        : null,
      values,
      height: 380,
      layer,
    },
    locale,
  );
}

function fieldsOf(of: Quadrant, values: readonly { readonly name: string; readonly field: number }[]): Text {
  const said = (locale: Locale) =>
    of.names
      .map((name, at) => {
        const own = values.filter(({ field }) => field === at).map((row) => row.name);
        const none = { en: 'none', zh: '无' }[locale];
        return `${name[locale]}${locale === 'zh' ? '：' : ': '}${own.join(locale === 'zh' ? '、' : ', ') || none}`;
      })
      .join(locale === 'zh' ? '；' : '; ');
  return { en: `${of.title.en}. ${said('en')}`, zh: `${of.title.zh}。${said('zh')}` };
}
