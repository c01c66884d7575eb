import type { Remark } from '../i18n/text';
import { listed } from './contrasts';
import { unknownRemark } from './unknown-names';

interface Row {
  readonly indicator: string;
  /** Of its perspective; null where all weights there are 0. */
  readonly weight: number | null;
  readonly score: number | null;
}

interface More {
  /** Indicators without a baseline, for which 0 was taken. */
  readonly assumed: readonly string[];
  /** Indicators whose direction contradicts target and baseline. */
  readonly contrary: readonly string[];
  /** Values of earlier periods that are not in it. */
  readonly older: number;
  /** By parameter, names it gives that there are not. */
  readonly unknown: Readonly<Record<string, readonly string[]>>;
}

/** How far the card has come, where most is lost, and what has no score or an uncertain one. */
export function scorecardRemarks(rows: readonly Row[], total: number | null, more: More): readonly Remark[] {
  const remarks: Remark[] = [];
  const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
    remarks.push({ level, say: { en, zh }, with: holes });
  if (total === null)
    add(
      'caution',
      'There is no total: no indicator has an actual value, a baseline and another target',
      '不给出总分：没有指标同时具备实际值、基线及不同于基线的目标',
    );
  else
    add('finding', 'The scorecard stands at {total:percent} of its targets', '计分卡完成目标的 {total:percent}', {
      total,
    });
  const lost = rows
    .flatMap((row) => (row.score === null ? [] : [{ ...row, gap: (row.weight ?? 0) * (1 - row.score) }]))
    .filter(({ gap }) => gap > 0)
    .sort((a, b) => b.gap - a.gap)
    .slice(0, 3);
  if (lost.length)
    add('finding', 'Most is lost at: {names}', '失分最多：{names}', {
      names: listed(lost.map(({ indicator, score }) => `${indicator} (${String(Math.round(100 * (score ?? 0)))} %)`)),
    });
  const open = rows.filter(({ score }) => score === null).map(({ indicator }) => indicator);
  if (open.length)
    add(
      'caution',
      'No score, because the actual value is missing or target and baseline are equal: {names}; their weight is shared by the others',
      '以下指标没有得分（缺实际值，或目标等于基线）：{names}；其权重由其余指标分摊',
      { names: listed(open) },
    );
  if (more.assumed.length)
    add('caution', 'No baseline is given, so 0 is taken: {names}', '未给出基线，取 0：{names}', {
      names: listed(more.assumed),
    });
  if (more.contrary.length)
    add(
      'caution',
      'The direction contradicts target and baseline (less is better needs a target below the baseline): {names}',
      '方向与目标、基线矛盾（越低越好时目标应低于基线）：{names}',
      { names: listed(more.contrary) },
    );
  if (more.older)
    add(
      'note',
      '{older:count} values of earlier periods are not in it; each indicator counts with its last period',
      '{older:count} 个早期数值未计入；每个指标取最近一期',
      {
        older: more.older,
      },
    );
  return [...remarks, ...Object.entries(more.unknown).flatMap(([param, names]) => unknownRemark(param, names))];
}
