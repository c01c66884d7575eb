/** What a figure with its doubt says about an aim: below it, not told apart from it, at it, or too few to say. */
export type Verdict = 'act' | 'watch' | 'hold' | 'tell';

export interface Judged {
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** n under 30, or nobody. */
  readonly lowBase: boolean;
}

/** What a figure is held against: a target that a person set, without one the whole, and where the whole has no figure, the middle touchpoint. */
export interface Aim {
  readonly value: number | null;
  readonly kind: 'target' | 'whole' | 'median';
  readonly better: 'more' | 'less';
}

/**
 * act: the interval lies wholly on the bad side of a target. watch: it holds the target and the estimate is on the bad
 * side, or it lies wholly on the bad side of the whole (no target was set). hold: the estimate is at the target or
 * better, or wholly better than the whole. tell (cannot tell): low base, no interval, or not told apart from the whole.
 */
export function judge({ value, low, high, lowBase }: Judged, { value: aim, kind, better }: Aim): Verdict {
  if (value === null || aim === null || lowBase) return 'tell';
  const sign = better === 'more' ? 1 : -1;
  const far = (end: number) => (end - aim) * sign;
  const [worst, best] = [
    Math.min(far(low ?? value), far(high ?? value)),
    Math.max(far(low ?? value), far(high ?? value)),
  ];
  const doubtless = low !== null && high !== null;
  if (kind === 'target') {
    if (far(value) >= 0) return 'hold';
    return doubtless && best < 0 ? 'act' : 'watch';
  }
  if (!doubtless) return 'tell';
  if (best < 0) return 'watch';
  return worst > 0 ? 'hold' : 'tell';
}

const gravity: readonly Verdict[] = ['act', 'watch', 'hold', 'tell'];

/** Of several verdicts the gravest; of none: cannot tell. */
export function gravest(verdicts: readonly Verdict[]): Verdict {
  return gravity.find((verdict) => verdicts.includes(verdict)) ?? 'tell';
}
