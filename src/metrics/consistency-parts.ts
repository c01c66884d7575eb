import { krippendorffInterval } from '../stats/krippendorff-interval';
import { groupBy } from './group-by';
import type { Answer, Respondent, Respondents } from './patterns';

/** 1 − SD of the means over half the range; the variance that sampling alone would give is taken off. */
export function between(means: readonly number[], noise: number, range: number): number | null {
  const k = means.length;
  if (k < 2) return null;
  const centre = means.reduce((sum, mean) => sum + mean, 0) / k;
  const seen = means.reduce((sum, mean) => sum + (mean - centre) ** 2, 0) / k;
  return 1 - Math.sqrt(Math.max(0, seen - noise)) / (range / 2);
}

/**
 * The variance (divisor: how many they are) that sampling customers alone would give the means of touchpoints. A customer
 * who rated several moves them all together, which sets them less apart than strangers would (linearised, for each
 * touchpoint with the divisor raters − 1).
 */
export function samplingVariance(
  { respondents, people }: Pick<Respondents, 'respondents' | 'people'>,
  means: ReadonlyMap<string, number>,
  valueOf: (answer: Answer) => number,
): number {
  const [weights, raters] = [new Map<string, number>(), new Map<string, number>()];
  const add = (to: Map<string, number>, touchpoint: string, more: number) =>
    to.set(touchpoint, (to.get(touchpoint) ?? 0) + more);
  const moves = respondents.map(({ answers, n }) => {
    const own = new Map<string, number>();
    for (const answer of answers) {
      const touchpoint = answer.touchpoint ?? '';
      add(own, touchpoint, answer.weight * (valueOf(answer) - (means.get(touchpoint) ?? 0)));
      add(weights, touchpoint, n * answer.weight);
    }
    for (const touchpoint of own.keys()) add(raters, touchpoint, n);
    return { own, n };
  });
  const scaled = (move: number, touchpoint: string) => {
    const [weight, count] = [weights.get(touchpoint) ?? 0, raters.get(touchpoint) ?? 0];
    return weight > 0 && count > 1 ? (move / weight) * Math.sqrt(count / (count - 1)) : 0;
  };
  let [read, variance] = [0, 0];
  for (const { own, n } of moves) {
    const apart = [...own].map(([touchpoint, move]) => scaled(move, touchpoint));
    const together = apart.reduce((sum, move) => sum + move, 0);
    variance += (n * (apart.reduce((sum, move) => sum + move * move, 0) - together ** 2 / means.size)) / means.size;
    read += n;
  }
  return people > read ? (variance * read) / people : variance;
}

/**
 * How far apart one customer's touchpoints are, and whether customers or touchpoints make the difference. Customers count
 * by the mean weight of their answers, 1 on average.
 */
export function within(respondents: readonly Respondent[], valueOf: (answer: Answer) => number) {
  const raters = respondents.flatMap(({ answers, n }) => {
    const means = [...groupBy(answers, ({ touchpoint }) => touchpoint).values()].map(
      (own) => own.reduce((sum, answer) => sum + valueOf(answer), 0) / own.length,
    );
    const weight = answers.reduce((sum, answer) => sum + answer.weight, 0) / answers.length;
    return means.length < 2 ? [] : [{ means, n, weight: n * weight }];
  });
  const people = raters.reduce((sum, { n }) => sum + n, 0);
  const weights = raters.reduce((sum, { weight }) => sum + weight, 0);
  if (!(weights > 0)) return { within_sd: null, alpha: null, raters: people };
  const totals = { n: 0, sum: 0, squares: 0, within: 0 };
  let spread = 0;
  for (const { means, weight } of raters) {
    const [m, n] = [means.length, (weight * people) / weights];
    const mean = means.reduce((sum, value) => sum + value, 0) / m;
    const off = means.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    totals.n += n * m;
    totals.sum += n * means.reduce((sum, value) => sum + value, 0);
    totals.squares += n * means.reduce((sum, value) => sum + value ** 2, 0);
    totals.within += (n * off * m) / (m - 1);
    spread += n * Math.sqrt(off / (m - 1));
  }
  return { within_sd: spread / people, alpha: krippendorffInterval(totals), raters: people };
}

/** Share of pairs of touchpoints that state the same on a fact both were audited on. */
export function pairs(audits: readonly { readonly fact: string; readonly value: string }[]): number | null {
  let [same, all] = [0, 0];
  for (const own of groupBy(audits, ({ fact }) => fact).values()) {
    all += (own.length * (own.length - 1)) / 2;
    for (const equal of groupBy(own, ({ value }) => value).values()) same += (equal.length * (equal.length - 1)) / 2;
  }
  return all ? same / all : null;
}
