import { chiSquareCdf } from './chi-square-cdf';
import { normalCdf } from './normal-cdf';
import { normalQuantile } from './normal-quantile';
import type { Interval } from './wilson';

/** How much one unit changed, the standard error of that, and how much it counts. */
export interface UnitChange {
  readonly difference: number;
  readonly se: number;
  readonly weight: number;
}

export interface DifferenceInDifferences extends Interval {
  readonly estimate: number;
  readonly se: number;
  /** Two-sided p of no effect; null where nothing varies. */
  readonly p: number | null;
  /** Mean change of the units that were acted upon, and of those that were not. */
  readonly acted: number;
  readonly untouched: number;
  /** p of Cochran's test that the untouched units all moved alike; null for fewer than two. */
  readonly unlike: number | null;
}

/**
 * Mean change of units acted upon minus that of untouched ones, in their unit, with a normal interval.
 *
 * Units are independent and their weights fixed, so a shift of the mix changes nothing. Null when a side is empty.
 * Source: Angrist & Pischke (2009), Mostly Harmless Econometrics, ch. 5; Cochran (1954), doi 10.2307/3001666.
 */
export function differenceInDifferences(
  acted: readonly UnitChange[],
  untouched: readonly UnitChange[],
  confidence = 0.95,
): DifferenceInDifferences | null {
  const [own, other] = [meanOf(acted), meanOf(untouched)];
  if (!own || !other) return null;
  const estimate = own.difference - other.difference;
  const se = Math.hypot(own.se, other.se);
  const half = normalQuantile(0.5 + confidence / 2) * se;
  return {
    estimate,
    se,
    low: estimate - half,
    high: estimate + half,
    p: se > 0 ? 2 * normalCdf(-Math.abs(estimate) / se) : null,
    acted: own.difference,
    untouched: other.difference,
    unlike: cochran(untouched),
  };
}

function meanOf(units: readonly UnitChange[]): { readonly difference: number; readonly se: number } | null {
  const total = units.reduce((sum, { weight }) => sum + weight, 0);
  if (!(total > 0)) return null;
  const difference = units.reduce((sum, unit) => sum + unit.weight * unit.difference, 0) / total;
  return { difference, se: Math.hypot(...units.map(({ weight, se }) => (weight * se) / total)) };
}

function cochran(units: readonly UnitChange[]): number | null {
  const known = units.filter(({ se }) => se > 0);
  if (known.length < 2) return null;
  const precision = known.reduce((sum, { se }) => sum + se ** -2, 0);
  const mean = known.reduce((sum, { difference, se }) => sum + difference * se ** -2, 0) / precision;
  const q = known.reduce((sum, { difference, se }) => sum + ((difference - mean) / se) ** 2, 0);
  return 1 - chiSquareCdf(q, known.length - 1);
}
