import { correlationTest, type CorrelationTest } from './correlation-test';
import { z95 } from './z95';

export interface Correlation extends CorrelationTest {
  readonly r: number;
  readonly n: number;
}

/**
 * Pearson's correlation (−1 to 1) of pairs, each occurring `counts` times (once without), with Fisher's interval.
 *
 * Null with fewer than two pairs or when either side does not vary. Source: Fisher (1921).
 */
export function correlation(
  x: readonly number[],
  y: readonly number[],
  { counts, z = z95 }: { counts?: readonly number[]; z?: number } = {},
): Correlation | null {
  const weight = (i: number): number => counts?.[i] ?? 1;
  const n = x.reduce((total, _, i) => total + weight(i), 0);
  const mean = (values: readonly number[]): number => values.reduce((sum, value, i) => sum + weight(i) * value, 0) / n;
  const [meanX, meanY] = [mean(x), mean(y)];
  let [xx, yy, xy] = [0, 0, 0];
  x.forEach((value, i) => {
    const [dx, dy] = [value - meanX, (y[i] ?? NaN) - meanY];
    xx += weight(i) * dx * dx;
    yy += weight(i) * dy * dy;
    xy += weight(i) * dx * dy;
  });
  if (!(n >= 2 && xx > flat(meanX, n) && yy > flat(meanY, n))) return null;
  const r = Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy)));
  return { r, n, ...correlationTest(r, n, { z }) };
}

/** Rounding leaves equal values a sum of squares of about this size. */
function flat(mean: number, n: number): number {
  return n * (mean * 1e-14) ** 2;
}
