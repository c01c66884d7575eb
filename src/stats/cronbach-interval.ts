import { fQuantile } from './f-quantile';
import type { Interval } from './wilson';

/**
 * The interval of Cronbach's α of `items` items answered by `n` people (may be an effective number), at a confidence in
 * (0, 1); null below two of either. Exact for normal answers with equal covariances; its lower end may be below −1.
 * Source: Feldt (1965), doi 10.1007/BF02289499; Feldt, Woodruff & Salih (1987), doi 10.1177/014662168701100107.
 */
export function cronbachInterval(alpha: number, n: number, items: number, confidence = 0.95): Interval | null {
  if (!(n >= 2) || !(items >= 2)) return null;
  const end = (share: number) => 1 - (1 - alpha) * fQuantile(share, n - 1, (n - 1) * (items - 1));
  const tail = (1 - confidence) / 2;
  return { low: end(1 - tail), high: end(tail) };
}
