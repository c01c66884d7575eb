import { write } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import { draw, numberAt, withInterval, type Drawn, type Layers } from './draw';
import { paint } from './theme';

export interface Calibration {
  /** Mean predicted and observed share of each band of cases. */
  readonly predicted: string;
  readonly observed: string;
  readonly title: Text;
}

/** Predicted against observed shares, with intervals and the diagonal of a perfect forecast. */
export function calibration(rows: readonly object[], of: Calibration, locale: Locale): Drawn {
  const values = rows.flatMap((row) => {
    const [predicted, observed] = [numberAt(row, of.predicted), numberAt(row, of.observed)];
    if (predicted === null || observed === null) return [];
    const [low, high] = [numberAt(row, 'low'), numberAt(row, 'high')];
    return [
      {
        predicted,
        observed,
        low,
        high,
        predictedSaid: write(predicted, 'percent', locale),
        said: withInterval(observed, low, high, 'percent', locale),
        n: write(numberAt(row, 'n'), 'count', locale),
      },
    ];
  });
  const words = {
    predicted: { en: 'predicted', zh: '预测' }[locale],
    observed: { en: 'observed', zh: '实际' }[locale],
  };
  const top = Math.min(
    1,
    Math.max(0.1, ...values.flatMap((row) => [row.predicted, row.observed, row.high ?? 0])) * 1.05,
  );
  const axis = { format: '.0~%', tickCount: 5 };
  const x = { type: 'quantitative', title: words.predicted, scale: { domain: [0, top] }, axis } as const;
  const y = { type: 'quantitative', title: words.observed, scale: { domain: [0, top] }, axis } as const;
  const layer = [
    {
      data: {
        values: [
          { x: 0, y: 0 },
          { x: top, y: top },
        ],
      },
      mark: { type: 'line', strokeDash: [4, 3], strokeWidth: 1, color: paint('ink3') },
      encoding: { x: { field: 'x', ...x }, y: { field: 'y', ...y } },
    },
    {
      transform: [{ filter: 'isValid(datum.low) && isValid(datum.high)' }],
      mark: { type: 'rule', strokeWidth: 1.5, color: paint('ink3') },
      encoding: { x: { field: 'predicted', ...x }, y: { field: 'low', ...y }, y2: { field: 'high' } },
    },
    {
      mark: { type: 'point', filled: true, size: 70, opacity: 1, color: paint('accent') },
      encoding: {
        x: { field: 'predicted', ...x },
        y: { field: 'observed', ...y },
        tooltip: [
          { field: 'predictedSaid', title: words.predicted },
          { field: 'said', title: words.observed },
          { field: 'n', title: 'n' },
        ],
      },
    },
  ] as unknown as Layers;
  const worst = [...values].sort((a, b) => Math.abs(b.predicted - b.observed) - Math.abs(a.predicted - a.observed))[0];
  const alternative = worst
    ? {
        en: `${of.title.en}, ${String(values.length)} bands: furthest off where ${worst.predictedSaid} was predicted and ${worst.said} observed`,
        zh: `${of.title.zh}，共 ${String(values.length)} 组：偏差最大处预测 ${worst.predictedSaid}，实际 ${worst.said}`,
      }
    : { en: `${of.title.en}: no values`, zh: `${of.title.zh}：没有数值` };
  return draw({ title: of.title, alternative, values, height: 320, layer }, locale);
}
