import { normalCdf } from '../stats/normal-cdf';
import { tCdf } from '../stats/t-cdf';
import { benjaminiHochberg } from '../stats/benjamini-hochberg';
import type { Format } from '../i18n/say';
import type { Remark, Text } from '../i18n/text';

/** A group's mean (a share, a score) with the variance of one answer; `n` may be an effective size. */
export interface Standing {
  readonly name: string;
  readonly n: number;
  readonly mean: number;
  readonly variance: number;
}

/** A group against all others together. */
export interface Contrast extends Standing {
  readonly rest: number;
  readonly difference: number;
  /** Two-sided, Welch's test (below 30 answers with the larger variance of both sides); null where nothing varies or fewer than two answers stand on a side. */
  readonly p: number | null;
  /** p corrected for the number of groups by Benjamini and Hochberg. */
  readonly q: number | null;
  /** Answers of this group that would tell a difference as large as the one seen, four times in five; null: no number would. */
  readonly needed: number | null;
}

/** Every group against the rest, in the order given. */
export function contrasts(groups: readonly Standing[]): readonly Contrast[] {
  const against = groups.map((group) => againstRest(group, pooled(groups.filter((other) => other !== group))));
  const q = benjaminiHochberg(against.map(({ p }) => p));
  return against.map((contrast, at) => ({ ...contrast, q: q[at] ?? null }));
}

const few = 30;

function againstRest(group: Standing, rest: Omit<Standing, 'name'> | null): Omit<Contrast, 'q'> {
  if (!rest) return { ...group, rest: group.mean, difference: 0, p: null, needed: null };
  const difference = group.mean - rest.mean;
  // Few answers say little of their own spread; three that agree would seem to have none.
  const variance = group.n < few ? Math.max(group.variance, rest.variance) : group.variance;
  const [own, other] = [variance / group.n, rest.variance / rest.n];
  const p = group.n > 1 && rest.n > 1 && own + other > 0 ? welch(difference, own, other, group.n, rest.n) : null;
  const room = difference ** 2 / (1.959963984540054 + 0.8416212335729143) ** 2 - other;
  return { ...group, rest: rest.mean, difference, p, needed: room > 0 ? Math.ceil(variance / room) : null };
}

function welch(difference: number, a: number, b: number, nA: number, nB: number): number {
  const t = -Math.abs(difference) / Math.sqrt(a + b);
  const df = (a + b) ** 2 / (a ** 2 / (nA - 1) + b ** 2 / (nB - 1));
  return Math.min(1, 2 * (df > 1e6 ? normalCdf(t) : tCdf(t, df)));
}

function pooled(groups: readonly Standing[]): Omit<Standing, 'name'> | null {
  const n = groups.reduce((total, group) => total + group.n, 0);
  if (!(n > 0)) return null;
  const mean = groups.reduce((total, group) => total + group.n * group.mean, 0) / n;
  const variance =
    groups.reduce((total, group) => total + group.n * (group.variance + (group.mean - mean) ** 2), 0) / n;
  return { n, mean, variance };
}

interface Naming {
  readonly what: Text;
  readonly format: Format;
  readonly better: 'more' | 'less';
}

/** What a manager may say of the groups: which stand out, which cannot be told from the rest, and what would tell more. */
export function standingOut(groups: readonly Standing[], { what, format, better }: Naming): readonly Remark[] {
  if (groups.length < 2) return [];
  const tested = contrasts(groups);
  const sure = tested.filter(({ q }) => q !== null && q < 0.05);
  const sign = better === 'more' ? 1 : -1;
  const good = sure.filter(({ difference }) => sign * difference > 0).sort((a, b) => sign * (b.mean - a.mean));
  const poor = sure.filter(({ difference }) => sign * difference < 0).sort((a, b) => sign * (a.mean - b.mean));
  const open = tested.filter(({ q }) => q === null || q >= 0.05);
  return [
    ...poor.slice(0, 3).map((contrast) => standsOut(contrast, false, what, format)),
    ...good.slice(0, 3).map((contrast) => standsOut(contrast, true, what, format)),
    ...undecided(open, sure.length),
    ...moreAnswers(open),
  ];
}

function standsOut({ name, mean, rest, q }: Contrast, good: boolean, what: Text, format: Format): Remark {
  const side = good ? { en: 'better', zh: '更好' } : { en: 'worse', zh: '更差' };
  return {
    level: 'finding',
    say: {
      en: `{name} does {side} than the rest: {what} {mean:${format}} against {rest:${format}} (q {q:equals}, corrected for the number of groups)`,
      zh: `{name} 比其余各组{side}：{what} {mean:${format}}，其余为 {rest:${format}}（q {q:equals}，已按组数校正）`,
    },
    with: { name, side, what, mean, rest, q },
  };
}

function undecided(open: readonly Contrast[], sure: number): readonly Remark[] {
  if (!open.length) return [];
  if (!sure)
    return [
      {
        level: 'caution',
        say: {
          en: 'None of the {count:count} groups can be told apart from the others with these data; their order may be chance',
          zh: '以现有数据，{count:count} 组中没有一组能与其他组区分开；排名可能只是偶然',
        },
        with: { count: open.length },
      },
    ];
  return [
    {
      level: 'note',
      say: {
        en: 'These cannot be told apart from the rest: {names}',
        zh: '以下各组与其余各组无法区分：{names}',
      },
      with: { names: listed(open.map(({ name }) => name)) },
    },
  ];
}

function moreAnswers(open: readonly Contrast[]): readonly Remark[] {
  const near = open
    .filter((contrast): contrast is Contrast & { needed: number } => contrast.needed !== null)
    .filter(({ needed, n }) => needed > n && needed < 100_000)
    .sort((a, b) => a.needed / a.n - b.needed / b.n)[0];
  if (!near) return [];
  return [
    {
      level: 'note',
      say: {
        en: 'To know more: if the difference of {name} is as large as it looks, a base of about {needed:count} would show it (now {n:count})',
        zh: '想知道更多：若 {name} 的差异真如所见，样本量约需 {needed:count} 才能证实（现为 {n:count}）',
      },
      with: { name: near.name, needed: near.needed, n: Math.round(near.n) },
    },
  ];
}

/** Names for a sentence: the first eight, and how many more. */
export function listed(names: readonly string[]): Text {
  const [shown, more] = [names.slice(0, 8), names.length - 8];
  return {
    en: shown.join(', ') + (more > 0 ? ` and ${String(more)} more` : ''),
    zh: shown.join('、') + (more > 0 ? ` 等 ${String(names.length)} 个` : ''),
  };
}
