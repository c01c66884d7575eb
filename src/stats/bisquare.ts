/** Robustness weights of remainders from 1 (near the fit) to 0 (beyond six median absolute remainders); a missing one counts for near. */
export function bisquare(remainders: readonly (number | null)[]): number[] {
  const distances = remainders.map((remainder) => Math.abs(remainder ?? 0));
  const sorted = distances.filter((_, i) => remainders[i] !== null).sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const limit = 3 * ((sorted[half] ?? 0) + (sorted[sorted.length - half - 1] ?? 0));
  return distances.map((distance) => {
    if (distance <= 0.001 * limit) return 1;
    return distance <= 0.999 * limit ? (1 - (distance / limit) ** 2) ** 2 : 0;
  });
}
