/** The known name most like what was typed, or null when none is near: a third of its letters may differ, one at least. */
export function nearest(typed: string, known: readonly string[]): string | null {
  const word = typed.toLowerCase();
  const ranked = known
    .map((name) => ({ name, distance: distance(word, name.toLowerCase()) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  if (!best) return null;
  const contained = known.find((name) => word.length > 2 && name.toLowerCase().includes(word));
  return best.distance <= Math.max(1, Math.floor(word.length / 3)) ? best.name : (contained ?? null);
}

/** Edits from one word to another, a swap of neighbours being one. */
function distance(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const at = (r: number, c: number) => rows[r]?.[c] ?? Infinity;
      const swap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(i - 2, j - 2) + 1 : Infinity;
      row.push(
        Math.min(
          at(i - 1, j) + 1,
          (row[j - 1] ?? Infinity) + 1,
          at(i - 1, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
          swap,
        ),
      );
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? Infinity;
}
