import { normalCdf } from './normal-cdf';
import type { RunRuleOptions } from './run-rules';

/**
 * How many points of a stable process the rules would mark among `points`, in all charts together: an upper bound.
 *
 * Chances of the single rules for independent normal values, added up; overlaps and the first points of a chart, where
 * no run can be complete, make it a little less.
 */
export function expectedFalseAlarms(
  points: number,
  { rules = ['beyond'], side = 8, trend = 6 }: RunRuleOptions = {},
): number {
  const chance = {
    beyond: 2 * normalCdf(-3),
    side: 2 * 0.5 ** side,
    trend: 2 / factorial(trend),
    'two-of-three': completed(2, normalCdf(-2)),
    'four-of-five': completed(4, normalCdf(-1)),
  };
  return points * rules.reduce((sum, rule) => sum + chance[rule], 0);
}

/** The last point beyond on a side, and all but at most one of the `others` before it beyond on the same side. */
function completed(others: number, p: number): number {
  return 2 * p * (p ** others + others * p ** (others - 1) * (1 - p));
}

function factorial(n: number): number {
  return n <= 1 ? 1 : n * factorial(n - 1);
}
