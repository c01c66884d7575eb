import type { Remark } from '../i18n/text';
import { listed } from './contrasts';
import { lowBase } from './low-base';
import { noInterval } from './no-interval';
import { samplingRemarks, type Sampling } from './sampling';
import { scaleRemarks } from './scale-remarks';

interface Summary {
  readonly between: number | null;
  readonly mean: number | null;
  readonly alpha: number | null;
  readonly scale_min: number;
  readonly scale_max: number;
  readonly facts_missing: number;
  readonly facts_superseded: number;
}

interface More {
  readonly kind: string | null;
  readonly reading: Parameters<typeof scaleRemarks>[0];
  /** Facts without a valid value of their own. */
  readonly assumed: readonly string[];
  readonly wrong: readonly string[];
  /** Whether there are scores. */
  readonly any: boolean;
  readonly sampling: Sampling | null;
}

/** How alike touchpoints are at what level, which statements differ, and what was left out. */
export function consistencyRemarks(
  rows: readonly {
    readonly touchpoint: string;
    readonly n: number;
    readonly mean: number | null;
    readonly low: number | null;
  }[],
  summary: Summary,
  more: More | undefined,
): readonly Remark[] {
  const remarks: Remark[] = [];
  const add = (kindOf: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
    remarks.push({ level: kindOf, say: { en, zh }, with: holes });
  const { between: alike, mean, scale_min: min, scale_max: max } = summary;
  if (alike !== null && mean !== null) {
    add(
      'finding',
      'Experience is {alike:percent} alike across touchpoints, at a mean of {mean} on {min} to {max}: read both together',
      '各触点体验一致程度为 {alike:percent}，平均水平 {mean}（量表 {min}–{max}），两者须一起看',
      { alike, mean, min, max },
    );
    if (alike > 0.8 && mean < (min + max) / 2)
      add('caution', 'Alike, but uniformly poor: consistency is no merit here', '一致，但一致地差：此处一致并非优点');
  } else if (more?.any) add('caution', 'One touchpoint alone cannot be compared with others', '只有一个触点，无从比较');
  if (summary.alpha === null && more?.any)
    add(
      'note',
      'α does not exist: no customers rated two touchpoints, or all ratings are equal',
      'α 不存在：没有客户评价两个触点，或评分全部相同',
    );
  if (more?.wrong.length)
    add('finding', 'Statements that differ from the valid one: {names}', '与标准口径不一致：{names}', {
      names: listed(more.wrong),
    });
  if (more?.assumed.length)
    add(
      'caution',
      'No valid value is given, so the most frequent one stands for it: {names}',
      '未给出标准口径，以最常见的说法代替：{names}',
      { names: listed(more.assumed) },
    );
  if (summary.facts_missing)
    add(
      'note',
      '{n:count} audited statements are blank (no touchpoint, fact or value) and left out',
      '{n:count} 条核查记录为空（缺触点、事实或内容），未计入',
      { n: summary.facts_missing },
    );
  if (summary.facts_superseded)
    add(
      'note',
      '{n:count} earlier audits of the same statement are not in it; the last one counts',
      '同一核查项的 {n:count} 条早期记录未计入，以最近一次为准',
      { n: summary.facts_superseded },
    );
  return [
    ...remarks,
    ...samplingRemarks(more?.sampling),
    ...(more?.any
      ? lowBase(
          rows.filter(({ n }) => n > 0).map(({ touchpoint, n }) => ({ name: touchpoint, n, low: null, high: null })),
          1,
        )
      : []),
    ...noInterval(
      rows.map((row) => ({ ...row, name: row.touchpoint })),
      { en: 'the mean', zh: '均值' },
    ),
    ...(more?.any ? scaleRemarks(more.reading, more.kind) : []),
  ];
}
