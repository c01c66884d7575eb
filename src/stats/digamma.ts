/**
 * The slope of ln Γ at `x` > 0, to about 1e-14 of max(1, |value|).
 *
 * Steps up to x ≥ 10 by ψ(x) = ψ(x + 1) − 1/x and sums the asymptotic series there. Source: Abramowitz & Stegun (1964),
 * 6.3.5 and 6.3.18.
 */
export function digamma(x: number): number {
  let [at, sum] = [x, 0];
  for (; at < 10; at++) sum -= 1 / at;
  const y = 1 / (at * at);
  const rest = y * (1 / 12 - y * (1 / 120 - y * (1 / 252 - y * (1 / 240 - y * (1 / 132 - (y * 691) / 32_760)))));
  return sum + Math.log(at) - 0.5 / at - rest;
}
