import { normalCdf } from './normal-cdf';
import { normalQuantile } from './normal-quantile';
import { quantile } from './quantile';
import type { Interval } from './wilson';

export type BootstrapMethod = 'percentile' | 'basic' | 'bca';

/** Statistics with one unit left out, and how many equal units each stands for. */
export interface Jackknife {
  readonly values: readonly number[];
  readonly multiplicities: readonly number[];
}

/**
 * The interval of `estimate`, in its unit, from its bootstrap replicates sorted upwards.
 *
 * `bca` needs the jackknife. Null when the replicates are all equal, all on one side of the estimate (bca) or the
 * jackknife does not vary. Source: Davison & Hinkley (1997), Bootstrap Methods, ch. 5; Efron (1987), doi
 * 10.1080/01621459.1987.10478410.
 */
export function bootstrapInterval(
  estimate: number,
  sorted: ArrayLike<number>,
  confidence: number,
  method: BootstrapMethod,
  jackknife?: Jackknife,
): Interval | null {
  if (!((sorted[sorted.length - 1] ?? 0) > (sorted[0] ?? 0))) return null;
  const tail = (1 - confidence) / 2;
  const tails = method === 'bca' ? bcaTails(estimate, sorted, tail, jackknife) : ([tail, 1 - tail] as const);
  if (tails === null) return null;
  const [low, high] = tails.map((p) => quantile(sorted, p) ?? NaN) as [number, number];
  return method === 'basic' ? { low: 2 * estimate - high, high: 2 * estimate - low } : { low, high };
}

function bcaTails(
  estimate: number,
  sorted: ArrayLike<number>,
  tail: number,
  jackknife: Jackknife | undefined,
): readonly [number, number] | null {
  const bias = normalQuantile(shareBelow(sorted, estimate));
  const acceleration = jackknife ? accelerationOf(jackknife) : null;
  if (!Number.isFinite(bias) || acceleration === null) return null;
  const adjusted = (p: number): number => {
    const z = bias + normalQuantile(p);
    return normalCdf(bias + z / (1 - acceleration * z));
  };
  return [adjusted(tail), adjusted(1 - tail)];
}

function shareBelow(sorted: ArrayLike<number>, value: number): number {
  let [below, equal] = [0, 0];
  for (let i = 0; i < sorted.length; i++) {
    const other = sorted[i] ?? NaN;
    if (other < value) below++;
    else if (other === value) equal++;
  }
  return (below + equal / 2) / sorted.length;
}

function accelerationOf({ values, multiplicities }: Jackknife): number | null {
  let [n, total, squares, cubes] = [0, 0, 0, 0];
  values.forEach((value, i) => {
    n += multiplicities[i] ?? 0;
    total += value * (multiplicities[i] ?? 0);
  });
  values.forEach((value, i) => {
    const distance = total / n - value;
    squares += distance ** 2 * (multiplicities[i] ?? 0);
    cubes += distance ** 3 * (multiplicities[i] ?? 0);
  });
  return squares > 0 ? cubes / (6 * squares ** 1.5) : null;
}
