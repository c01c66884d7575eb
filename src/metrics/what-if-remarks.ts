import type { Remark } from '../i18n/text';
import { listed } from './contrasts';

interface Row {
  readonly touchpoint: string;
  readonly index_gain: number | null;
  readonly gain_per_effort: number | null;
  readonly clipped: boolean;
}

interface Summary {
  readonly model: 'index' | 'drivers';
  readonly index_now: number | null;
  readonly index_then: number | null;
  readonly gain: number | null;
}

/** Where the whole goes, what brings most, and what cannot be said; `assumed`: the points each touchpoint rises by, null where changes were given. */
export function whatIfRemarks(rows: readonly Row[], summary: Summary, assumed: number | null): readonly Remark[] {
  const remarks: Remark[] = [];
  const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
    remarks.push({ level, say: { en, zh }, with: holes });
  if (summary.gain === null)
    add(
      'caution',
      'No gain: the index or the slopes do not exist here (too few answers, or too little of the weight is covered)',
      '无法给出提升：指数或斜率不存在（回答太少，或覆盖权重不足）',
    );
  else
    add(
      'finding',
      'If the relation is causal, the {what} goes from {now} to {then} ({gain} points)',
      '若关系为因果，{what}将从 {now} 变为 {then}（{gain} 分）',
      {
        what:
          summary.model === 'index'
            ? { en: 'index', zh: '指数' }
            : { en: 'overall satisfaction (0–100)', zh: '总体满意（百分制）' },
        now: summary.index_now,
        then: summary.index_then,
        gain: summary.gain,
      },
    );
  const best = bestOf(rows);
  if (best && best.names.length < best.of)
    add(
      'finding',
      best.perEffort
        ? 'Effort pays most at {name}: {points} points per unit of effort'
        : 'Most is gained at {name}: {points} points',
      best.perEffort ? '投入回报最高：{name}，每单位投入 {points} 分' : '提升最大：{name}，{points} 分',
      { name: listed(best.names), points: best.points },
    );
  else if (best && best.of > 1)
    add(
      'finding',
      best.perEffort
        ? 'Effort pays the same everywhere: {points} points per unit of effort'
        : 'The same is gained at each touchpoint: {points} points',
      best.perEffort ? '各触点投入回报相同：每单位投入 {points} 分' : '各触点提升相同：{points} 分',
      { points: best.points },
    );
  const clipped = rows.filter((row) => row.clipped);
  if (clipped.length)
    add(
      'caution',
      'The change goes beyond the scale and was cut at its end: {names}',
      '变化超出量表，已截止于端点：{names}',
      { names: listed(clipped.map(({ touchpoint }) => touchpoint)) },
    );
  const idle = rows.filter(({ index_gain }) => index_gain === null);
  if (idle.length && summary.gain !== null)
    add('caution', 'Nothing can be said of {names}: no score, or no weight', '无法假设：{names}（没有得分或权重）', {
      names: listed(idle.map(({ touchpoint }) => touchpoint)),
    });
  add(
    'note',
    summary.model === 'index'
      ? 'Intervals hold only the sampling error of today’s scores; the weights are taken as given. Ends of the whole are added up, which is wider than needed'
      : 'Intervals hold the sampling error of the slopes. Ends of the whole are added up, which is wider than needed',
    summary.model === 'index'
      ? '区间仅含当前得分的抽样误差，权重视为给定；合计的端点为各项相加，偏宽'
      : '区间含斜率的抽样误差；合计的端点为各项相加，偏宽',
  );
  if (assumed !== null)
    add(
      'note',
      'No changes were given: each touchpoint rises by {points} points',
      '未给出变化：各触点均加 {points} 分',
      { points: assumed },
    );
  return remarks;
}

/** Which touchpoints bring most, all of them where several bring the same; null where none brings anything that can be said. */
function bestOf(rows: readonly Row[]) {
  const perEffort = rows.some(({ gain_per_effort }) => gain_per_effort !== null);
  const known = rows.flatMap(({ touchpoint, gain_per_effort, index_gain }) => {
    const points = perEffort ? gain_per_effort : index_gain;
    return points === null ? [] : [{ touchpoint, points }];
  });
  if (!known.length) return null;
  const points = Math.max(...known.map((row) => row.points));
  const equal = known.filter((row) => points - row.points <= 1e-9 * Math.max(1, Math.abs(points)));
  return { names: equal.map(({ touchpoint }) => touchpoint), of: known.length, points, perEffort };
}
