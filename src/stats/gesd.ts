import { median } from './median';
import { tQuantile } from './t-quantile';

export interface GesdStep {
  readonly index: number;
  readonly statistic: number;
  readonly critical: number;
}

export interface Gesd {
  readonly outliers: readonly number[];
  readonly steps: readonly GesdStep[];
}

/**
 * Generalised extreme Studentised deviate test: indexes of up to `most` outliers, the most extreme first.
 *
 * The largest step whose statistic exceeds its critical value decides, so that outliers cannot hide each other. `robust`
 * measures from the median in MADs (S-H-ESD). Values are taken as roughly normal: at least 25, better more. Stops early
 * when the rest does not vary. `progress` hears 0 to 1, value by value. Source: Rosner (1983), doi 10.2307/1268549; NIST/SEMATECH e-Handbook 1.3.5.17.3.
 */
export function gesd(
  values: readonly number[],
  {
    most,
    alpha = 0.05,
    robust = false,
    progress,
  }: { most: number; alpha?: number; robust?: boolean; progress?: (share: number) => void },
): Gesd {
  const rest = values.map((value, index) => ({ value, index }));
  const steps: GesdStep[] = [];
  while (steps.length < most && rest.length > 2) {
    const { middle, spread } = (robust ? medianAndMad : meanAndDeviation)(rest.map(({ value }) => value));
    if (!(spread > 0)) break;
    const farthest = rest.reduce((a, b) => (Math.abs(b.value - middle) > Math.abs(a.value - middle) ? b : a));
    steps.push({
      index: farthest.index,
      statistic: Math.abs(farthest.value - middle) / spread,
      critical: criticalValue(rest.length, alpha),
    });
    rest.splice(rest.indexOf(farthest), 1);
    progress?.(steps.length / most);
  }
  const count = steps.findLastIndex((step) => step.statistic > step.critical) + 1;
  return { outliers: steps.slice(0, count).map((step) => step.index), steps };
}

/** For the most extreme of `left` values. */
function criticalValue(left: number, alpha: number): number {
  const t = tQuantile(1 - alpha / (2 * left), left - 2);
  return ((left - 1) * t) / Math.sqrt((left - 2 + t * t) * left);
}

function meanAndDeviation(values: readonly number[]): { middle: number; spread: number } {
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - middle) ** 2, 0);
  const rounding = values.length * (middle * 1e-14) ** 2;
  return { middle, spread: squares > rounding ? Math.sqrt(squares / (values.length - 1)) : 0 };
}

function medianAndMad(values: readonly number[]): { middle: number; spread: number } {
  const middle = median(values) ?? 0;
  const spread = median(values.map((value) => Math.abs(value - middle))) ?? 0;
  return { middle, spread: 1.482602218505602 * spread };
}
