import { kish, type Kish } from './kish';
import { sum } from './sum';

/** Respondents who share one category in each margin, in the order of the margins; `weight` is their starting weight. */
export interface RakeCell {
  readonly categories: readonly string[];
  readonly count: number;
  readonly weight?: number;
}

export interface Raked extends Kish {
  readonly kind: 'raked';
  readonly weights: readonly number[];
  readonly iterations: number;
  readonly converged: boolean;
  readonly largestGap: number;
}

/** A category that respondents or targets lack: it must be merged with another before weights exist. */
export interface Unrakeable {
  readonly kind: 'unrakeable';
  readonly margin: number;
  readonly category: string;
}

export interface RakeOptions {
  readonly trim?: number;
  readonly tolerance?: number;
  readonly maxIterations?: number;
}

/**
 * Weights of respondents (one a cell) whose sums meet the population's in every margin: iterative proportional fitting.
 *
 * `targets` holds one record a margin, category → population (counts or shares; each margin is scaled to the total of
 * the first). `trim` caps weights at so many times their mean, at the price of the margins. `largestGap` is the largest
 * difference to a target, as a share of the total; converged when below `tolerance`. Null without respondents. Source:
 * Deming & Stephan (1940), doi 10.1214/aoms/1177731829.
 */
export function rake(
  cells: readonly RakeCell[],
  targets: readonly Readonly<Record<string, number>>[],
  { trim = Infinity, tolerance = 1e-6, maxIterations = 1000 }: RakeOptions = {},
): Raked | Unrakeable | null {
  const n = sum(cells.map((cell) => cell.count));
  const total = sum(Object.values(targets[0] ?? {}));
  if (!(n > 0 && total > 0)) return null;
  const lacking = unmatched(cells, targets);
  if (lacking) return lacking;
  const scaled = targets.map((margin) => scale(margin, total / sum(Object.values(margin))));
  const cap = (trim * total) / n;
  let weights = cells.map((cell) => cell.weight ?? 1);
  let [iterations, largestGap] = [0, Infinity];
  while (largestGap > tolerance && iterations < maxIterations) {
    scaled.forEach((margin, which) => (weights = fit(cells, weights, margin, which)));
    weights = weights.map((weight) => Math.min(weight, cap));
    largestGap = Math.max(...scaled.map((margin, which) => gap(cells, weights, margin, which))) / total;
    iterations++;
  }
  const spread = kishOfCells(cells, weights);
  return spread && { kind: 'raked', weights, iterations, converged: largestGap <= tolerance, largestGap, ...spread };
}

function unmatched(
  cells: readonly RakeCell[],
  targets: readonly Readonly<Record<string, number>>[],
): Unrakeable | undefined {
  for (const [margin, target] of targets.entries()) {
    const present = new Set(cells.flatMap((cell) => (cell.count > 0 ? [cell.categories[margin] ?? ''] : [])));
    const needed = Object.keys(target).filter((category) => (target[category] ?? 0) > 0);
    const category = needed.find((name) => !present.has(name)) ?? [...present].find((name) => !needed.includes(name));
    if (category !== undefined) return { kind: 'unrakeable', margin, category };
  }
  return undefined;
}

function scale(margin: Readonly<Record<string, number>>, factor: number): Map<string, number> {
  return new Map(Object.entries(margin).map(([category, target]) => [category, target * factor]));
}

function fit(
  cells: readonly RakeCell[],
  weights: readonly number[],
  margin: ReadonlyMap<string, number>,
  which: number,
): number[] {
  const now = sums(cells, weights, which);
  return weights.map((weight, i) => {
    const category = cells[i]?.categories[which] ?? '';
    const current = now.get(category) ?? 0;
    return current > 0 ? (weight * (margin.get(category) ?? 0)) / current : weight;
  });
}

function gap(
  cells: readonly RakeCell[],
  weights: readonly number[],
  margin: ReadonlyMap<string, number>,
  which: number,
): number {
  const now = sums(cells, weights, which);
  return Math.max(...[...margin].map(([category, target]) => Math.abs(target - (now.get(category) ?? 0))));
}

function sums(cells: readonly RakeCell[], weights: readonly number[], which: number): Map<string, number> {
  const totals = new Map<string, number>();
  cells.forEach(({ categories, count }, i) => {
    const category = categories[which] ?? '';
    totals.set(category, (totals.get(category) ?? 0) + count * (weights[i] ?? 0));
  });
  return totals;
}

function kishOfCells(cells: readonly RakeCell[], weights: readonly number[]): Kish | null {
  return kish(cells.flatMap((cell, i) => Array<number>(cell.count).fill(weights[i] ?? 0)));
}
