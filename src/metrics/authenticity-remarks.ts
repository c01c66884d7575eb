import type { Remark } from '../i18n/text';

export const rules = ['straight_line', 'speeder', 'duplicate', 'burst'] as const;

export const ruleNames = {
  straight_line: { en: 'straight line', zh: '直线作答' },
  speeder: { en: 'speeder', zh: '赶答' },
  duplicate: { en: 'duplicate', zh: '重复' },
  burst: { en: 'burst', zh: '突发' },
} as const;

interface Summary {
  readonly n: number;
  readonly flagged: number;
  readonly flagged_share: number;
  readonly straight_line: number | null;
}

interface More {
  /** Forms that are counted but not listed. */
  readonly left: number;
  /** Rules that had nothing to go by. */
  readonly idle: readonly (typeof rules)[number][];
}

/** How many carry a flag, and which rules could not look. */
export function authenticityRemarks(summary: Summary, more: More | undefined): readonly Remark[] {
  const remarks: Remark[] = [];
  const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
    remarks.push({ level, say: { en, zh }, with: holes });
  const { flagged, n, flagged_share: share } = summary;
  add(
    'finding',
    '{flagged:count} of {n:count} forms ({share:percent}) carry a flag; a flag asks for a look, nothing is left out',
    '{n:count} 份问卷中 {flagged:count} 份（{share:percent}）有标记；标记供复核，未删除任何回答',
    { flagged, n, share },
  );
  if (summary.straight_line)
    add(
      'note',
      'A satisfied customer may honestly give the same answer throughout',
      '满意的客户也可能如实地全部给同一分',
    );
  if (more?.idle.length)
    add(
      'note',
      'These rules had nothing to go by (enough items, 20 durations, texts or customers, times of answers): {names}',
      '以下规则缺少依据（足够的题项、20 个时长、文本或客户、作答时间）：{names}',
      {
        names: {
          en: more.idle.map((rule) => ruleNames[rule].en).join(', '),
          zh: more.idle.map((rule) => ruleNames[rule].zh).join('、'),
        },
      },
    );
  if (more?.left)
    add(
      'note',
      'The table lists flagged forms first; {left:count} more are counted but not listed',
      '表中优先列出有标记的问卷；另有 {left:count} 份已计数但未列出',
      { left: more.left },
    );
  return remarks;
}
