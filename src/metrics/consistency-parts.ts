import { krippendorffInterval } from '../stats/krippendorff-interval';
import { groupBy } from './group-by';
import type { Answer, Respondent } from './patterns';

/** 1 − SD of the means over half the range; the variance that sampling alone would give is taken off. */
export function between(
  means: readonly { readonly mean: number; readonly noise: number | null }[],
  range: number,
): number | null {
  const k = means.length;
  if (k < 2) return null;
  const centre = means.reduce((sum, { mean }) => sum + mean, 0) / k;
  const seen = means.reduce((sum, { mean }) => sum + (mean - centre) ** 2, 0) / k;
  const noise = (means.reduce((sum, { noise: own }) => sum + (own ?? 0), 0) / k) * ((k - 1) / k);
  return 1 - Math.sqrt(Math.max(0, seen - noise)) / (range / 2);
}

/** How far apart one customer's touchpoints are, and whether customers or touchpoints make the difference. */
export function within(respondents: readonly Respondent[], valueOf: (answer: Answer) => number) {
  const totals = { n: 0, sum: 0, squares: 0, within: 0 };
  let [spread, people] = [0, 0];
  for (const { answers, n } of respondents) {
    const means = [...groupBy(answers, ({ touchpoint }) => touchpoint).values()].map(
      (own) => own.reduce((sum, answer) => sum + valueOf(answer), 0) / own.length,
    );
    const m = means.length;
    if (m < 2) continue;
    const mean = means.reduce((sum, value) => sum + value, 0) / m;
    const off = means.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    totals.n += n * m;
    totals.sum += n * means.reduce((sum, value) => sum + value, 0);
    totals.squares += n * means.reduce((sum, value) => sum + value ** 2, 0);
    totals.within += (n * off * m) / (m - 1);
    spread += n * Math.sqrt(off / (m - 1));
    people += n;
  }
  return {
    within_sd: people ? spread / people : null,
    alpha: people ? krippendorffInterval(totals) : null,
    raters: people,
  };
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
