import type { Remark, Text } from '../i18n/text';
import { listed } from './contrasts';
import { fewResamplesRemark } from './few-resamples';
import { leastCovered } from './index-interval';
import { lowBase } from './low-base';
import { noInterval } from './no-interval';
import { scaleRemarks } from './scale-remarks';
import type { TrendPoint } from './index-trend';

interface IndexRow {
  readonly touchpoint: string;
  readonly n: number;
  readonly score: number | null;
  readonly weight: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

interface IndexSummary {
  readonly index: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly covered_weight: number | null;
  readonly consistency_ratio: number | null;
  readonly weights: string;
  readonly kind: string | null;
  readonly interval: string | null;
  readonly resamples: number | null;
  readonly respondents: number;
  readonly trend: readonly TrendPoint[];
}

interface IndexMore {
  readonly why: Text | null;
  readonly unnamed: number;
  readonly sampled: boolean;
  readonly reading: Parameters<typeof scaleRemarks>[0];
}

/** What the index says, what it rests on, and what would make it another. */
export function indexRemarks(
  rows: readonly IndexRow[],
  summary: IndexSummary,
  more: IndexMore | undefined,
): readonly Remark[] {
  const remarks: Remark[] = [];
  const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
    remarks.push({ level, say: { en, zh }, with: holes });
  const { index, low, high, covered_weight: covered } = summary;
  if (more?.why) add('caution', 'There is no index: {why}', '不给出指数：{why}', { why: more.why });
  else if (index === null)
    add(
      'caution',
      'There is no index: touchpoints with a score hold only {covered:percent} of the weight; at least {least:percent} is needed',
      '不给出指数：有得分的触点只占权重的 {covered:percent}，至少需要 {least:percent}',
      { covered, least: leastCovered },
    );
  else if (low === null || high === null)
    add(
      'finding',
      'The index is {index}; an interval takes two respondents and answers that differ',
      '指数为 {index}；区间需要至少两位受访者且回答有差异',
      { index },
    );
  else
    add('finding', 'The index is {index} ({low} to {high})', '指数为 {index}（{low} 至 {high}）', { index, low, high });
  if (index !== null && covered !== null && covered < 0.9999)
    add(
      'caution',
      'Touchpoints without a score hold {rest:percent} of the weight, which the others share: {names}',
      '无得分的触点占权重的 {rest:percent}，已由其余触点分摊：{names}',
      {
        rest: 1 - covered,
        names: listed(rows.filter((row) => row.score === null && row.weight).map(({ touchpoint }) => touchpoint)),
      },
    );
  const room = rows
    .flatMap((row) =>
      row.score === null || row.weight === null ? [] : [{ ...row, gain: row.weight * (100 - row.score) }],
    )
    .sort((a, b) => b.gain - a.gain)[0];
  if (index !== null && room && rows.length > 1)
    add(
      'finding',
      'Most room to gain: {name} (score {score}, weight {weight:percent}); one point there moves the index by {weight}',
      '提升空间最大的是 {name}（得分 {score}，权重 {weight:percent}）；它每提高 1 分，指数提高 {weight}',
      { name: room.touchpoint, score: room.score, weight: room.weight },
    );
  if ((summary.consistency_ratio ?? 0) > 0.1)
    add(
      'caution',
      'The pairwise comparisons contradict each other (consistency ratio {ratio}, at most 0.10): review them',
      '两两比较前后矛盾（一致性比率 {ratio}，应不超过 0.10），请复核',
      { ratio: summary.consistency_ratio },
    );
  if (['entropy', 'critic', 'combined'].includes(summary.weights))
    add(
      'caution',
      'Entropy and CRITIC weigh dispersion, not importance (离散度权重): a touchpoint that varies weighs more, whether it matters or not',
      '熵权与 CRITIC 是离散度权重，不是重要性：波动大的触点权重大，与其是否重要无关',
    );
  if (summary.interval === 'analytic')
    add(
      'note',
      'With {people:count} respondents the interval is analytic (delta method, weights taken as fixed), not a bootstrap',
      '受访者达 {people:count} 人，区间采用解析法（delta 法，权重视为固定），而非自助法',
      { people: summary.respondents },
    );
  remarks.push(...fewResamplesRemark(summary.resamples));
  const shift = summary.trend.reduce((most, { composition }) => Math.max(most, Math.abs(composition ?? 0)), 0);
  if (shift >= 1)
    add(
      'caution',
      'The mix of touchpoints alone moves the index by up to {shift} points between periods; the trend uses a fixed basket',
      '仅触点构成的变化就使各期指数最多相差 {shift} 点；走势采用固定篮子',
      { shift },
    );
  if (summary.trend.length > 1)
    add(
      'note',
      'Intervals over time take the weights as fixed and the answers of a period as independent',
      '走势的区间把权重视为固定，并把同期回答视为相互独立',
    );
  if (more?.unnamed)
    add(
      'note',
      '{n:count} answers name no touchpoint and are not in the index',
      '{n:count} 份回答没有触点，不计入指数',
      {
        n: more.unnamed,
      },
    );
  const named = rows.filter(({ n }) => n > 0).map(({ touchpoint, ...row }) => ({ ...row, name: touchpoint }));
  return [
    ...remarks,
    ...lowBase(named, 10),
    ...noInterval(
      named.map((row) => ({ ...row, mean: row.score })),
      { en: 'the score', zh: '得分' },
    ),
    ...(more ? scaleRemarks(more.reading, summary.kind) : []),
  ];
}
