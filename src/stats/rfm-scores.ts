import { quantile } from './quantile';

/** `recency` in days since the last order, `frequency` in orders, `monetary` their total in whole units of money. */
export interface RfmValues {
  readonly recency: number;
  readonly frequency: number;
  /** Null where it is not known. */
  readonly monetary: number | null;
}

export interface RfmScores {
  /** bins − 1 cut points each, ascending. */
  readonly cuts: { readonly r: readonly number[]; readonly f: readonly number[]; readonly m: readonly number[] };
  /** 1 to bins for each customer, in the order given; 5 is best, for `r` the most recent. */
  readonly scores: readonly { readonly r: number; readonly f: number; readonly m: number | null }[];
  /** Which of the three have equal cut points, so that some scores cannot occur. */
  readonly coarse: { readonly r: boolean; readonly f: boolean; readonly m: boolean };
}

/**
 * RFM scores by quantile cut points, of which each is the type-7 quantile plus 1 (the rule of R's `rfm`).
 *
 * Tie rule: a score is one more than the number of cut points at or below the value, so equal values always get equal
 * scores and the bins need not be equal in size; recency is reversed. Null without customers, with fewer than two
 * bins, or when a value is not finite. Source: Hebbali, R package rfm 0.3.0 (MIT); Hyndman & Fan (1996), doi
 * 10.1080/00031305.1996.10473566.
 */
export function rfmScores(customers: readonly RfmValues[], bins: number = 5): RfmScores | null {
  if (customers.length === 0 || !Number.isInteger(bins) || bins < 2) return null;
  if (!customers.every(({ recency, frequency, monetary }) => Number.isFinite(recency + frequency + (monetary ?? 0))))
    return null;
  const r = cutPoints(
    customers.map(({ recency }) => recency),
    bins,
  );
  const f = cutPoints(
    customers.map(({ frequency }) => frequency),
    bins,
  );
  const m = cutPoints(
    customers.flatMap(({ monetary }) => monetary ?? []),
    bins,
  );
  return {
    cuts: { r, f, m },
    scores: customers.map(({ recency, frequency, monetary }) => ({
      r: bins + 1 - score(recency, r),
      f: score(frequency, f),
      m: monetary === null ? null : score(monetary, m),
    })),
    coarse: { r: repeats(r), f: repeats(f), m: repeats(m) },
  };
}

function cutPoints(values: readonly number[], bins: number): number[] {
  if (!values.length) return [];
  const sorted = values.toSorted((one, other) => one - other);
  return Array.from({ length: bins - 1 }, (_, i) => (quantile(sorted, (i + 1) / bins) ?? NaN) + 1);
}

function score(value: number, cuts: readonly number[]): number {
  return 1 + cuts.filter((cut) => cut <= value).length;
}

function repeats(cuts: readonly number[]): boolean {
  return new Set(cuts).size < cuts.length;
}
