import { inverse, Matrix } from 'ml-matrix';
import { correlations, type Moments } from './moments';
import { tCdf } from './t-cdf';

export interface Coefficient {
  /** In units of the response per unit of the predictor. */
  readonly value: number;
  /** In standard deviations of the response per standard deviation of the predictor. */
  readonly beta: number;
  /** Null, as are t and p, without a residual degree of freedom or residual variance. */
  readonly se: number | null;
  readonly t: number | null;
  /** Two-sided. */
  readonly p: number | null;
  /** Variance inflation ≥ 1, of which 1 is without correlation among the predictors. */
  readonly vif: number;
}

export interface Ols {
  readonly n: number;
  readonly intercept: number;
  readonly coefficients: readonly Coefficient[];
  readonly r2: number;
  /** Null without a residual degree of freedom. */
  readonly adjustedR2: number | null;
  /** n − predictors − 1. */
  readonly freedom: number;
  /** Residual standard deviation. */
  readonly sigma: number | null;
}

/**
 * Least-squares regression with intercept of the column `response` on the columns `predictors` of the moments.
 *
 * Null when a column does not vary or the predictors are collinear (a variance inflation over 1e8). A correlation
 * matrix serves as moments with means 0 and comoments (n − 1) r. Source: Draper & Smith (1998), doi
 * 10.1002/9781118625590, chapters 5 and 7.
 */
export function ols(moments: Moments, response: number, predictors: readonly number[]): Ols | null {
  const columns = [...predictors, response];
  const comoment = columns.map((i) => columns.map((j) => moments.comoment[i]?.[j] ?? NaN));
  const correlation = correlations({ ...moments, comoment });
  const k = predictors.length;
  if (!correlation || k === 0) return null;
  const inverted = invertible(correlation.slice(0, k).map((row) => row.slice(0, k)));
  if (!inverted) return null;
  const toResponse = correlation.slice(0, k).map((row) => row[k] ?? 0);
  const betas = inverted.mmul(Matrix.columnVector(toResponse)).to1DArray();
  const r2 = Math.min(
    1,
    Math.max(
      0,
      betas.reduce((sum, beta, i) => sum + beta * (toResponse[i] ?? 0), 0),
    ),
  );
  const freedom = moments.n - k - 1;
  const spread = comoment.map((row, i) => Math.sqrt(row[i] ?? 0));
  const total = spread[k] ?? 0;
  const sigma = freedom > 0 ? (total * Math.sqrt(1 - r2)) / Math.sqrt(freedom) : null;
  const coefficients = betas.map((beta, i): Coefficient => {
    const value = (beta * total) / (spread[i] ?? 1);
    const vif = Math.max(1, inverted.get(i, i));
    const se = sigma ? (sigma * Math.sqrt(vif)) / (spread[i] ?? 1) : null;
    const t = se ? value / se : null;
    return { value, beta, se, t, p: t === null ? null : 2 * tCdf(-Math.abs(t), freedom), vif };
  });
  const mean = (i: number | undefined): number => moments.mean[i ?? -1] ?? 0;
  return {
    n: moments.n,
    intercept: coefficients.reduce((rest, { value }, i) => rest - value * mean(predictors[i]), mean(response)),
    coefficients,
    r2,
    adjustedR2: freedom > 0 ? 1 - ((1 - r2) * (moments.n - 1)) / freedom : null,
    freedom,
    sigma,
  };
}

function invertible(matrix: number[][]): Matrix | null {
  if (!matrix.flat().every(Number.isFinite)) return null;
  try {
    const inverted = inverse(new Matrix(matrix));
    return inverted.diagonal().every((vif) => vif > 0 && vif < 1e8) ? inverted : null;
  } catch {
    return null;
  }
}
