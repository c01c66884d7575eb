/** Ends of an interval; null where it does not exist. */
export interface Ends {
  readonly low: number | null;
  readonly high: number | null;
}

/** What the four fields of the matrix are called. */
export const fieldNames = {
  concentrate: { en: 'concentrate here', zh: '重点改进' },
  keep: { en: 'keep up', zh: '继续保持' },
  low: { en: 'low priority', zh: '低优先级' },
  overkill: { en: 'check before cutting', zh: '核实后再减' },
} as const;

export type FieldName = keyof typeof fieldNames;

interface Point {
  readonly importance: number | null;
  readonly performance: number | null;
}

interface Lines {
  readonly importance: number | null;
  readonly performance: number | null;
}

/** The field in which a point lies; on a line it counts as above. Null where a coordinate or a line is unknown. */
export function fieldOf({ importance, performance }: Point, lines: Lines): FieldName | null {
  if (importance === null || performance === null || lines.importance === null || lines.performance === null)
    return null;
  if (importance >= lines.importance) return performance >= lines.performance ? 'keep' : 'concentrate';
  return performance >= lines.performance ? 'overkill' : 'low';
}

/** Whether a line runs through the interval, so that the point may lie on its other side. */
export function crosses(ends: Ends | null, line: number | null): boolean {
  return (
    ends !== null && line !== null && ends.low !== null && ends.high !== null && ends.low < line && ends.high > line
  );
}

/** The middle of those values that exist. */
export function centre(values: readonly (number | null)[], how: 'mean' | 'median'): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (!known.length) return null;
  if (how === 'mean') return known.reduce((sum, value) => sum + value, 0) / known.length;
  const middle = known.length / 2;
  return ((known[Math.ceil(middle) - 1] ?? 0) + (known[Math.floor(middle)] ?? 0)) / 2;
}
