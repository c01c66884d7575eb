import { pAlive, purchasesWhileAlive, type BgNbdParameters, type PurchaseHistory } from '../stats/bg-nbd';
import { clvDcf } from '../stats/clv-dcf';

/** What the BG/NBD model expects of a customer; null without parameters, or where it does not exist. */
export interface Forecast {
  readonly alive: number | null;
  /** Purchases until the end of the horizon. */
  readonly purchases: number | null;
  /** The same, each discounted by the step of the horizon that it falls into. */
  readonly discounted: number | null;
}

interface Horizon {
  /** In the unit of the histories. */
  readonly horizon: number;
  /** Equal parts of the horizon, and the discount of one of them (0.01: 1 %). */
  readonly steps: number;
  readonly discount: number;
}

const none: Forecast = { alive: null, purchases: null, discounted: null };

/** Forecasts by history. Purchases while active depend on frequency and age alone, and are computed once for each pair. */
export function forecasts(
  parameters: BgNbdParameters | null,
  { horizon, steps, discount }: Horizon,
): (history: PurchaseHistory) => Forecast {
  if (!parameters) return () => none;
  const whileAlive = (history: PurchaseHistory) => {
    const until = (t: number) => purchasesWhileAlive(parameters, history, t);
    return {
      purchases: until(horizon),
      discounted: clvDcf(until, 1, { periods: steps, length: horizon / steps, discount }),
    };
  };
  const known = new Map<number, Map<number, ReturnType<typeof whileAlive>>>();
  return (history) => {
    const ages = known.get(history.frequency) ?? new Map<number, ReturnType<typeof whileAlive>>();
    const active = ages.get(history.age) ?? whileAlive(history);
    known.set(history.frequency, ages.set(history.age, active));
    const alive = pAlive(parameters, history);
    return { alive, purchases: times(active.purchases, alive), discounted: times(active.discounted, alive) };
  };
}

function times(purchases: number | null, share: number | null): number | null {
  return purchases === null || share === null ? null : purchases * share;
}
