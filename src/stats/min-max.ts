/** Values brought to 0 (worst) to 1 (best); a `cost` is best when low. All 0 when they are equal. */
export function minMax(values: readonly number[], direction: 'benefit' | 'cost' = 'benefit'): number[] {
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  if (!(high > low)) return values.map(() => 0);
  return values.map((value) => (direction === 'cost' ? high - value : value - low) / (high - low));
}
