import { entriesOf, given, type Typed } from './given';
import { namedNumbers } from './named-numbers';

/** A column to weigh by; `population` is null where the customers are the population, else category → share or count. */
export interface Margin {
  readonly column: string;
  readonly population: ReadonlyMap<string, Typed> | null;
}

/** How many customers there are of each category, by column. */
export type Categories = ReadonlyMap<string, ReadonlyMap<string, number>>;

/** The margins that a parameter gives, `unset` where it gives none; null where it is something else. */
export function marginsGiven(value: unknown, unset: readonly string[]): readonly Margin[] | null {
  const own = given(value);
  const read = own === null ? unset : own;
  if (Array.isArray(read)) {
    const columns: readonly unknown[] = read;
    return columns.every((column) => typeof column === 'string')
      ? columns.map((column) => ({ column, population: null }))
      : null;
  }
  const margins: Margin[] = [];
  for (const [column, targets] of entriesOf(read) ?? [['', 0]]) {
    const population = targets === null ? null : namedNumbers(targets);
    if (!population) return null;
    margins.push({ column, population });
  }
  return margins;
}

/**
 * The parameter's value: a list of columns while the customers are the population of all, else column → category →
 * number, where those that follow the customers have the customers' shares.
 */
export function marginsValue(margins: readonly Margin[], categories: Categories): unknown {
  if (margins.every(({ population }) => population === null)) return margins.map(({ column }) => column);
  return Object.fromEntries(
    margins.map(({ column, population }) => [
      column,
      Object.fromEntries(population ?? sharesOf(categories.get(column) ?? new Map<string, number>())),
    ]),
  );
}

/** Per cent of the customers, to three digits. */
export function sharesOf(counts: ReadonlyMap<string, number>): ReadonlyMap<string, number> {
  const all = totalOf(counts);
  return new Map([...counts].map(([category, n]) => [category, Number(((100 * n) / all).toPrecision(3))]));
}

/** What the figures of a margin come to; what is no number counts nothing. */
export function totalOf(population: ReadonlyMap<string, Typed>): number {
  return [...population.values()].reduce<number>((sum, figure) => sum + (typeof figure === 'number' ? figure : 0), 0);
}
