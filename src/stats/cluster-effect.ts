/** What is known of answers, and of the persons behind them. */
export interface Clustered {
  /** Sum over answers of the squared weighted deviations from the mean. */
  readonly own: number;
  /** Sum over pairs of different answers of one person (each pair twice) of the products of their weighted deviations. */
  readonly between: number;
  readonly answers: number;
  readonly persons: number;
}

/**
 * By how much the variance of a mean grows because persons answered more than once, at least 1.
 *
 * The variance over persons is that of a ratio of cluster sums, linearised, divisor persons − 1. Where the answers do not
 * vary, or one person gave them all, each person counts as one answer. Sources: Cochran (1977), Sampling Techniques,
 * section 6.4; Korn & Graubard (1998) for sizes that clusters leave.
 */
export function clusterEffect({ own, between, answers, persons }: Clustered): number {
  if (!(persons < answers)) return 1;
  if (persons < 2 || !(own > 0)) return answers / Math.max(1, persons);
  return Math.max(1, ((persons / (persons - 1)) * Math.max(0, own + between)) / own);
}
