import { write, type Format } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import { axisOf, draw, nameAt, numberAt, withInterval, type Drawn, type Layers } from './draw';
import { seriesOf } from './series';
import { paint } from './theme';

export interface Steps {
  readonly time: string;
  readonly value: string;
  readonly title: Text;
  /** What the x axis counts, with its unit. */
  readonly timeTitle: Text;
  readonly group?: string;
  readonly low?: string;
  readonly high?: string;
  readonly atRisk?: string;
  readonly format?: Format;
}

/** Curves that fall in steps (survival, retention) with their intervals as bands. */
export function steps(rows: readonly object[], of: Steps, locale: Locale): Drawn {
  const format = of.format ?? 'percent';
  const values = rows.flatMap((row) => {
    const [time, value] = [numberAt(row, of.time), numberAt(row, of.value)];
    if (time === null || value === null) return [];
    const [low, high] = [numberAt(row, of.low ?? 'low'), numberAt(row, of.high ?? 'high')];
    return [
      {
        time,
        value,
        low,
        high,
        group: of.group ? nameAt(row, of.group, locale) : '',
        said: withInterval(value, low, high, format, locale),
        atRisk: write(numberAt(row, of.atRisk ?? 'at_risk'), 'count', locale),
      },
    ];
  });
  const x = { field: 'time', type: 'quantitative', title: of.timeTitle[locale], axis: { grid: false } } as const;
  const y = {
    type: 'quantitative' as const,
    title: null,
    axis: axisOf(format, 'y', locale),
    ...(format === 'percent' ? { scale: { domain: [0, 1] } } : {}),
  };
  const series = seriesOf(of.group ? values.map(({ group }) => group) : [], locale);
  const plain = of.group ? {} : { color: paint('accent') };
  const tooltip = [
    { field: 'time', title: of.timeTitle[locale] },
    ...(of.group ? [{ field: 'group', title: ' ' }] : []),
    { field: 'said', title: of.title[locale] },
    { field: 'atRisk', title: { en: 'at risk', zh: '处于风险中' }[locale] },
  ];
  const layer = [
    {
      transform: [{ filter: 'isValid(datum.low) && isValid(datum.high)' }],
      mark: { type: 'area', interpolate: 'step-after', opacity: 0.16, ...plain },
      encoding: { x, y: { field: 'low', ...y }, y2: { field: 'high' }, ...series.fill },
    },
    {
      mark: { type: 'line', interpolate: 'step-after', strokeWidth: 2, ...plain },
      encoding: { x, y: { field: 'value', ...y }, ...series.stroke },
    },
    {
      mark: { type: 'point', filled: true, size: 60, opacity: 0 },
      encoding: { x, y: { field: 'value', ...y }, tooltip },
    },
  ] as unknown as Layers;
  return draw({ title: of.title, alternative: falls(of, values, format, locale), values, height: 280, layer }, locale);
}

function falls(
  of: Steps,
  values: readonly { readonly group: string; readonly time: number; readonly value: number }[],
  format: Format,
  locale: Locale,
): Text {
  const groups = [...new Set(values.map(({ group }) => group))];
  if (groups.length === 0) return { en: `${of.title.en}: no values`, zh: `${of.title.zh}：没有数值` };
  const parts = groups.slice(0, 6).map((group) => {
    const own = values.filter((row) => row.group === group).sort((a, b) => a.time - b.time);
    const last = own.at(-1);
    const half = own.find(({ value }) => value <= 0.5);
    const end = `${write(last?.value ?? null, format, locale)}`;
    const at = write(last?.time ?? null, 'number', locale);
    const middle = half ? write(half.time, 'number', locale) : null;
    return {
      en: `${group ? `${group}: ` : ''}${end} left at ${at}${middle === null ? '' : `, half gone by ${middle}`}`,
      zh: `${group ? `${group}：` : ''}到 ${at} 时剩 ${end}${middle === null ? '' : `，到 ${middle} 时失去一半`}`,
    };
  });
  return {
    en: `${of.title.en} by ${of.timeTitle.en}. ${parts.map(({ en }) => en).join('; ')}`,
    zh: `${of.title.zh}（${of.timeTitle.zh}）。${parts.map(({ zh }) => zh).join('；')}`,
  };
}
