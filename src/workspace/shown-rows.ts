import type { ResultRow, Value } from '../metrics/metric';

/** A row, and its place in the result. */
interface Placed {
  readonly row: ResultRow;
  readonly at: number;
}

/**
 * The rows in the order that they are read in: stages, and touchpoints where a result lists them by name, in that of the
 * journey (`order`, with the words of each language for a stage); else, and where any other name is met, as they came.
 */
export function inReadingOrder(rows: readonly ResultRow[], order: readonly string[]): readonly Placed[] {
  const placed = rows.map((row, at) => ({ row, at }));
  const [first] = Object.keys(rows[0] ?? {});
  if (first !== 'touchpoint' && first !== 'stage') return placed;
  const names = rows.map((row) => String(row[first]));
  const places = names.map((name) => order.indexOf(name));
  if (places.includes(-1) || (first === 'touchpoint' && !isByName(names))) return placed;
  return placed.sort((a, b) => (places[a.at] ?? 0) - (places[b.at] ?? 0));
}

/** Whether names come once each in the order of their letters, and so by no rank of their own. */
function isByName(names: readonly string[]): boolean {
  return names.every((name, at) => at === 0 || (names[at - 1] ?? '') < name);
}

/** The columns that hold a value, and those that hold none; the first one, which names the groups, is always held. */
export function filledColumns(
  columns: readonly string[],
  holds: (column: string) => boolean,
): { readonly filled: readonly string[]; readonly blank: readonly string[] } {
  const isFilled = columns.map((column, at) => at === 0 || holds(column));
  return {
    filled: columns.filter((_, at) => isFilled[at]),
    blank: columns.filter((_, at) => !isFilled[at]),
  };
}

/** Whether there is anything to write in a cell. */
export function holdsValue(value: Value | undefined): boolean {
  return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
}
