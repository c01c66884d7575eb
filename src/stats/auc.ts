import { midRanks } from './mid-ranks';

/**
 * Area under the ROC curve, 0 to 1: the probability that a case (`outcomes` 1) scores above a control (0), ties half.
 *
 * Null without both a case and a control, or for a score that is not a number. Source: Hanley & McNeil (1982), doi
 * 10.1148/radiology.143.1.7063747.
 */
export function auc(scores: ArrayLike<number>, outcomes: ArrayLike<number>): number | null {
  const all = Array.from(scores);
  const cases = all.filter((_, i) => outcomes[i] === 1).length;
  const controls = outcomes.length - cases;
  if (cases === 0 || controls === 0 || all.some(Number.isNaN)) return null;
  const ranks = midRanks(all).reduce((sum, rank, i) => sum + (outcomes[i] === 1 ? rank : 0), 0);
  return (ranks - (cases * (cases + 1)) / 2) / (cases * controls);
}
