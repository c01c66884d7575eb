import gammaln from '@stdlib/math-base-special-gammaln';
import { digamma } from './digamma';
import type { BgNbdParameters, PurchaseHistory } from './bg-nbd';

/** Customers with the same history: `count` of them (a real number > 0). */
export interface PurchaseHistories extends PurchaseHistory {
  readonly count: number;
}

/**
 * Log-likelihood of the BG/NBD model in nats, in the form that is safe for large frequencies.
 *
 * Source: Fader & Hardie (2013), overcoming the BG/NBD model's #NUM! error problem.
 */
export function bgNbdLogLikelihood(parameters: BgNbdParameters, histories: readonly PurchaseHistories[]): number {
  const { r, alpha, a, b } = parameters;
  const constants = new Map<number, number>();
  const base = gammaln(a + b) - gammaln(r) - gammaln(b) + r * Math.log(alpha);
  let sum = 0;
  for (const { frequency: x, recency, age, count } of histories) {
    let constant = constants.get(x);
    if (constant === undefined) {
      constant = base + gammaln(r + x) + gammaln(b + x) - gammaln(a + b + x);
      constants.set(x, constant);
    }
    const last = Math.log(alpha + recency);
    const stayed = Math.exp((r + x) * (last - Math.log(alpha + age)));
    const left = x > 0 ? a / (b + x - 1) : 0;
    sum += count * (constant - (r + x) * last + Math.log(stayed + left));
  }
  return sum;
}

/**
 * The same with its slopes by r, alpha, a and b, over histories put in order of frequency once: many times as fast.
 * `unit` is how many units of the histories make one of alpha's.
 */
export function bgNbdSlopes(histories: readonly PurchaseHistories[], unit = 1) {
  const sorted = histories.toSorted((one, other) => one.frequency - other.frequency);
  const recencies = Float64Array.from(sorted, ({ recency }) => recency / unit);
  const ages = Float64Array.from(sorted, ({ age }) => age / unit);
  const counts = Float64Array.from(sorted, ({ count }) => count);
  const blocks = blocksOf(sorted);
  return ({ r, alpha, a, b }: BgNbdParameters): { readonly value: number; readonly slopes: readonly number[] } => {
    const logAlpha = Math.log(alpha);
    const base = gammaln(a + b) - gammaln(r) - gammaln(b) + r * logAlpha;
    let [value, byR, byAlpha, byA, byB] = [0, 0, 0, 0, 0];
    for (const { x, from, to, n } of blocks) {
      const pull = x > 0 ? 1 / (b + x - 1) : 0;
      const left = a * pull;
      let [logs, lasts, log, alphas, leaving] = [0, 0, 0, 0, 0];
      for (let i = from; i < to; i++) {
        const count = counts[i] ?? 0;
        const seen = alpha + (recencies[i] ?? 0);
        const lived = alpha + (ages[i] ?? 0);
        const last = Math.log(seen);
        const ratio = last - Math.log(lived);
        const stayed = Math.exp((r + x) * ratio);
        const share = stayed / (stayed + left);
        logs += count * Math.log(stayed + left);
        lasts += count * last;
        log += count * share * ratio;
        alphas += count * (share * (1 / seen - 1 / lived) - 1 / seen);
        leaving += count / (stayed + left);
      }
      const both = digamma(a + b) - digamma(a + b + x);
      value += n * (base + gammaln(r + x) + gammaln(b + x) - gammaln(a + b + x)) - (r + x) * lasts + logs;
      byR += n * (digamma(r + x) - digamma(r) + logAlpha) - lasts + log;
      byAlpha += (n * r) / alpha + (r + x) * alphas;
      byA += n * both + pull * leaving;
      byB += n * (both + digamma(b + x) - digamma(b)) - left * pull * leaving;
    }
    return { value, slopes: [byR, byAlpha, byA, byB] };
  };
}

/** Where the histories of each frequency stand, and how many customers they are. */
function blocksOf(sorted: readonly PurchaseHistories[]) {
  const blocks: { x: number; from: number; to: number; n: number }[] = [];
  for (const [at, { frequency: x, count }] of sorted.entries()) {
    const block = blocks.at(-1);
    if (block?.x !== x) blocks.push({ x, from: at, to: at + 1, n: count });
    else {
      block.to = at + 1;
      block.n += count;
    }
  }
  return blocks;
}

/**
 * Few histories for very many: those of one frequency whose recency and age fall into the same cell of this width become
 * one at their mean. A search may begin there, never end.
 */
export function coarseHistories(histories: readonly PurchaseHistories[], width: number): PurchaseHistories[] {
  const cells = new Map<number, { frequency: number; recency: number; age: number; count: number }>();
  const most = 1 + histories.reduce((oldest, { age }) => Math.max(oldest, Math.round(age / width)), 0);
  for (const { frequency, recency, age, count } of histories) {
    const key = (frequency * most + Math.round(recency / width)) * most + Math.round(age / width);
    const cell = cells.get(key) ?? { frequency, recency: 0, age: 0, count: 0 };
    cell.recency += count * recency;
    cell.age += count * age;
    cell.count += count;
    cells.set(key, cell);
  }
  return Array.from(cells.values(), ({ frequency, recency, age, count }) => ({
    frequency,
    recency: recency / count,
    age: age / count,
    count,
  }));
}

/** Merges equal histories: summed `count`, order of first appearance. A history without `count` is one customer. */
export function distinctHistories(histories: readonly (PurchaseHistory & { count?: number })[]): PurchaseHistories[] {
  const known = new Map<number, Map<number, Map<number, number>>>();
  const found: { frequency: number; recency: number; age: number; count: number }[] = [];
  for (const { frequency, recency, age, count = 1 } of histories) {
    const own = at(at(known, frequency), recency);
    const place = own.get(age) ?? found.push({ frequency, recency, age, count: 0 }) - 1;
    own.set(age, place);
    const history = found[place];
    if (history) history.count += count;
  }
  return found;
}

function at<K, V>(map: Map<number, Map<K, V>>, key: number): Map<K, V> {
  const own = map.get(key) ?? new Map<K, V>();
  map.set(key, own);
  return own;
}
