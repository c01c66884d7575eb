import type { Remark } from '../i18n/text';

interface Period {
  readonly name: string;
  readonly n: number;
  readonly promoters: number;
  readonly detractors: number;
  readonly nps: number;
  readonly complete?: boolean;
}

/** What the last two finished periods differ by, in its parts. */
export function npsChange(periods: readonly Period[]): readonly Remark[] {
  const [before, after] = periods.filter(({ complete }) => complete).slice(-2);
  if (!before || !after) return [];
  return [
    {
      level: 'note',
      say: {
        en: 'From {from} to {to} the NPS changed by {total:points}: promoters {up:points}, detractors {down:points} points',
        zh: '从 {from} 到 {to}，NPS 变化 {total:points}：推荐者 {up:points} 点，贬损者 {down:points} 点',
      },
      with: {
        from: before.name,
        to: after.name,
        total: after.nps - before.nps,
        up: 100 * (after.promoters / after.n - before.promoters / before.n),
        down: 100 * (after.detractors / after.n - before.detractors / before.n),
      },
    },
  ];
}

interface Summary {
  readonly n: number;
  readonly excluded: number;
  readonly nps: number | null;
  readonly low: number | null;
  readonly survey_type: string | null;
  readonly other_survey_type: { readonly n: number; readonly nps: number | null } | null;
}

/** What keeps the score from being read at its face value. */
export function npsCautions(
  { n, excluded, nps, low, survey_type: type, other_survey_type: other }: Summary,
  more: { kind: string | null; foreign: boolean; from1: boolean; zero: boolean } | undefined,
): readonly Remark[] {
  const remarks: Remark[] = [];
  const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
    remarks.push({ level, say: { en, zh }, with: holes });
  if (more?.foreign)
    add(
      'caution',
      'These scores are not on 0 to 10; stars or five points are not turned into an NPS silently, so there is none',
      '这些分值不在 0–10 量表上；星级或五分制不会被悄悄换算成 NPS，故不给出结果',
    );
  else if (excluded)
    add(
      'caution',
      '{excluded:count} answers are not whole numbers from 0 to 10 and left out',
      '{excluded:count} 份回答不是 0–10 的整数，未计入',
      {
        excluded,
      },
    );
  if (more?.from1 || (more && !more.zero && n >= 200))
    add(
      'caution',
      'No answer is 0: if the scale began at 1, "0 to 6" covers fewer points and the NPS is too high',
      '没有 0 分回答：若量表从 1 开始，“0–6”覆盖的分值更少，NPS 会偏高',
    );
  if (other)
    add(
      'caution',
      'There are answers of both survey types; this is the {type} one, the other ({n:count} answers) has {nps:points} and is not pooled with it',
      '数据含两种调查类型；此处为{type}，另一类（{n:count} 份）的 NPS 为 {nps:points}，两者不合并',
      {
        type:
          type === 'relational' ? { en: 'relational', zh: '关系调查' } : { en: 'transactional', zh: '触点即时调查' },
        n: other.n,
        nps: other.nps,
      },
    );
  if (nps !== null && low === null)
    add(
      'caution',
      'All answers are on one side, so this interval does not exist; choose the adjusted one',
      '所有回答同属一类，此区间不存在；请选用校正 Wald 区间',
    );
  if (more && more.kind === null)
    add(
      'note',
      'The data does not say that this is the recommendation question (responses.kind)',
      '数据未说明这是推荐意愿题（responses.kind）',
    );
  return remarks;
}
