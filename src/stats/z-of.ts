import { normalQuantile } from './normal-quantile';
import { z95 } from './z95';

/** Half-width, in standard errors, of a two-sided normal interval with `confidence` in (0, 1); throws outside it. */
export function zOf(confidence: number): number {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError(`confidence outside 0 to 1: ${String(confidence)}`);
  return confidence === 0.95 ? z95 : normalQuantile(0.5 + confidence / 2);
}
