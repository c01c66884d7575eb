/** The answers that count as low (≤ `low`) and as high (≥ `high`). */
export interface RatingBoxes {
  readonly low: number;
  readonly high: number;
}

/**
 * Bottom and top box of the ratings of an item, widened inwards until each holds at least `least` answers.
 *
 * `counts` gives the answers by rating. Null when the boxes would meet, or nothing would be left between them.
 */
export function ratingBoxes(counts: ReadonlyMap<number, number>, least: number = 30): RatingBoxes | null {
  const ratings = [...counts].filter(([, count]) => count > 0).sort(([one], [other]) => one - other);
  const low = reaches(ratings, least);
  const high = reaches(ratings.toReversed(), least);
  if (low === null || high === null) return null;
  return ratings.some(([rating]) => rating > low && rating < high) ? { low, high } : null;
}

function reaches(ratings: readonly (readonly [number, number])[], least: number): number | null {
  let sum = 0;
  for (const [rating, count] of ratings) {
    sum += count;
    if (sum >= least) return rating;
  }
  return null;
}
