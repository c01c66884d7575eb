import type { Remark } from '../i18n/text';
import { listed } from './contrasts';
import { fewResamplesRemark } from './few-resamples';
import { samplingRemarks, type Sampling } from './sampling';

interface Row {
  readonly driver: string;
  readonly correlation: number | null;
  readonly beta: number | null;
  readonly share: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly vif: number | null;
  readonly ceiling: number | null;
  readonly segment?: string | null;
  readonly q_difference?: number | null;
}

interface Summary {
  readonly r2: number | null;
  readonly n: number;
  readonly needed: number;
  readonly incomplete: number;
  readonly method: string;
  readonly interval_method: string | null;
  readonly resamples: number | null;
  readonly overall: string;
  readonly segments?: object;
}

interface Wishes {
  readonly anyway: boolean;
  readonly cases: 'complete' | 'used';
  readonly segment: string | null;
  readonly method: string;
  readonly sampling: Sampling | null | undefined;
  /** Items that nobody answered differently, and those that follow from the others. */
  readonly why?:
    | { readonly flat: readonly string[]; readonly flatOverall: boolean; readonly dependent: readonly string[] }
    | undefined;
}

/** How much the items explain, which lead and which tie, where the shares mislead, and how segments differ. */
export function driversRemarks(rows: readonly Row[], summary: Summary, wishes: Wishes): readonly Remark[] {
  const remarks: Remark[] = [];
  const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
    remarks.push({ level, say: { en, zh }, with: holes });
  const { r2, n, needed, incomplete } = summary;
  const { anyway, segment, method } = wishes;
  const { flat = [], flatOverall = false, dependent = [] } = wishes.why ?? {};
  if (n < needed)
    add(
      'caution',
      anyway && r2 !== null
        ? 'Only {n:count} people answered everything; fewer than {needed:count} make these shares unreliable'
        : anyway
          ? 'No shares even so: {n:count} people answered everything, {needed:count} are needed (max(100, 20 × items))'
          : 'No shares: {n:count} people answered everything, {needed:count} are needed (max(100, 20 × items)); “Go on with too few people” (anyway) goes on regardless',
      anyway && r2 !== null
        ? '仅 {n:count} 人全部作答；少于 {needed:count} 人时份额不可靠'
        : anyway
          ? '仍无法给出份额：全部作答者 {n:count} 人，至少需要 {needed:count} 人（max(100, 20 × 题项数)）'
          : '不给出份额：全部作答者 {n:count} 人，至少需要 {needed:count} 人（max(100, 20 × 题项数)）；勾选“人数不足也继续”（anyway）可强制继续',
      { n, needed },
    );
  else if (flatOverall)
    add('caution', 'No shares: everybody gave the same overall score', '不给出份额：所有人的总体评分都相同');
  else if (dependent.length)
    add(
      'caution',
      'No shares: what these items say follows exactly from the others (perfectly collinear), so drop or merge them: {names}',
      '不给出份额：以下题项可由其他题项完全推出（完全共线），请去除或合并：{names}',
      { names: listed(dependent) },
    );
  else if (r2 === null) add('caution', 'No shares: no item varies', '不给出份额：没有题项有变化');
  if (flat.length && n >= needed)
    add(
      'caution',
      'Everybody answered the same, so nothing can be said of: {names}',
      '所有人回答相同，无法判断：{names}',
      {
        names: listed(flat),
      },
    );
  if (r2 !== null) {
    add(
      'finding',
      'Together the items explain {r2:percent} of the differences in the overall score',
      '各题项共解释总体评分差异的 {r2:percent}',
      { r2 },
    );
    if (r2 < 0.1)
      add(
        'caution',
        'That is less than a tenth: what matters is not among these items',
        '不足十分之一：真正重要的因素不在这些题项中',
      );
    const shown = summary.segments ? [] : rows;
    const [first] = shown;
    const ties = shown.filter(
      ({ high }, at) => at > 0 && first && high !== null && first.low !== null && high >= first.low,
    );
    if (first)
      add('finding', 'Largest share: {name} ({share:percent}){ties}', '份额最大：{name}（{share:percent}）{ties}', {
        name: first.driver,
        share: first.share,
        ties: ties.length
          ? {
              en: `; a tie with ${listed(ties.map(({ driver }) => driver)).en}: their intervals overlap`,
              zh: `；与 ${listed(ties.map(({ driver }) => driver)).zh} 区间重叠，视为并列`,
            }
          : '',
      });
  }
  const turned = rows.filter(
    ({ correlation, beta }) => correlation !== null && beta !== null && correlation * beta < 0,
  );
  if (turned.length)
    add(
      'caution',
      'The sign turns when the other items are accounted for (shared with them, not harmful by itself): {names}',
      '控制其他题项后方向反转（多为共享影响，并非有害）：{names}',
      { names: listed(unique(turned)) },
    );
  const collinear = rows.filter(({ vif }) => vif !== null && vif > 5);
  if (collinear.length)
    add(
      'caution',
      'Nearly the same as other items (VIF over 5), so the division among them is arbitrary: {names}',
      '与其他题项几乎重合（VIF > 5），彼此间的份额划分不可靠：{names}',
      { names: listed(unique(collinear)) },
    );
  const ceilings = rows.filter(({ ceiling }) => ceiling !== null && ceiling > 0.6);
  if (ceilings.length)
    add(
      'caution',
      'Most people already give the top score, which hides importance: {names}',
      '多数人已给满分，重要性会被低估：{names}',
      { names: listed(unique(ceilings)) },
    );
  if (wishes.cases === 'used')
    add(
      'note',
      'Used × score: {n:count} people count who rated something, and what somebody did not rate stands at the mean of those who did',
      '使用 × 得分：计入评过任一题项的 {n:count} 人，未评的题项取评分者均值',
      { n },
    );
  else if (incomplete)
    add(
      'note',
      '{incomplete:count} people did not rate everything and are not in it: the shares speak of people who used everything. “Who counts” (cases) can count everybody who rated something',
      '{incomplete:count} 人未全部评分，未计入：份额只反映用过全部触点的人。可在“计入的人”（cases）中改为评过任一题项的人',
      { incomplete },
    );
  const differ = rows.filter(({ q_difference: q }) => q !== undefined && q !== null && q < 0.05);
  if (segment !== null)
    add(
      'finding',
      differ.length
        ? 'In {segment} these weigh differently than elsewhere (corrected for the number of items): {names}'
        : 'Between {segment} and the rest no item’s effect can be told apart',
      differ.length
        ? '在 {segment} 中，以下题项的作用与其他客户不同（已校正）：{names}'
        : '{segment} 与其余客户之间，没有题项的作用可以区分',
      { segment: segment, names: listed(unique(differ)) },
    );
  if (summary.overall === 'nps')
    add('note', 'There is no overall question; the recommendation stands for it', '没有总体满意题，以推荐意愿代替');
  if (method !== summary.method)
    add('note', 'More than 15 items: Johnson’s weights stand in for LMG', '超过 15 个题项：以 Johnson 权重代替 LMG');
  if (summary.interval_method !== null && summary.interval_method !== summary.method)
    add(
      'note',
      'Beyond 10 items the intervals of LMG are bootstrapped by Johnson’s weights and brought to its shares',
      '超过 10 个题项时，LMG 的区间由 Johnson 权重经自助法得到，再换算到 LMG 的份额',
    );
  return [...remarks, ...fewResamplesRemark(summary.resamples), ...samplingRemarks(wishes.sampling)];
}

function unique(rows: readonly Row[]): readonly string[] {
  return [...new Set(rows.map(({ driver }) => driver))];
}
