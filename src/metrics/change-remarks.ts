import type { Format } from '../i18n/say';
import type { Remark, Text } from '../i18n/text';
import type { ActedSummary } from './change-acted';
import { listed } from './contrasts';

interface Row {
  readonly touchpoint: string | null;
  readonly difference: number | null;
  readonly q: number | null;
  readonly detectable: number | null;
}

interface Summary extends ActedSummary {
  readonly n_before: number | null;
  readonly n_after: number | null;
  readonly before: number | null;
  readonly after: number | null;
  readonly tested: number;
  readonly missing: number;
  readonly shared: number | null;
}

interface Reported {
  readonly alpha: number;
  /** How differences are written. */
  readonly format: Format;
  readonly acted: readonly string[];
  /** The sides on which nothing was counted. */
  readonly empty: readonly ('before' | 'after')[];
  /** Whether intervals know of the customers on both sides. */
  readonly paired: boolean;
}

/** What changed beyond chance, what could not be shown, and what an action did against touchpoints left alone. */
export function changeRemarks(
  rows: readonly Row[],
  summary: Summary,
  { alpha, format, acted, empty, paired }: Reported,
): readonly Remark[] {
  return [
    ...empty.map(nothingOn),
    ...(isSame(summary) ? [same] : []),
    ...tested(rows, summary, alpha, format),
    ...onBothSides(summary, paired),
    ...(summary.missing
      ? [
          {
            level: 'note' as const,
            say: { en: '{n:count} groups have a value on one side only.', zh: '{n:count} 个分组仅一侧有数值。' },
            with: { n: summary.missing },
          },
        ]
      : []),
    ...(acted.length ? action(summary, alpha, format) : [alone]),
  ];
}

/** Two sides of more than a handful that agree to the last digit hold the same rows. */
function isSame({ n_before, n_after, before, after }: Summary): boolean {
  return n_before !== null && n_before >= 30 && n_before === n_after && before !== null && before === after;
}

const same: Remark = {
  level: 'caution',
  say: {
    en: 'Both sides come to exactly the same: the metric may not look at what tells the sides apart (a flag without date has no before and after).',
    zh: '两侧结果完全相同：该指标可能并不区分这两侧（没有日期的标记无所谓前后）。',
  },
};

function onBothSides({ shared }: Summary, paired: boolean): readonly Remark[] {
  if (!shared) return [];
  return [
    {
      level: paired ? 'note' : 'caution',
      say: paired
        ? {
            en: '{n:count} customers stand on both sides; intervals, p and detectable differences are clustered by customer over both.',
            zh: '有 {n:count} 位客户同时出现在两侧；区间、p 值与可检出差异均跨两侧按客户聚类。',
          }
        : {
            en: '{n:count} customers stand on both sides, but what this metric gives does not say how they changed: intervals and p take the sides as independent. Where customers mostly stay as they are, that is too careful.',
            zh: '有 {n:count} 位客户同时出现在两侧，但该指标的结果不含客户各自的变化：区间与 p 值按两侧独立计算；若客户大多保持原样，则偏于保守。',
          },
      with: { n: shared },
    },
  ];
}

function nothingOn(side: 'before' | 'after'): Remark {
  return {
    level: 'caution',
    say:
      side === 'before'
        ? {
            en: 'Nothing was counted before: there is nothing to compare with.',
            zh: '“之前”一侧没有可计数的数据，无从比较。',
          }
        : {
            en: 'Nothing was counted after: there is nothing to compare.',
            zh: '“之后”一侧没有可计数的数据，无从比较。',
          },
  };
}

