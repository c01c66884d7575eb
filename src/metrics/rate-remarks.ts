import type { Format } from '../i18n/say';
import type { Hole, Remark, Text } from '../i18n/text';

interface Reading {
  /** Column of the group's value. */
  readonly group: string;
  readonly value: string;
  /** Column of the base. */
  readonly base: string;
  /** What the value is called in a sentence. */
  readonly name: Text;
  readonly format?: Format;
  readonly low?: string;
  readonly high?: string;
}

interface Standing {
  readonly name: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly base: number;
}

/** What a manager may read aloud: highest and lowest and whether they can be told apart, and which bases are low. */
export function rateRemarks(rows: readonly object[], reading: Reading): readonly Remark[] {
  const standing = rows.flatMap((row) => standingOf(row as Readonly<Record<string, unknown>>, reading));
  return [...standsOut(standing, reading), ...lowBases(standing)];
}

/** The caution that goes with a count of undetermined units; none when there are none. */
export function undeterminedRemark(undetermined: number, units: Text, why: Text): readonly Remark[] {
  if (!undetermined) return [];
  return [
    {
      level: 'note',
      say: {
        en: '{undetermined:count} {units} are undetermined: {why}. They are in no rate.',
        zh: '{undetermined:count} 个{units}结果未定：{why}，不计入任何比率。',
      },
      with: { undetermined, units, why },
    },
  ];
}

function standingOf(row: Readonly<Record<string, unknown>>, reading: Reading): Standing[] {
  const [value, base, group] = [row[reading.value], row[reading.base], row[reading.group]];
  if (typeof value !== 'number' || typeof group !== 'string') return [];
  const at = (name: string) => (typeof row[name] === 'number' ? row[name] : null);
  return [
    {
      name: group,
      value,
      low: at(reading.low ?? 'low'),
      high: at(reading.high ?? 'high'),
      base: typeof base === 'number' ? base : 0,
    },
  ];
}

function standsOut(standing: readonly Standing[], { name, format = 'percent' }: Reading): readonly Remark[] {
  const sorted = [...standing].sort((a, b) => b.value - a.value);
  const [top, bottom] = [sorted[0], sorted.at(-1)];
  if (!top || !bottom || top === bottom) return [];
  const values: Record<string, Hole> = {
    name,
    top: top.name,
    bottom: bottom.name,
    high: top.value,
    low: bottom.value,
    count: sorted.length,
  };
  const apart = top.low !== null && bottom.high !== null && top.low > bottom.high;
  if (apart)
    return [
      {
        level: 'finding',
        say: {
          en: `{name}: highest at {top} ({high:${format}}), lowest at {bottom} ({low:${format}}); their intervals do not overlap.`,
          zh: `{name}：最高为“{top}”（{high:${format}}），最低为“{bottom}”（{low:${format}}），两者区间不重叠。`,
        },
        with: values,
      },
    ];
  return [
    {
      level: 'caution',
      say: {
        en: `{name}: {top} ({high:${format}}) and {bottom} ({low:${format}}) cannot be told apart: their intervals overlap. More data is needed before one is called better.`,
        zh: `{name}：“{top}”（{high:${format}}）与“{bottom}”（{low:${format}}）无法区分，区间重叠；需要更多数据才能断言优劣。`,
      },
      with: values,
    },
  ];
}

function lowBases(standing: readonly Standing[]): readonly Remark[] {
  const low = standing.filter(
    ({ base, low: from, high }) => base < 30 || (from !== null && high !== null && high - from > 0.2),
  );
  if (!low.length) return [];
  return [
    {
      level: 'caution',
      say: {
        en: 'Low base (n < 30, or wider than ±10 points): {names}. Read these as hints.',
        zh: '样本不足（n < 30 或区间超过 ±10 个百分点）：{names}，仅供参考。',
      },
      with: { names: listed(low.map(({ name }) => name)) },
    },
  ];
}

/** Up to five names, then how many more. */
export function listed(names: readonly string[]): string {
  const more = names.length - 5;
  return names.slice(0, 5).join(', ') + (more > 0 ? ` +${String(more)}` : '');
}
