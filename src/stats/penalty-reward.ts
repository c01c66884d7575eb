import type { Moments } from './moments';
import { ols } from './ols';

export type PenaltyRewardCategory = 'must-be' | 'attractive' | 'performance' | 'indifferent';

export interface PenaltyReward {
  /** Fall of the overall score when the item is in its bottom box, against the middle; ≥ 0 where it does fall. */
  readonly penalty: number;
  /** Rise of the overall score when the item is in its top box. */
  readonly reward: number;
  readonly penaltyP: number | null;
  readonly rewardP: number | null;
  /** penalty + reward: the distance between bottom and top box. */
  readonly impactRange: number;
  readonly category: PenaltyRewardCategory;
}

export interface PenaltyRewardResult {
  readonly n: number;
  readonly r2: number;
  readonly items: readonly PenaltyReward[];
}

/**
 * Penalty–reward contrasts: a regression of the overall score on a bottom-box and a top-box dummy of every item.
 *
 * Columns of the moments: the overall score, then low and high of each item (0 or 1). `must-be` has a penalty of at
 * least 1.5 rewards, `attractive` a reward of at least 1.5 penalties; `indifferent` has neither above .05 standard
 * deviations of the overall score; all else is `performance`. Null when the regression does not exist.
 * Source: Brandt (1988), Journal of Services Marketing 2(3); Matzler & Sauerwein (2002).
 */
export function penaltyReward(moments: Moments): PenaltyRewardResult | null {
  const dummies = Array.from({ length: moments.mean.length - 1 }, (_, i) => i + 1);
  const model = ols(moments, 0, dummies);
  if (!model) return null;
  const unit = Math.sqrt((moments.comoment[0]?.[0] ?? 0) / moments.n);
  const items: PenaltyReward[] = [];
  for (let i = 0; i + 1 < model.coefficients.length; i += 2) {
    const penalty = -(model.coefficients[i]?.value ?? 0);
    const reward = model.coefficients[i + 1]?.value ?? 0;
    items.push({
      penalty,
      reward,
      penaltyP: model.coefficients[i]?.p ?? null,
      rewardP: model.coefficients[i + 1]?.p ?? null,
      impactRange: penalty + reward,
      category: category(penalty / unit, reward / unit),
    });
  }
  return { n: model.n, r2: model.r2, items };
}

function category(penalty: number, reward: number): PenaltyRewardCategory {
  if (Math.abs(penalty) < 0.05 && Math.abs(reward) < 0.05) return 'indifferent';
  if (penalty >= 1.5 * Math.max(0, reward)) return 'must-be';
  if (reward >= 1.5 * Math.max(0, penalty)) return 'attractive';
  return 'performance';
}
