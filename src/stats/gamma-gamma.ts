import gammaln from '@stdlib/math-base-special-gammaln';
import { digamma } from './digamma';
import { fitsCoarseFirst } from './fit-coarse-first';
import { isDegenerate } from './fit-positive';

/** Amounts of a customer are gamma(p, ν), ν over customers gamma(q, v); v is in units of money. All > 0. */
export interface GammaGammaParameters {
  readonly p: number;
  readonly q: number;
  readonly v: number;
}

/** Mean amount over a customer's `frequency` repeat purchases. */
export interface MeanAmount {
  readonly frequency: number;
  readonly amount: number;
}

/**
 * Expected mean amount of a customer's purchases; with frequency 0 the population's, p v / (q − 1).
 *
 * Null where it does not exist (q ≤ 1 without a purchase, or a denominator that is not positive).
 * Source: Fader & Hardie (2013), the gamma-gamma model of monetary value, eq. 5.
 */
export function expectedAmount({ p, q, v }: GammaGammaParameters, { frequency, amount }: MeanAmount): number | null {
  const divisor = p * frequency + q - 1;
  if (!(divisor > 0)) return null;
  return (p * (v + (frequency > 0 ? frequency * amount : 0))) / divisor;
}

/** Log-likelihood in nats of mean amounts > 0 over frequencies > 0. Source: the same note, eq. 1a. */
export function gammaGammaLogLikelihood({ p, q, v }: GammaGammaParameters, amounts: readonly MeanAmount[]): number {
  const constants = new Map<number, number>();
  const base = q * Math.log(v) - gammaln(q);
  let sum = 0;
  for (const { frequency: x, amount } of amounts) {
    let constant = constants.get(x);
    if (constant === undefined) {
      constant = base + gammaln(p * x + q) - gammaln(p * x) + p * x * Math.log(x);
      constants.set(x, constant);
    }
    sum += constant + (p * x - 1) * Math.log(amount) - (p * x + q) * Math.log(v + amount * x);
  }
  return sum;
}

/** The same with its slopes by p, q and v; a mean amount without `count` is one customer's, and `unit` of them make one of v. */
export function gammaGammaSlopes(amounts: readonly (MeanAmount & { readonly count?: number })[], unit = 1) {
  const blocks = [...byFrequency(amounts)].map(([x, own]) => ({
    x,
    amounts: Float64Array.from(own, ({ amount }) => amount / unit),
    counts: Float64Array.from(own, ({ count = 1 }) => count),
    n: own.reduce((sum, { count = 1 }) => sum + count, 0),
    logs: own.reduce((sum, { amount, count = 1 }) => sum + count * Math.log(amount / unit), 0),
  }));
  return ({ p, q, v }: GammaGammaParameters): { readonly value: number; readonly slopes: readonly number[] } => {
    let [value, byP, byQ, byV] = [0, 0, 0, 0];
    for (const { x, amounts: own, counts, n, logs } of blocks) {
      let [spent, inverse] = [0, 0];
      for (let i = 0; i < own.length; i++) {
        const worth = v + (own[i] ?? 0) * x;
        spent += (counts[i] ?? 0) * Math.log(worth);
        inverse += (counts[i] ?? 0) / worth;
      }
      const power = p * x + q;
      value += n * (q * Math.log(v) - gammaln(q) + gammaln(power) - gammaln(p * x) + p * x * Math.log(x));
      value += (p * x - 1) * logs - power * spent;
      byP += x * (n * (digamma(power) - digamma(p * x) + Math.log(x)) + logs - spent);
      byQ += n * (Math.log(v) - digamma(q) + digamma(power)) - spent;
      byV += (n * q) / v - power * inverse;
    }
    return { value, slopes: [byP, byQ, byV] };
  };
}

interface Counted {
  /** Customers with a repeat purchase and a mean amount > 0; `excluded` have a repeat but no such amount. */
  readonly repeaters: number;
  readonly excluded: number;
  /** Of frequency and amount; the model needs it near 0. */
  readonly correlation: number | null;
}