function tested(rows: readonly Row[], { tested: n }: Summary, alpha: number, format: Format): readonly Remark[] {
  const sure = rows.filter((row) => row.q !== null && row.q < alpha);
  const unsure = rows.filter((row) => row.q !== null && row.q >= alpha);
  const remarks: Remark[] = [];
  if (sure.length) {
    const up = sure.filter(({ difference }) => (difference ?? 0) > 0);
    const down = sure.filter(({ difference }) => (difference ?? 0) < 0);
    const ways = [
      ...(up.length ? [{ en: 'up {up}', zh: '上升 {up}' }] : []),
      ...(down.length ? [{ en: 'down {down}', zh: '下降 {down}' }] : []),
    ];
    remarks.push({
      level: 'finding',
      say: {
        en: `Changed beyond chance: ${ways.map(({ en }) => en).join('; ')} ({n:count} of {tested:count} tested).`,
        zh: `超出偶然的变化：${ways.map(({ zh }) => zh).join('；')}（检验 {tested:count} 项，{n:count} 项显著）。`,
      },
      with: { up: named(up), down: named(down), n: sure.length, tested: n },
    });
  }
  if (unsure.length) {
    const seen = unsure.flatMap((row) => row.detectable ?? []);
    remarks.push({
      level: 'caution',
      say: {
        en: `No change can be shown for {names}. That is not the same as no change: the bases would have shown differences from {least:${format}} on.`,
        zh: `{names} 未见显著变化；但这不等于没有变化：现有样本仅能发现约 {least:${format}} 以上的差异。`,
      },
      with: { names: named(unsure), least: seen.length ? Math.min(...seen) : null },
    });
  }
  return remarks;
}

/** The groups by name; where there are none, the whole. */
function named(rows: readonly Row[]): Text {
  const [en, zh] = ['the whole', '整体'].map((whole) => listed(rows.map(({ touchpoint }) => touchpoint ?? whole)));
  return { en: en?.en ?? '', zh: zh?.zh ?? '' };
}

function action(summary: Summary, alpha: number, format: Format): readonly Remark[] {
  const { difference_in_differences: effect, difference_in_differences_p: p, untouched_unlike_p: unlike } = summary;
  if (effect === null)
    return [
      {
        level: 'caution',
        say: {
          en: 'The action cannot be judged: no touchpoint that was left alone has a value on both sides',
          zh: '无法评价措施效果：没有任何未采取措施的触点两侧都有数值',
        },
      },
    ];
  const holes = {
    effect,
    low: summary.difference_in_differences_low,
    high: summary.difference_in_differences_high,
    p,
    acted: summary.acted_difference,
    untouched: summary.untouched_difference,
    n: summary.untouched,
  };
  const sure = p !== null && p < alpha;
  const remarks: Remark[] = [
    {
      level: sure ? 'finding' : 'caution',
      say: {
        en: `Against {n:count} touchpoints left alone, those acted on changed by {effect:${format}} more ({low:${format}} to {high:${format}}, p = {p:p}): {acted:${format}} against {untouched:${format}}${sure ? '' : '; that is not beyond chance'}`,
        zh: `与 {n:count} 个未采取措施的触点相比，采取措施的触点多变化 {effect:${format}}（{low:${format}} 至 {high:${format}}，p = {p:p}）：{acted:${format}} 对 {untouched:${format}}${sure ? '' : '；未超出偶然范围'}`,
      },
      with: holes,
    },
    {
      level: 'note',
      say: {
        en: 'This is the effect of the action only if the touchpoints would otherwise have moved alike; the interval holds the sampling error alone',
        zh: '只有当各触点在没有措施时变化本应一致，这一差值才是措施的效果；区间只含抽样误差',
      },
    },
  ];
  if (unlike !== null && unlike < 0.05)
    remarks.push({
      level: 'caution',
      say: {
        en: 'The untouched touchpoints did not move alike (p = {unlike:p}), so what would have happened without the action is uncertain beyond the interval',
        zh: '未采取措施的各触点变化并不一致（p = {unlike:p}），因此“若无措施会怎样”的不确定性大于该区间',
      },
      with: { unlike },
    });
  return remarks;
}

const alone: Remark = {
  level: 'note',
  say: {
    en: 'The worst of many tends to come back to the middle by itself. Whether an action worked shows only against touchpoints that were left alone: name those acted on in “Touchpoints acted on” (acted)',
    zh: '众多触点中最差者本就会向均值回归；措施是否有效，须与未采取措施的触点比较：请在“采取了措施的触点”（acted）中列出（双重差分）。',
  },
};
