/** Shapley values of a game given as a table: `worth[mask]` of the coalition whose members are the bits of `mask`. */
export function shapleyValues(worth: ArrayLike<number>, n: number): number[] {
  const weights = weightsBySize(n);
  const values = new Array<number>(n).fill(0);
  for (let mask = 0; mask < 2 ** n; mask++) {
    const weight = weights[bits(mask)] ?? 0;
    for (let i = 0; i < n; i++)
      if (!(mask & (1 << i)))
        values[i] = (values[i] ?? 0) + weight * ((worth[mask | (1 << i)] ?? 0) - (worth[mask] ?? 0));
  }
  return values;
}

function weightsBySize(n: number): number[] {
  const weights = [1 / n];
  for (let size = 1; size < n; size++) weights.push(((weights[size - 1] ?? 0) * size) / (n - size));
  return weights;
}

function bits(mask: number): number {
  let count = 0;
  for (let rest = mask; rest; rest &= rest - 1) count++;
  return count;
}
