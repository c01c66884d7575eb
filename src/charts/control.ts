import { write, type Format } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import { actionLayers, actionsWithin, withActions } from './action-rules';
import { axisOf, draw, numberAt, timeLike, withInterval, type Drawn, type Fields, type Layers } from './draw';
import { paint } from './theme';

export interface Control {
  readonly period: string;
  readonly value: string;
  readonly format: Format;
  readonly title: Text;
  readonly centre?: string;
  readonly lower?: string;
  readonly upper?: string;
  /** Falsy where the point is in control; else the rule's name or true. */
  readonly signal?: string;
  /** A second line (a smoothed value, a sum), drawn instead of dots where given. */
  readonly smooth?: string;
  /** Filled where a period is out of the ordinary by the calendar (a holiday's name): drawn as a square. */
  readonly special?: string;
  /** What was done when (ISO date): a labelled rule each, if it lies within the periods. */
  readonly actions?: readonly { readonly date: string; readonly text: string }[];
}

/** A control chart: values by period, centre, limits in steps, signals as filled triangles. */
export function control(rows: readonly object[], of: Control, locale: Locale): Drawn {
  const values = rows.flatMap((row) => {
    const value = numberAt(row, of.value);
    if (value === null) return [];
    const [lower, upper] = [numberAt(row, of.lower ?? 'lower'), numberAt(row, of.upper ?? 'upper')];
    const signal = (row as Fields)[of.signal ?? 'signal'];
    const period = (row as Fields)[of.period];
    return [
      {
        period,
        value,
        lower,
        upper,
        centre: numberAt(row, of.centre ?? 'centre'),
        smooth: numberAt(row, of.smooth),
        signal: Boolean(signal),
        open: (row as Fields).complete === false,
        when: typeof period === 'string' ? period.slice(0, 10) : String(period),
        said: write(value, of.format, locale),
        limits: withInterval(numberAt(row, of.centre ?? 'centre'), lower, upper, of.format, locale),
        special: of.special && (row as Fields)[of.special] ? String((row as Fields)[of.special]) : null,
        why: signal === true ? { en: 'signal', zh: '信号' }[locale] : signal ? String(signal) : '–',
      },
    ];
  });
  const time = timeLike(values.map(({ period }) => period));
  const actions = actionsWithin(of.actions ?? [], values);
  const x = { field: 'period', title: null, ...time } as const;
  const y = {
    type: 'quantitative',
    title: null,
    scale: { zero: false },
    axis: axisOf(of.format, 'y', locale),
  } as const;
  const tooltip = [
    { field: 'when', title: ' ' },
    { field: 'said', title: of.title[locale] },
    { field: 'limits', title: { en: 'centre (limits)', zh: '中心线（控制限）' }[locale] },
    { field: 'why', title: { en: 'signal', zh: '信号' }[locale] },
    ...(of.special ? [{ field: 'special', title: { en: 'holiday', zh: '假日' }[locale] }] : []),
  ];
  const limit = (field: string, dash: number[]) => ({
    transform: [{ filter: `isValid(datum.${field})` }],
    mark: { type: 'line', interpolate: 'step', strokeDash: dash, strokeWidth: 1.2, color: paint('ink3') },
    encoding: { x, y: { field, ...y } },
  });
  const layer = [
    limit('centre', [1, 0]),
    limit('lower', [5, 3]),
    limit('upper', [5, 3]),
    {
      mark: {
        type: 'line',
        strokeWidth: of.smooth ? 1 : 1.6,
        opacity: of.smooth ? 0.5 : 1,
        color: paint('accent'),
      },
      encoding: { x, y: { field: 'value', ...y } },
    },
    ...(of.smooth
      ? [
          {
            transform: [{ filter: 'isValid(datum.smooth)' }],
            mark: { type: 'line', strokeWidth: 2.2, color: paint('accent') },
            encoding: { x, y: { field: 'smooth', ...y } },
          },
        ]
      : []),
    {
      transform: [{ filter: '!datum.signal && !datum.special' }],
      mark: { type: 'point', size: 34, strokeWidth: 1.6, opacity: 1, stroke: paint('accent') },
      encoding: {
        x,
        y: { field: 'value', ...y },
        fill: { condition: { test: 'datum.open', value: paint('raised') }, value: paint('accent') },
        tooltip,
      },
    },
    {
      transform: [{ filter: '!datum.signal && isValid(datum.special)' }],
      mark: { type: 'point', shape: 'square', size: 60, opacity: 1, fill: paint('raised'), stroke: paint('accent') },
      encoding: { x, y: { field: 'value', ...y }, tooltip },
    },
    ...actionLayers(actions, x),
    {
      transform: [{ filter: 'datum.signal' }],
      mark: { type: 'point', shape: 'triangle', filled: true, size: 130, opacity: 1, color: paint('bad') },
      encoding: { x, y: { field: of.smooth ? 'smooth' : 'value', ...y }, tooltip },
    },
  ] as unknown as Layers;
  return draw(
    {
      title: of.title,
      alternative: withActions(signals(of.title, values), actions),
      note: {
        en: `Triangles: signals. Dashed: control limits.${values.some(({ special }) => special) ? ' Squares: holidays.' : ''}${values.some(({ open }) => open) ? ' Hollow: the period is not over.' : ''}`,
        zh: `三角：信号。虚线：控制限。${values.some(({ special }) => special) ? '方形：假日。' : ''}${values.some(({ open }) => open) ? '空心：该周期尚未结束。' : ''}`,
      },
      values,
      height: 260,
      layer,
    },
    locale,
  );
}

function signals(
  title: Text,
  values: readonly { readonly signal: boolean; readonly when: string; readonly said: string }[],
): Text {
  const found = values.filter(({ signal }) => signal);
  const last = values.at(-1);
  if (!last) return { en: `${title.en}: no values`, zh: `${title.zh}：没有数值` };
  const named = found.slice(0, 5);
  const more = found.length > named.length;
  const count = String(found.length);
  const of = String(values.length);
  return {
    en: `${title.en}, ${of} periods, last ${last.when} ${last.said}: ${
      found.length
        ? `${count} signal${found.length > 1 ? 's' : ''}, at ${named.map(({ when, said }) => `${when} (${said})`).join(', ')}${more ? ' and more' : ''}`
        : 'no signals'
    }`,
    zh: `${title.zh}，共 ${of} 期，最后一期 ${last.when} ${last.said}：${
      found.length
        ? `${count} 个信号，在 ${named.map(({ when, said }) => `${when}（${said}）`).join('、')}${more ? '等' : ''}`
        : '没有信号'
    }`,
  };
}
