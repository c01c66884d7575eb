/**
 * What one branch gives to a round of fitting a logistic regression: sums over its rows at common coefficients.
 * `gradient` has 1 + predictors entries (intercept first), `hessian` is the information XᵀWX, both of the
 * log-likelihood.
 */
export interface LogisticRound {
  readonly n: number;
  readonly events: number;
  readonly logLikelihood: number;
  readonly gradient: Float64Array;
  readonly hessian: readonly Float64Array[];
}

/**
 * Sums of a round over rows of predictors (without the intercept's column) and outcomes 0 or 1.
 *
 * Adding up the rounds of all branches gives the round of the pooled rows, hence the same fit.
 */
export function logisticRound(
  rows: readonly ArrayLike<number>[],
  outcomes: ArrayLike<number>,
  coefficients: ArrayLike<number>,
): LogisticRound {
  const width = coefficients.length;
  const gradient = new Float64Array(width);
  // The information, line after line.
  const sums = new Float64Array(width * width);
  // The predictors of a row that are not 0, and where they stand.
  const held = new Float64Array(width).fill(1, 0, 1);
  const places = new Uint32Array(width);
  let logLikelihood = 0;
  let events = 0;
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r] ?? [];
    const y = outcomes[r] ?? 0;
    let eta = coefficients[0] ?? 0;
    let many = 1;
    for (let i = 1; i < width; i++) {
      const x = row[i - 1] ?? 0;
      if (x === 0) continue;
      eta += (coefficients[i] ?? 0) * x;
      held[many] = x;
      places[many++] = i;
    }
    const small = Math.exp(-Math.abs(eta));
    const p = (eta >= 0 ? 1 : small) / (1 + small);
    logLikelihood -= Math.max(0, y === 1 ? -eta : eta) + Math.log1p(small);
    events += y;
    for (let a = 0; a < many; a++) {
      const i = places[a] ?? 0;
      const x = held[a] ?? 0;
      gradient[i] = (gradient[i] ?? 0) + x * (y - p);
      const line = i * width;
      const weight = x * p * (1 - p);
      for (let b = 0; b <= a; b++) {
        const j = line + (places[b] ?? 0);
        sums[j] = (sums[j] ?? 0) + weight * (held[b] ?? 0);
      }
    }
  }
  for (let i = 0; i < width; i++) for (let j = 0; j < i; j++) sums[j * width + i] = sums[i * width + j] ?? 0;
  const hessian = Array.from(gradient, (_, i) => sums.subarray(i * width, (i + 1) * width));
  return { n: rows.length, events, logLikelihood, gradient, hessian };
}

/** The round of several branches together; null without any. */
export function mergeLogisticRounds(rounds: readonly LogisticRound[]): LogisticRound | null {
  const [first, ...others] = rounds;
  if (!first) return null;
  const plus = (a: Float64Array, b: Float64Array | undefined): Float64Array => a.map((x, i) => x + (b?.[i] ?? 0));
  return others.reduce(
    (sum, round) => ({
      n: sum.n + round.n,
      events: sum.events + round.events,
      logLikelihood: sum.logLikelihood + round.logLikelihood,
      gradient: plus(sum.gradient, round.gradient),
      hessian: sum.hessian.map((line, i) => plus(line, round.hessian[i])),
    }),
    first,
  );
}
