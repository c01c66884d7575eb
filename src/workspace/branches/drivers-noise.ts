import type { WholePoints } from '../../metrics/form-sums';
import { discreteLaplace, type RandomBytes } from '../../stats/discrete-laplace';
import { discreteLaplaceVariance } from '../../stats/discrete-laplace-variance';
import { laplace } from '../../stats/laplace';
import type { Random } from '../../stats/random';
import type { DriverSums } from './branch-file';

/** Sums of columns in half points from the middle of their scales: how many forms, Σz, Σzz. */
export interface WholeSums {
  readonly forms: number;
  readonly sums: readonly number[];
  readonly products: readonly (readonly number[])[];
}

type Draw = (epsilon: number, sensitivity: number) => number;

/** How many different figures the sums of so many columns hold; ε is shared equally among them. */
export function figuresOf(columns: number): number {
  return ((columns + 1) * (columns + 2)) / 2;
}

/** The same sums with whole-number noise in each figure, as much as hides any one person at ε of all of them. */
export function noisySums(
  { forms, sums, products }: WholeSums,
  columns: readonly WholePoints[],
  epsilon: number,
  bytes: RandomBytes,
): WholeSums {
  const noise = noiseFor(columns, epsilon, (own, sensitivity) => {
    const drawn = discreteLaplace(own, sensitivity, bytes);
    if (drawn === null) throw new RangeError(`epsilon is ${String(epsilon)}`);
    return drawn;
  });
  return {
    forms: forms + noise.forms,
    sums: sums.map((sum, i) => sum + (noise.sums[i] ?? 0)),
    products: products.map((row, i) => row.map((sum, j) => sum + (noise.products[i]?.[j] ?? 0))),
  };
}

/** A branch's noisy sums with noise of the same law once more: what another making of the file could have said. */
export function noisedAgain(part: DriverSums, epsilon: number, random: Random): DriverSums {
  const columns = columnsOf(part);
  const drawn = noiseFor(columns, epsilon, (own, sensitivity) => laplace(sensitivity / own, random));
  const noise = inScores(drawn, columns);
  return {
    ...part,
    w: Math.max(1, part.w + noise.w),
    sums: part.sums.map((sum, i) => sum + (noise.sums[i] ?? 0)),
    products: part.products.map((row, i) => row.map((sum, j) => sum + (noise.products[i]?.[j] ?? 0))),
  };
}

/** Sums in half points from the middle as sums of the scores themselves; linear, so noise may be put through as well. */
export function inScores({ forms, sums, products }: WholeSums, columns: readonly WholePoints[]) {
  const middles = columns.map(({ min, max }) => (min + max) / 2);
  const at = (i: number) => ({ sum: (sums[i] ?? 0) / 2, middle: middles[i] ?? 0 });
  return {
    w: forms,
    sums: columns.map((_, i) => at(i).sum + forms * at(i).middle),
    products: columns.map((_, i) =>
      columns.map((__, j) => {
        const [a, b] = [at(i), at(j)];
        return (products[i]?.[j] ?? 0) / 4 + a.middle * b.sum + b.middle * a.sum + forms * a.middle * b.middle;
      }),
    ),
  };
}

/** The standard deviation that the noise gives the correlation of two columns, at the median of all pairs; null where a column does not vary. */
export function correlationError(part: DriverSums, epsilon: number): number | null {
  const columns = columnsOf(part);
  const share = epsilon / figuresOf(columns.length);
  const spread = columns.map((_, i) => {
    const mean = (part.sums[i] ?? 0) / part.w;
    return 2 * Math.sqrt(Math.max(0, (part.products[i]?.[i] ?? 0) / part.w - mean * mean));
  });
  if (spread.some((one) => !(one > 0))) return null;
  const errors = columns.flatMap((a, i) =>
    columns.slice(i + 1).map((b, j) => {
      const noise = Math.sqrt(discreteLaplaceVariance(share, sizeOf(a) * sizeOf(b)));
      return noise / (part.w * (spread[i] ?? 1) * (spread[i + 1 + j] ?? 1));
    }),
  );
  return errors.sort((a, b) => a - b)[Math.floor(errors.length / 2)] ?? null;
}

function columnsOf({ items, overall, overall_scale: [min, max] }: DriverSums): WholePoints[] {
  return [...items.map(({ name, scale: [low, high] }) => ({ name, min: low, max: high })), { name: overall, min, max }];
}

function sizeOf({ min, max }: WholePoints): number {
  return max - min;
}

function noiseFor(columns: readonly WholePoints[], epsilon: number, draw: Draw): WholeSums {
  const share = epsilon / figuresOf(columns.length);
  const products = columns.map(() => columns.map(() => 0));
  columns.forEach((a, i) => {
    columns.slice(0, i + 1).forEach((b, j) => {
      const noise = draw(share, sizeOf(a) * sizeOf(b));
      for (const [row, column] of [
        [i, j],
        [j, i],
      ] as const)
        (products[row] ?? [])[column] = noise;
    });
  });
  return { forms: draw(share, 1), sums: columns.map((one) => draw(share, sizeOf(one))), products };
}
