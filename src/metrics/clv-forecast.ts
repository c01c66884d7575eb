import { conditionalExpected, pAlive, type BgNbdParameters, type PurchaseHistory } from '../stats/bg-nbd';

/** What the BG/NBD model expects of a customer; all null without parameters. */
export interface Forecast {
  readonly alive: number | null;
  /** Purchases over the horizon. */
  readonly expected: number | null;
  /** Purchases until a time from now. */
  readonly of: ((t: number) => number | null) | null;
}

/** Forecasts by history; equal histories are computed once. */
export function forecasts(parameters: BgNbdParameters | null, horizon: number): (history: PurchaseHistory) => Forecast {
  const known = new Map<string, Forecast>();
  return (history: PurchaseHistory) => {
    if (!parameters) return { alive: null, expected: null, of: null };
    const key = `${String(history.frequency)} ${String(history.recency)} ${String(history.age)}`;
    const at = new Map<number, number | null>();
    const of = (t: number) => {
      if (!at.has(t)) at.set(t, conditionalExpected(parameters, history, t));
      return at.get(t) ?? null;
    };
    const found = known.get(key) ?? { alive: pAlive(parameters, history), expected: of(horizon), of };
    known.set(key, found);
    return found;
  };
}
