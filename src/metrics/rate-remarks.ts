import type { Format } from '../i18n/say';
import type { Hole, Remark, Text } from '../i18n/text';
import { listed, standingOut } from './contrasts';

interface Reading {
  /** Column of the group's value. */
  readonly group: string;
  readonly value: string;
  /** Column of the base. */
  readonly base: string;
  /** What the value is called in a sentence. */
  readonly name: Text;
}

interface Share extends Reading {
  readonly better: 'more' | 'less';
}

interface Amount extends Reading {
  readonly format: Format;
}

interface Standing {
  readonly name: string;
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly base: number;
  /** The base that the interval rests on, where units of one customer are alike. */
  readonly worth: number;
}

/** What a manager may read aloud of shares: which groups stand out from the rest by a corrected test, and which bases are low. */
export function rateRemarks(rows: readonly object[], reading: Share): readonly Remark[] {
  const standing = standingsOf(rows, reading);
  const shares = standing.map(({ name, value, worth }) => ({
    name,
    n: worth,
    mean: value,
    variance: value * (1 - value),
  }));
  return [
    ...standingOut(shares, { what: reading.name, format: 'percent', better: reading.better }),
    ...lowBases(
      standing.filter((one) => few(one) || wide(one)),
      { en: 'n < 30, or wider than ±10 points', zh: 'n < 30 或区间超过 ±10 个百分点' },
    ),
  ];
}

/** The same of amounts, of which only intervals are known: highest and lowest and whether they can be told apart. */
export function amountRemarks(rows: readonly object[], reading: Amount): readonly Remark[] {
  const standing = standingsOf(rows, reading);
  return [...extremes(standing, reading), ...lowBases(standing.filter(few), { en: 'n < 30', zh: 'n < 30' })];
}

const few = ({ base }: Standing) => base < 30;
const wide = ({ low, high }: Standing) => low !== null && high !== null && high - low > 0.2;

interface Determination {
  readonly undetermined: number;
  /** How many units the rate rests on. */
  readonly determined: number;
  /** The setting that leaves fewer undetermined when it is shorter. */
  readonly setting?: Text;
}

/** What goes with a count of undetermined units, a caution where there are no others; none when there are none. */
export function undeterminedRemark(
  { undetermined, determined, setting }: Determination,
  units: Text,
  why: Text,
): readonly Remark[] {
  if (!undetermined) return [];
  if (determined > 0)
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
  const advice = setting
    ? { en: ' Choose a shorter {setting}, or add later data.', zh: '请缩短{setting}，或补充更晚的数据。' }
    : { en: '', zh: '' };
  return [
    {
      level: 'caution',
      say: {
        en: `There is no rate: all {undetermined:count} {units} are undetermined, since {why}.${advice.en}`,
        zh: `没有比率：全部 {undetermined:count} 个{units}结果未定，因为{why}。${advice.zh}`,
      },
      with: { undetermined, units, why, ...(setting ? { setting } : {}) },
    },
  ];
}

function standingsOf(rows: readonly object[], reading: Reading): readonly Standing[] {
  return rows.flatMap((row) => standingOf(row as Readonly<Record<string, unknown>>, reading));
}

function standingOf(row: Readonly<Record<string, unknown>>, reading: Reading): Standing[] {
  const [value, base, group] = [row[reading.value], row[reading.base], row[reading.group]];
  if (typeof value !== 'number' || typeof group !== 'string') return [];
  const at = (name: string) => (typeof row[name] === 'number' ? row[name] : null);
  return [
    {
      name: group,
      value,
      low: at('low'),
      high: at('high'),
      base: typeof base === 'number' ? base : 0,
      worth: at('interval_n') ?? (typeof base === 'number' ? base : 0),
    },
  ];
}

function extremes(standing: readonly Standing[], { name, format }: Amount): readonly Remark[] {
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

function lowBases(low: readonly Standing[], because: Text): readonly Remark[] {
  if (!low.length) return [];
  return [
    {
      level: 'caution',
      say: {
        en: `Low base (${because.en}): {names}. Read these as hints.`,
        zh: `样本不足（${because.zh}）：{names}，仅供参考。`,
      },
      with: { names: listed(low.map(({ name }) => name)) },
    },
  ];
}
