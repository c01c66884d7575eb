import { binomialTest } from './binomial-test';
import type { KanoCategory } from './kano-category';

export type KanoCounts = Readonly<Record<KanoCategory, number>>;

export interface KanoResult {
  readonly n: number;
  /** The most frequent category; ties go to M before O, A, I, R, Q. */
  readonly category: KanoCategory;
  /** Lead of the most frequent category over the next, as a share of n, 0 to 1. */
  readonly strength: number;
  /** Two-sided sign test of that lead among the answers in these two categories. */
  readonly leadP: number | null;
  /** (A + O) / (A + O + M + I), 0 to 1: how far having it raises satisfaction. Null without such answers. */
  readonly better: number | null;
  /** −(O + M) / (A + O + M + I), −1 to 0: how far lacking it lowers satisfaction. */
  readonly worse: number | null;
  /** Share of contradictory answers; over .1 the question is bad. */
  readonly questionable: number;
}

/**
 * Summary of the categories that people gave one item; `counts` are ≥ 0 and whole, or weighted ones brought to their effective
 * number, which the test rounds. Null without answers.
 *
 * The lead's test looks at the two leaders after the fact, so it is somewhat too willing to see a lead.
 * Source: Berger et al. (1993), Center for Quality of Management Journal 2(4).
 */
export function kano(counts: KanoCounts): KanoResult | null {
  const { A, O, M, I, Q } = counts;
  const n = A + O + M + I + counts.R + Q;
  if (!(n > 0)) return null;
  const [first, second] = tieOrder.toSorted((one, other) => counts[other] - counts[one]);
  const top = counts[first ?? 'M'];
  const next = counts[second ?? 'M'];
  const judged = A + O + M + I;
  return {
    n,
    category: first ?? 'M',
    strength: (top - next) / n,
    leadP: binomialTest(Math.round(next), Math.round(next) + Math.round(top)),
    better: judged > 0 ? (A + O) / judged : null,
    worse: judged > 0 ? -(O + M) / judged : null,
    questionable: Q / n,
  };
}

const tieOrder: readonly KanoCategory[] = ['M', 'O', 'A', 'I', 'R', 'Q'];
