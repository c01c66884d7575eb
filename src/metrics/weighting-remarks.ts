import type { Remark } from '../i18n/text';
import { listed } from './contrasts';

interface Summary {
  readonly n: number;
  readonly effective_n: number | null;
  readonly design_effect: number | null;
  readonly converged: boolean | null;
  readonly largest_gap: number | null;
  readonly margins: readonly string[];
  readonly excluded: number;
}

interface More {
  /** The category that only one side has, for which there are no weights. */
  readonly lacking: string | null;
  readonly biased: readonly string[];
}

/** How those who answered differ from the population, what the weights cost, and what they cannot mend. */
export function weightingRemarks(summary: Summary, more: More): readonly Remark[] {
  const remarks: Remark[] = [];
  const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
    remarks.push({ level, say: { en, zh }, with: holes });
  if (!summary.margins.length)
    add(
      'caution',
      'No margin is given and customers have neither segment nor region',
      '未指定边际，客户也没有 segment 或 region',
    );
  if (more.lacking)
    add(
      'caution',
      'There are no weights: {category} has people on one side only; merge it with another category',
      '无法加权：{category} 只在一侧有人，请与其他类别合并',
      { category: more.lacking },
    );
  if (more.biased.length)
    add(
      'finding',
      'Shares among those who answered differ from the population by 5 points or more: {names}',
      '作答者与总体占比相差 5 个百分点以上：{names}',
      { names: listed(more.biased) },
    );
  if (summary.effective_n !== null)
    add(
      'finding',
      'Weighted, {n:count} respondents are worth {effective:count} (design effect {effect})',
      '加权后，{n:count} 位作答者相当于 {effective:count} 位（设计效应 {effect}）',
      { n: summary.n, effective: summary.effective_n, effect: summary.design_effect },
    );
  if (summary.converged === false)
    add(
      'caution',
      'The margins are not met (trimming, or contradictory targets): the largest gap is {gap:percent}',
      '边际未能满足（因截尾或目标矛盾）：最大差距 {gap:percent}',
      { gap: summary.largest_gap },
    );
  if (summary.excluded)
    add(
      'note',
      '{excluded:count} respondents cannot be placed and have no weight',
      '{excluded:count} 位作答者无法归类，没有权重',
      { excluded: summary.excluded },
    );
  add(
    'note',
    'Weights mend what the margins know of. If people chose themselves to answer, what remains is a limitation, not a margin of error',
    '加权只能修正边际所含的差异；若作答者是自选的，其余偏差属于局限，而非误差范围',
  );
  return remarks;
}
