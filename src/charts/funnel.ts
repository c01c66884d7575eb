import { write } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import { draw, nameAt, numberAt, rowsHigh, withInterval, type Drawn } from './draw';
import { paint } from './theme';

export interface Funnel {
  /** The field of the step's name, in the order given. */
  readonly step: string;
  readonly title: Text;
  readonly reached?: string;
  /** Share of those who entered. */
  readonly rate?: string;
  /** Share of the step before. */
  readonly stepRate?: string;
}

/** A funnel as bars: who reached each step, paler who was lost before it. */
export function funnel(rows: readonly object[], of: Funnel, locale: Locale): Drawn {
  const counts = rows.map((row) => numberAt(row, of.reached ?? 'reached') ?? 0);
  const values = rows.map((row, at) => {
    const reached = counts[at] ?? 0;
    const rate = numberAt(row, of.rate ?? 'rate');
    const stepRate = numberAt(row, of.stepRate ?? 'step_rate');
    return {
      name: `${String(numberAt(row, 'step') ?? at + 1)}. ${nameAt(row, of.step, locale)}`,
      reached,
      // Without the step before nobody knows how many were lost since.
      before: at === 0 || stepRate === null ? reached : (counts[at - 1] ?? reached),
      rate,
      stepRate,
      count: write(reached, 'count', locale),
      said: withInterval(rate, numberAt(row, 'low'), numberAt(row, 'high'), 'percent', locale),
      step: write(stepRate, 'percent', locale),
      label:
        rate === null
          ? write(reached, 'count', locale)
          : `${write(reached, 'count', locale)} · ${write(rate, 'percent', locale)}`,
    };
  });
  const y = { field: 'name', type: 'nominal' as const, sort: null, title: null };
  const x = { type: 'quantitative' as const, title: null, axis: { format: ',.0f' } };
  const tooltip = [
    { field: 'name', title: ' ' },
    { field: 'count', title: { en: 'reached', zh: '到达' }[locale] },
    { field: 'said', title: { en: 'of those who entered', zh: '占进入者' }[locale] },
    { field: 'step', title: { en: 'of the step before', zh: '占上一步' }[locale] },
  ];
  return draw(
    {
      title: of.title,
      alternative: losses(of.title, values, locale),
      note: { en: 'Pale: lost since the step before.', zh: '浅色：自上一步流失。' },
      values,
      height: rowsHigh(values.length, 40),
      layer: [
        {
          mark: { type: 'bar', height: { band: 0.62 }, color: paint('score2') },
          encoding: { y, x: { field: 'before', ...x }, tooltip },
        },
        {
          mark: { type: 'bar', height: { band: 0.62 }, color: paint('accent') },
          encoding: { y, x: { field: 'reached', ...x }, tooltip },
        },
        {
          mark: { type: 'text', align: 'left', dx: 6 },
          encoding: { y, x: { field: 'before', ...x }, text: { field: 'label' } },
        },
      ],
    },
    locale,
  );
}

function losses(
  title: Text,
  values: readonly {
    readonly name: string;
    readonly count: string;
    readonly said: string;
    readonly stepRate: number | null;
  }[],
  locale: Locale,
): Text {
  const [first, last] = [values[0], values.at(-1)];
  if (!first || !last) return { en: `${title.en}: no steps`, zh: `${title.zh}：没有步骤` };
  const worst = values
    .slice(1)
    .reduce<(typeof values)[number] | null>(
      (low, step) => (step.stepRate !== null && (low?.stepRate ?? 2) > step.stepRate ? step : low),
      null,
    );
  const rate = write(worst?.stepRate ?? null, 'percent', locale);
  return {
    en: `${title.en}: ${first.count} entered, ${last.count} (${last.said}) reached ${last.name}${worst ? `; the largest loss is before ${worst.name}, which ${rate} of the step before reach` : ''}`,
    zh: `${title.zh}：${first.count} 进入，${last.count}（${last.said}）到达 ${last.name}${worst ? `；流失最大的是到 ${worst.name} 这一步，只有上一步的 ${rate} 到达` : ''}`,
  };
}
