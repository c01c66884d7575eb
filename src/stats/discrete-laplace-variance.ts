/**
 * The variance of `discreteLaplace` noise: 2q / (1 − q)² with q = exp(−ε / sensitivity); 0 without noise. Close to
 * 2 (sensitivity / ε)² for small ε. Source: Inusah & Kozubowski (2006), doi 10.1016/j.jspi.2004.08.014.
 */
export function discreteLaplaceVariance(epsilon: number, sensitivity: number): number {
  if (epsilon === Infinity || sensitivity === 0) return 0;
  const q = Math.exp(-epsilon / sensitivity);
  return (2 * q) / (1 - q) ** 2;
}
