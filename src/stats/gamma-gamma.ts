import gammaln from '@stdlib/math-base-special-gammaln';
import { digamma } from './digamma';
import { fitCoarseFirst } from './fit-coarse-first';
import { fitPositive } from './fit-positive';

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

/** The same with its slopes by p, q and v; a mean amount without `count` is one customer's. */
export function gammaGammaSlopes(amounts: readonly (MeanAmount & { readonly count?: number })[]) {
  const sorted = amounts.toSorted((one, other) => one.frequency - other.frequency);
  const blocks = [...new Set(sorted.map(({ frequency }) => frequency))].map((x) => {
    const from = sorted.findIndex(({ frequency }) => frequency === x);
    const own = sorted.slice(from, sorted.findLastIndex(({ frequency }) => frequency === x) + 1);
    return {
      x,
      amounts: Float64Array.from(own, ({ amount }) => amount),
      counts: Float64Array.from(own, ({ count = 1 }) => count),
      n: own.reduce((sum, { count = 1 }) => sum + count, 0),
      logs: own.reduce((sum, { amount, count = 1 }) => sum + count * Math.log(amount), 0),
    };
  });
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
  { penalty = 0, leastRepeaters = 100 }: { readonly penalty?: number; readonly leastRepeaters?: number } = {},
): GammaGammaFit {
  const repeated = amounts.filter(({ frequency }) => frequency > 0);
  const sound = repeated.filter(
    ({ frequency, amount }) => Number.isFinite(frequency) && amount > 0 && amount < Infinity,
  );
  const repeaters = sound.length;
  const counted = { repeaters, excluded: repeated.length - repeaters, correlation: correlation(sound) };
  if (repeaters < leastRepeaters || repeaters === 0) return { kind: 'refused', reason: 'few-repeaters', ...counted };
  const unit = sound.reduce((sum, { amount }) => sum + amount, 0) / repeaters / 10;
  const scaled = sound.map(({ frequency, amount }) => ({ frequency, amount: amount / unit }));
  const options = { penalty, n: repeaters };
  const from = (some: Parameters<typeof gammaGammaSlopes>[0], begin: readonly (readonly number[])[]) => {
    const slopes = gammaGammaSlopes(some);
    return fitPositive((values) => slopes(named(values, 1)), begin, options);
  };
  const fit = fitCoarseFirst(scaled, { merged: mergedAmounts, from, starts });
  if (!fit?.converged) return { kind: 'refused', reason: 'not-converged', ...counted };
  if (!fit.standardErrors || fit.parameters.some((value) => value < 1e-4 || value > 1e4))
    return { kind: 'refused', reason: 'degenerate', ...counted };
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
}

/** Mean amounts within a hundredth of each other as one. */
function mergedAmounts(amounts: readonly MeanAmount[]) {
  const cells = new Map<string, { frequency: number; amount: number; count: number }>();
  for (const { frequency, amount } of amounts) {
    const key = `${String(frequency)} ${String(Math.round(Math.log(amount) * 100))}`;
    const cell = cells.get(key) ?? { frequency, amount: 0, count: 0 };
    cell.amount += amount;
    cell.count++;
    cells.set(key, cell);
  }
  return [...cells.values()].map((cell) => ({ ...cell, amount: cell.amount / cell.count }));
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
