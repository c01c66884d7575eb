import { d2 } from './d2';
import { meanMovingRange } from './mean-moving-range';

/**
 * How many times more (or less) values vary from period to period than their standard errors `errors` let expect.
 *
 * From the mean moving range of the standardised values; null when that does not exist or is 0. Source: Laney (2002), doi
 * 10.1081/QEN-120006708.
 */
export function laneySigma(
  values: readonly (number | null)[],
  errors: readonly (number | null)[],
  centre: number,
  baseline?: readonly boolean[],
): number | null {
  const standardised = values.map((value, i) => (value === null ? null : (value - centre) / (errors[i] ?? NaN)));
  const range = meanMovingRange(standardised, baseline);
  return range !== null && range > 0 ? range / d2 : null;
}
