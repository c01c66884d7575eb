/** Ranks from 1 upwards in the order given, ties sharing their mean rank; value i occurs `counts[i]` times (or once). */
export function midRanks(values: readonly number[], counts?: readonly number[]): number[] {
  const order = values.map((_, i) => i).sort((a, b) => (values[a] ?? NaN) - (values[b] ?? NaN));
  const ranks = Array<number>(values.length).fill(0);
  let seen = 0;
  for (let start = 0; start < order.length;) {
    const value = values[order[start] ?? 0];
    let [end, tied] = [start, 0];
    for (; end < order.length && values[order[end] ?? 0] === value; end++)
      tied += counts ? (counts[order[end] ?? 0] ?? 0) : 1;
    for (let place = start; place < end; place++) ranks[order[place] ?? 0] = seen + (tied + 1) / 2;
    seen += tied;
    start = end;
  }
  return ranks;
}
