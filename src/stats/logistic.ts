import { CholeskyDecomposition, inverse, Matrix } from 'ml-matrix';
import { logisticRound, type LogisticRound } from './logistic-round';

export interface LogisticOptions {
  /** Penalty ridge/2 · Σ (coefficient · SD of its predictor)², not on the intercept; 0 unless given. */
  readonly ridge?: number;
  readonly maxIterations?: number;
  /** Stops when a step would lower the penalised loss by no more than this part of it; 1e-11 unless given. */
  readonly tolerance?: number;
  /** Coefficients to start from, the intercept first; zeros unless given. */
  readonly start?: readonly number[];
}

export interface Logistic {
  /** In logits, the intercept first. */
  readonly coefficients: readonly number[];
  /** From the penalised information. */
  readonly standardErrors: readonly number[];
  readonly logLikelihood: number;
  readonly n: number;
  readonly events: number;
  readonly iterations: number;
  readonly converged: boolean;
  /** True when the outcomes can be told apart so well that unpenalised coefficients run off to infinity. */
  readonly separated: boolean;
  /** The penalty in use: 1 where separation asked for one and none was given. */
  readonly ridge: number;
}

/**
 * Logistic regression of outcomes 0 or 1 on rows of predictors, by Newton's method (IRLS) with halved steps.
 *
 * Under separation without a ridge it is fitted again with ridge 1 and marked. Null without rows, with one outcome
 * only, for a value that is not finite, or when the predictors are collinear (unless a ridge is given).
 * Source: McCullagh & Nelder (1989); le Cessie & van Houwelingen (1992), doi 10.2307/2347628.
 */
export function logistic(
  rows: readonly ArrayLike<number>[],
  outcomes: ArrayLike<number>,
  options: LogisticOptions = {},
): Logistic | null {
  const width = rows[0]?.length ?? 0;
  const variances = variancesOf(rows, width);
  if (!variances.every(Number.isFinite)) return null;
  return logisticByRounds((coefficients) => logisticRound(rows, outcomes, coefficients), variances, options);
}

/**
 * The same fit where `round(coefficients)` gives the sums over all rows, for instance merged from branches that keep
 * their rows; `variances` are those of the predictors, needed only for the ridge.
 */
export function logisticByRounds(
  round: (coefficients: readonly number[]) => LogisticRound,
  variances: readonly number[],
  { ridge = 0, maxIterations = 50, tolerance = 1e-11, start }: LogisticOptions = {},
): Logistic | null {
  const penalties = [0, ...variances.map((value) => ridge * value)];
  const cost = ({ logLikelihood }: LogisticRound, at: readonly number[]): number =>
    at.reduce((sum, b, i) => sum + ((penalties[i] ?? 0) / 2) * b * b, -logLikelihood);
  let coefficients = penalties.map((_, i) => start?.[i] ?? 0);
  let sums = round(coefficients);
  if (sums.events === 0 || sums.events === sums.n) return null;
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < maxIterations) {
    const step = newtonStep(sums, coefficients, penalties);
    if (!step) return iterations === 0 || ridge > 0 ? null : separatedFit();
    const before = cost(sums, coefficients);
    const from = coefficients;
    let length = 1;
    do {
      coefficients = from.map((b, i) => b + length * (step.by[i] ?? 0));
      sums = round(coefficients);
      length /= 2;
    } while (!(cost(sums, coefficients) <= before + 1e-12 * Math.abs(before)) && length > 1e-9);
    iterations++;
    converged = step.decrement <= tolerance * (before + 0.1);
  }
  const standardErrors = errors(sums, penalties);
  if (!standardErrors) return ridge === 0 ? separatedFit() : null;
  const runsOff = standardErrors.some((error, i) => i > 0 && error * Math.sqrt(variances[i - 1] ?? 0) > 100);
  if (ridge === 0 && (runsOff || sums.logLikelihood > -1e-6 * sums.n)) return separatedFit();
  const { logLikelihood, n, events } = sums;
  return { coefficients, standardErrors, logLikelihood, n, events, iterations, converged, separated: false, ridge };

  function separatedFit(): Logistic | null {
    const fit = logisticByRounds(round, variances, { ridge: 1, maxIterations, tolerance });
    return fit && { ...fit, separated: true };
  }
}

function newtonStep({ gradient, hessian }: LogisticRound, at: readonly number[], penalties: readonly number[]) {
  const slope = Array.from(gradient, (g, i) => g - (penalties[i] ?? 0) * (at[i] ?? 0));
  const cholesky = new CholeskyDecomposition(penalised(hessian, penalties));
  if (!cholesky.isPositiveDefinite() || nearlySingular(cholesky.lowerTriangularMatrix, hessian, penalties)) return null;
  const by = cholesky.solve(Matrix.columnVector(slope)).to1DArray();
  return { by, decrement: by.reduce((sum, b, i) => sum + b * (slope[i] ?? 0), 0) };
}

function nearlySingular(lower: Matrix, hessian: LogisticRound['hessian'], penalties: readonly number[]): boolean {
  return hessian.some((line, i) => lower.get(i, i) ** 2 < 1e-9 * ((line[i] ?? 0) + (penalties[i] ?? 0)));
}

function penalised(hessian: LogisticRound['hessian'], penalties: readonly number[]): Matrix {
  const matrix = new Matrix(hessian.map((line) => Array.from(line)));
  penalties.forEach((penalty, i) => matrix.set(i, i, matrix.get(i, i) + penalty));
  return matrix;
}

function errors({ hessian }: LogisticRound, penalties: readonly number[]): number[] | null {
  const variances = inverse(penalised(hessian, penalties)).diagonal();
  return variances.every((value) => value > 0) ? variances.map(Math.sqrt) : null;
}

function variancesOf(rows: readonly ArrayLike<number>[], width: number): number[] {
  const [sums, squares] = [new Float64Array(width), new Float64Array(width)];
  for (const row of rows) for (let i = 0; i < width; i++) sums[i] = (sums[i] ?? 0) + (row[i] ?? 0);
  const means = sums.map((sum) => sum / rows.length);
  for (const row of rows)
    for (let i = 0; i < width; i++) squares[i] = (squares[i] ?? 0) + ((row[i] ?? 0) - (means[i] ?? 0)) ** 2;
  return Array.from(squares, (sum) => sum / rows.length);
}