/** `refused` when too few bought again, the search did not converge, or the likelihood runs off to 0 or infinity. */
export type GammaGammaFit =
  | (Counted & {
      readonly kind: 'fitted';
      readonly parameters: GammaGammaParameters;
      readonly standardErrors: GammaGammaParameters;
      readonly logLikelihood: number;
      readonly iterations: number;
      readonly starts: number;
      readonly agreeing: number;
    })
  | (Counted & { readonly kind: 'refused'; readonly reason: 'few-repeaters' | 'not-converged' | 'degenerate' });

/** Maximum-likelihood fit on the customers with a repeat purchase; `v` comes in the unit of the amounts. */
export function gammaGammaFit(
  amounts: readonly MeanAmount[],
  { penalty, leastRepeaters }: { readonly penalty?: number; readonly leastRepeaters?: number } = {},
): GammaGammaFit {
  return gammaGammaFits(amounts, leastRepeaters)(penalty);
}

/** The same with several penalties: what they have in common is made once. */
export function gammaGammaFits(
  amounts: readonly MeanAmount[],
  leastRepeaters = 100,
): (penalty?: number) => GammaGammaFit {
  const repeated = amounts.filter(({ frequency }) => frequency > 0);
  const sound = repeated.filter(
    ({ frequency, amount }) => Number.isFinite(frequency) && amount > 0 && amount < Infinity,
  );
  const repeaters = sound.length;
  const counted = { repeaters, excluded: repeated.length - repeaters, correlation: correlation(sound) };
  const refused = (reason: (GammaGammaFit & { kind: 'refused' })['reason']) =>
    ({ kind: 'refused', reason, ...counted }) as const;
  if (repeaters < leastRepeaters || repeaters === 0) return () => refused('few-repeaters');
  const unit = sound.reduce((sum, { amount }) => sum + amount, 0) / repeaters / 10;
  const fits = fitsCoarseFirst(sound, {
    merged: mergedAmounts,
    slopesOf: (some) => {
      const slopes = gammaGammaSlopes(some, unit);
      return (values) => slopes(named(values, 1));
    },
    starts,
  });
  return (penalty = 0) => {
    const fit = fits({ penalty, n: repeaters });
    if (!fit?.converged) return refused('not-converged');
    if (!fit.standardErrors || isDegenerate(fit)) return refused('degenerate');
    return {
      kind: 'fitted',
      parameters: named(fit.parameters, unit),
      standardErrors: named(fit.standardErrors, unit),
      logLikelihood: fit.logLikelihood - repeaters * Math.log(unit),
      iterations: fit.iterations,
      starts: fit.starts,
      agreeing: fit.agreeing,
      ...counted,
    };
  };
}

function byFrequency<T extends MeanAmount>(amounts: readonly T[]): ReadonlyMap<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const amount of amounts) {
    const own = groups.get(amount.frequency);
    if (own) own.push(amount);
    else groups.set(amount.frequency, [amount]);
  }
  return groups;
}

/** Mean amounts within a hundredth of each other as one. */
function mergedAmounts(amounts: readonly MeanAmount[]) {
  return [...byFrequency(amounts)].flatMap(([frequency, own]) => {
    const cells = new Map<number, { sum: number; count: number }>();
    for (const { amount } of own) {
      const key = Math.round(Math.log(amount) * 100);
      const cell = cells.get(key) ?? { sum: 0, count: 0 };
      cell.sum += amount;
      cell.count++;
      cells.set(key, cell);
    }
    return Array.from(cells.values(), ({ sum, count }) => ({ frequency, amount: sum / count, count }));
  });
}

const starts = [
  [1, 2, 10],
  [6, 4, 4],
  [2, 10, 50],
];

function named([p = NaN, q = NaN, v = NaN]: readonly number[], unit: number): GammaGammaParameters {
  return { p, q, v: v * unit };
}

function correlation(points: readonly MeanAmount[]): number | null {
  const n = points.length;
  const x = points.reduce((sum, point) => sum + point.frequency, 0) / n;
  const y = points.reduce((sum, point) => sum + point.amount, 0) / n;
  const products = (f: (p: MeanAmount) => number): number => points.reduce((sum, point) => sum + f(point), 0);
  const spread = products((p) => (p.frequency - x) ** 2) * products((p) => (p.amount - y) ** 2);
  return spread > 0 ? products((p) => (p.frequency - x) * (p.amount - y)) / Math.sqrt(spread) : null;
}
