import { completeComparisons } from './complete-comparisons';

export type RandomIndex = 'saaty-2005' | 'donegan-dodd-1991';

export interface Priorities {
  readonly weights: readonly number[];
  readonly lambdaMax: number;
  readonly consistencyIndex: number;
  readonly consistencyRatio: number | null;
}

/**
 * Mean consistency index of random reciprocal matrices of 3 to 15 things. Sources: Saaty (2005), Theory and Applications
 * of the Analytic Network Process; Donegan & Dodd (1991), doi 10.1016/0895-7177(91)90098-R; both as in AHPy.
 */
const randomIndex: Readonly<Record<RandomIndex, readonly number[]>> = {
  'saaty-2005': [0.52, 0.89, 1.11, 1.25, 1.35, 1.4, 1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59],
  'donegan-dodd-1991': [
    0.4914, 0.8286, 1.0591, 1.1797, 1.2519, 1.3171, 1.3733, 1.4055, 1.4213, 1.4497, 1.4643, 1.4822, 1.4969,
  ],
};

/**
 * Weights (summing to 1) from pairwise comparisons: the principal eigenvector of the reciprocal matrix.
 *
 * Entry i, j says how many times i outweighs j; null where nobody said (see `completeComparisons`). The consistency ratio
 * is 0 for up to two things, null above fifteen, and acceptable up to 0.10. Null when the comparisons are not positive or
 * leave things unconnected. Source: Saaty (1980), The Analytic Hierarchy Process.
 */
export function ahp(
  comparisons: readonly (readonly (number | null)[])[],
  table: RandomIndex = 'saaty-2005',
): Priorities | null {
  const n = comparisons.length;
  const matrix = completeComparisons(comparisons);
  if (matrix === null || n === 0) return null;
  const { weights, lambdaMax } = principal(matrix);
  const consistencyIndex = n <= 2 ? 0 : Math.max(0, (lambdaMax - n) / (n - 1));
  return { weights, lambdaMax, consistencyIndex, consistencyRatio: ratio(consistencyIndex, n, table) };
}

function ratio(consistencyIndex: number, n: number, table: RandomIndex): number | null {
  if (n <= 2) return 0;
  const random = randomIndex[table][n - 3];
  return random === undefined ? null : consistencyIndex / random;
}

/** Power iteration: a positive matrix has one largest eigenvalue (Perron), and its vector is positive. */
function principal(matrix: readonly (readonly number[])[]): { weights: number[]; lambdaMax: number } {
  let weights = matrix.map(() => 1 / matrix.length);
  let lambdaMax = 0;
  for (let step = 0; step < 10_000; step++) {
    const image = matrix.map((row) => row.reduce((sum, value, j) => sum + value * (weights[j] ?? 0), 0));
    lambdaMax = image.reduce((sum, value) => sum + value, 0);
    const next = image.map((value) => value / lambdaMax);
    const moved = Math.max(...next.map((value, i) => Math.abs(value - (weights[i] ?? 0))));
    weights = next;
    if (moved < 1e-15) break;
  }
  return { weights, lambdaMax };
}
