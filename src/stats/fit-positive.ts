import { minimise, type Minimum } from './minimise';
import { standardErrors } from './standard-errors';

export interface PositiveFit {
  readonly parameters: readonly number[];
  /** By the delta method from the logarithms; null when the data do not determine the parameters. */
  readonly standardErrors: readonly number[] | null;
  readonly logLikelihood: number;
  readonly converged: boolean;
  readonly iterations: number;
  readonly starts: number;
  /** Starts that came within .001 of the best log-likelihood. */
  readonly agreeing: number;
}

/** A log-likelihood at given parameters, with its slope by each of them. */
export type Slopes = (parameters: readonly number[]) => { readonly value: number; readonly slopes: readonly number[] };

/** How a fit is searched for; see `fitPositive`. */
export interface FitOptions {
  readonly penalty?: number;
  readonly n?: number;
  readonly progress?: (share: number) => void;
}

/** Whether the data do not determine the parameters, or the likelihood pushes one of them to 0 or infinity. */
export function isDegenerate({ parameters, standardErrors: errors }: PositiveFit): boolean {
  return !errors || parameters.some((value) => value < 1e-4 || value > 1e4);
}

/**
 * Maximum-likelihood estimates of positive parameters, sought on their logarithms from several starts.
 *
 * `penalty` is added as penalty · n · Σ parameter² to the negative log-likelihood that is minimised (0: none);
 * `logLikelihood` of the result is without it. `progress` hears 0 to 1, start by start. Null when no start has a finite likelihood.
 */
export function fitPositive(
  likelihood: Slopes,
  starts: readonly (readonly number[])[],
  { penalty = 0, n = 1, progress = () => undefined }: FitOptions = {},
): PositiveFit | null {
  const objective = (logs: Float64Array) => {
    const parameters = Array.from(logs, Math.exp);
    const { value, slopes } = likelihood(parameters);
    return {
      value: -value + penalty * n * parameters.reduce((sum, p) => sum + p * p, 0),
      gradient: Float64Array.from(parameters, (p, i) => p * (2 * penalty * n * p - (slopes[i] ?? 0))),
    };
  };
  const minima = starts
    .map((start, at) => {
      progress(at / starts.length);
      return minimise(objective, start.map(Math.log), { tolerance: 1e-9, maxIterations: 200 });
    })
    .filter((minimum): minimum is Minimum => minimum !== null)
    .sort((one, other) => one.value - other.value);
  const best = minima[0];
  if (!best) return null;
  const parameters = Array.from(best.point, Math.exp);
  return {
    parameters,
    standardErrors:
      standardErrors((logs) => objective(logs).gradient, best.point)?.map((error, i) => error * (parameters[i] ?? 0)) ??
      null,
    logLikelihood: likelihood(parameters).value,
    converged: best.slope < 1e-6 * Math.max(1, Math.abs(best.value)),
    iterations: best.iterations,
    starts: starts.length,
    agreeing: minima.filter((minimum) => minimum.value < best.value + 1e-3).length,
  };
}
