import { pAlive, purchasesWhileAlive, type BgNbdParameters, type PurchaseHistory } from '../stats/bg-nbd';

/** What the BG/NBD model expects of a customer; null without parameters, or where it does not exist. */
export interface Forecast {
  readonly alive: number | null;
  /** Purchases until the end of each of the equal steps of the horizon, the last of which is its end. */
  readonly expected: readonly (number | null)[];
}

/** Forecasts by history. Purchases while active depend on frequency and age alone, and are computed once for each pair. */
export function forecasts(
  parameters: BgNbdParameters | null,
  { horizon, steps }: { readonly horizon: number; readonly steps: number },
): (history: PurchaseHistory) => Forecast {
  const ends = Array.from({ length: steps }, (_, at) => (horizon * (at + 1)) / steps);
  const known = new Map<string, readonly (number | null)[]>();
  return (history) => {
    if (!parameters) return { alive: null, expected: ends.map(() => null) };
    const key = `${String(history.frequency)} ${String(history.age)}`;
    const active = known.get(key) ?? ends.map((t) => purchasesWhileAlive(parameters, history, t));
    known.set(key, active);
    const alive = pAlive(parameters, history);
    return { alive, expected: active.map((purchases) => (purchases === null ? null : purchases * alive)) };
  };
}
