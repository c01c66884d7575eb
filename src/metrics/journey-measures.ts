import type { Remark, Text } from '../i18n/text';
import { groupBy } from './group-by';
import { listed } from './contrasts';

/** The measures of the map: from which metric, which of its columns, and which way is better. */
export const measures = {
  csat: { metric: 'csat', column: 'csat', better: 1, label: { en: 'CSAT', zh: '满意率' } },
  nps: { metric: 'nps', column: 'nps', better: 1, label: { en: 'NPS', zh: 'NPS' } },
  conversion: { metric: 'conversion', column: 'rate', better: 1, label: { en: 'Conversion', zh: '转化率' } },
  exit: { metric: 'touchpoint-exit', column: 'rate', better: -1, label: { en: 'Exit', zh: '流失率' } },
  response_s: { metric: 'response-time', column: 'median_s', better: -1, label: { en: 'Response', zh: '响应时间' } },
  wait_s: { metric: null, column: 'wait_s', better: -1, label: { en: 'Wait', zh: '等待' } },
  effort: { metric: 'ces', column: 'mean', better: 1, label: { en: 'Ease (CES)', zh: '费力度（CES）' } },
  emotion: { metric: null, column: 'emotion', better: 1, label: { en: 'Emotion', zh: '情绪' } },
} as const;
export type Measure = keyof typeof measures;
export const measureNames = Object.keys(measures) as readonly Measure[];

/** A touchpoint of the map with all its measures. */
export type Place = {
  readonly stage: string | null;
  readonly touchpoint: string;
  readonly customers: number | null;
} & Readonly<Record<Measure, number | null>>;

/** The weakest touchpoint by several measures, and those where nobody was asked. */
export function journeyRemarks(rows: readonly Place[]): readonly Remark[] {
  const worst = measureNames.flatMap((name) => {
    const known = rows
      .filter((row) => row[name] !== null)
      .sort((a, b) => measures[name].better * (Number(a[name]) - Number(b[name])));
    const [last] = known;
    return last && known.length > 1 ? [{ name, touchpoint: last.touchpoint }] : [];
  });
  const counts = groupBy(worst, ({ touchpoint }) => touchpoint);
  const [weakest] = [...counts].sort(([, a], [, b]) => b.length - a.length);
  const unmeasured = rows.filter((row) => row.csat === null && row.nps === null && row.effort === null);
  return [
    ...(weakest && weakest[1].length > 1
      ? [
          weak(
            weakest[0],
            weakest[1].map(({ name }) => name),
          ),
        ]
      : []),
    ...(unmeasured.length ? [silent(unmeasured.map(({ touchpoint }) => touchpoint))] : []),
  ];
}

/** How a measure runs along the journey. */
export function along(label: Text): Text {
  return { en: `${label.en} along the journey`, zh: `旅程中的${label.zh}` };
}

/** Where the touchpoint stands between the worst (0) and the best (1) of the journey by one measure. */
export function standing(rows: readonly Place[], row: Place, name: Measure, label: string) {
  const value = row[name];
  const known = rows.flatMap((other) => other[name] ?? []);
  const [low, high] = [Math.min(...known), Math.max(...known)];
  if (value === null || !(high > low)) return [];
  const share = (value - low) / (high - low);
  return [{ touchpoint: row.touchpoint, measure: label, standing: measures[name].better > 0 ? share : 1 - share }];
}

function weak(touchpoint: string, names: readonly Measure[]): Remark {
  return {
    level: 'finding',
    say: {
      en: '{touchpoint} is the weakest place of the journey by {names}. Look at their intervals before acting.',
      zh: '“{touchpoint}”在 {names} 上均为旅程最弱一环；行动前请先看各自的区间。',
    },
    with: {
      touchpoint,
      names: {
        en: names.map((name) => measures[name].label.en).join(', '),
        zh: names.map((name) => measures[name].label.zh).join('、'),
      },
    },
  };
}

function silent(names: readonly string[]): Remark {
  return {
    level: 'note',
    say: {
      en: 'Nobody was asked at {names}: how it feels there is not known.',
      zh: '{names} 没有调查数据，体验未知。',
    },
    with: { names: listed(names) },
  };
}
