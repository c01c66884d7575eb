import type { Remark } from '../i18n/text';
import { partialSpearman } from '../stats/partial-spearman';
import type { Random } from '../stats/random';
import { spearmanBootstrap } from '../stats/spearman-bootstrap';
import { zOf } from '../stats/z-of';
import { enoughResamples } from './few-resamples';
import { groupBy } from './group-by';

/** `n` people who are alike. */
interface Alike {
  readonly touchpoints: number | null;
  readonly calm: number | null;
  readonly score: number | null;
  readonly tenure: number | null;
  readonly orders: number | null;
  readonly n: number;
}

/** A relation between how many different touchpoints people used and something else; null where it does not exist. */
export interface Relation {
  readonly n: number;
  /** Whether the intervals are drawn (bootstrap), or by formula since there are so many people. */
  readonly drawn: boolean;
  /** Samples behind the intervals, the fewest; null where they are not drawn. */
  readonly resamples: number | null;
  readonly rho: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** With tenure and purchases held fixed. */
  readonly partial: number | null;
  readonly partialLow: number | null;
  readonly partialHigh: number | null;
  /** Without touchpoints of complaints. */
  readonly calm: number | null;
}

/** Above so many people an interval by formula stands for the drawn one. */
const drawnUpTo = 100_000;

export interface Drawing {
  readonly confidence: number;
  readonly random: () => Random;
}

/** The relation among those who met a touchpoint in the window; `unvisited` says how many others there are. */
export function relationAmongVisitors(people: readonly Alike[], drawing: Drawing) {
  const met = people.filter(({ touchpoints }) => touchpoints !== 0);
  const relation = relationOf(met, drawing);
  return { ...relation, unvisited: people.reduce((sum, { n }) => sum + n, 0) - relation.n };
}

/** Spearman’s ρ of touchpoints and score over people, plain, with the controls held fixed, and without complaints. */
export function relationOf(people: readonly Alike[], drawing: Drawing): Relation {
  const n = people.reduce((sum, one) => sum + one.n, 0);
  const plain = relate(people, 'touchpoints', [], drawing);
  const partial = relate(people, 'touchpoints', ['tenure', 'orders'], drawing);
  return {
    n,
    drawn: n <= drawnUpTo,
    resamples: leastOf([plain?.resamples, partial?.resamples]),
    rho: plain?.rho ?? null,
    low: plain?.low ?? null,
    high: plain?.high ?? null,
    partial: partial?.rho ?? null,
    partialLow: partial?.low ?? null,
    partialHigh: partial?.high ?? null,
    calm: relate(people, 'calm', [], { ...drawing, confidence: null })?.rho ?? null,
  };
}

type Column = Exclude<keyof Alike, 'n' | 'score'>;

/** ρ of the column and the score, with its interval: persons drawn 2,000 times (fewer, where they are of very many kinds). */
function relate(
  people: readonly Alike[],
  used: Column,
  held: readonly Column[],
  { confidence, random }: { readonly confidence: number | null; readonly random: () => Random },
) {
  const alike = [
    ...groupBy(people, (one) => [...held, used, 'score' as const].map((name) => one[name]).join()).values(),
  ];
  const column = (name: Column | 'score') => alike.map(([one]) => one?.[name] ?? 0);
  const counts = alike.map((same) => same.reduce((sum, one) => sum + one.n, 0));
  const controls = held.map(column);
  const found = partialSpearman(column(used), column('score'), controls, { counts, z: zOf(confidence ?? 0.95) });
  if (!found || confidence === null || found.n > drawnUpTo) return found && { ...found, resamples: null };
  const resamples = Math.min(enoughResamples, Math.max(400, Math.round(1e7 / alike.length)));
  const options = { confidence, resamples, random: random(), multiplicities: counts };
  const drawn = spearmanBootstrap(column(used), column('score'), controls, options);
  return { ...found, low: drawn?.low ?? null, high: drawn?.high ?? null, resamples };
}

/** The least of what is known; null where nothing is. */
export function leastOf(counts: readonly (number | null | undefined)[]): number | null {
  const known = counts.filter((count) => count != null);
  return known.length ? Math.min(...known) : null;
}

/** Whether those who use more touchpoints are more satisfied, and why that is no cause. */
export function satisfactionRemark({ rho, low, high, partial, n }: Relation): Remark {
  if (rho === null)
    return {
      level: 'caution',
      say: {
        en: 'Whether users of more touchpoints are more satisfied cannot be told: it takes overall answers of known customers that differ.',
        zh: '无法判断使用更多触点者是否更满意：需要可识别客户且有差异的总体评分。',
      },
    };
  const values = { rho, partial, n };
  return isClear(low, high)
    ? {
        level: 'finding',
        say: {
          en: 'Those who used more touchpoints answered differently (ρ {rho:number}; {partial:number} with tenure and purchases held fixed; n {n:count}). It may be that satisfied customers come more often, or that the unsatisfied have gone: this is no cause.',
          zh: '使用触点多少与满意度相关（ρ {rho:number}；控制时长与购买次数后 {partial:number}；n {n:count}）。可能是满意者来得更多，或不满者已离开：并非因果。',
        },
        with: values,
      }
    : {
        level: 'caution',
        say: {
          en: 'No relation between the number of touchpoints and satisfaction can be shown (ρ {rho:number}; {partial:number} with tenure and purchases held fixed; n {n:count}).',
          zh: '未见触点数与满意度的关系（ρ {rho:number}；控制时长与购买次数后 {partial:number}；n {n:count}）。',
        },
        with: values,
      };
}

/** The same of buying; nothing where no purchase is known. */
export function conversionRemark({ rho, low, high, partial, n }: Relation): readonly Remark[] {
  if (rho === null) return [];
  return [
    {
      level: isClear(low, high) ? 'finding' : 'caution',
      say: isClear(low, high)
        ? {
            en: 'Number of touchpoints before the first purchase (or the last visit) and buying: ρ {rho:number}, {partial:number} with time since the first visit held fixed, n {n:count}. Who means to buy looks around more: this is no cause.',
            zh: '首次购买（或最后一次到访）前的触点数与是否购买：ρ {rho:number}，控制首次到访以来的时长后 {partial:number}，n {n:count}。有意购买者本就看得更多：并非因果。',
          }
        : {
            en: 'No relation between the number of touchpoints and buying can be shown (ρ {rho:number}; {partial:number} with time since the first visit held fixed; n {n:count}).',
            zh: '未见触点数与购买的关系（ρ {rho:number}；控制首次到访以来的时长后 {partial:number}；n {n:count}）。',
          },
      with: { rho, partial, n },
    },
  ];
}

interface Unvisited {
  readonly n: number;
  readonly unvisited: number;
}

/** Who is in neither relation, where there is one. */
export function unvisitedRemark(felt: Unvisited, bought: Unvisited): readonly Remark[] {
  const [answered, decided] = [felt, bought].map(({ n, unvisited }) => (n ? unvisited : 0));
  if (!answered && !decided) return [];
  return [
    {
      level: 'note',
      say: {
        en: 'Who met no touchpoint in the window before is in no relation: {answered:count} before their answer, {decided:count} before buying or their last visit.',
        zh: '此前窗口内没有触点记录者不计入相关：评分前 {answered:count} 人，购买或最后一次到访前 {decided:count} 人。',
      },
      with: { answered: answered ?? 0, decided: decided ?? 0 },
    },
  ];
}

function isClear(low: number | null, high: number | null): boolean {
  return low !== null && high !== null && (low > 0 || high < 0);
}
