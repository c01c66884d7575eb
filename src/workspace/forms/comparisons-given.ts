import { entriesOf, given } from './given';

/** How many times as important `a` is as `b`. */
export interface Comparison {
  readonly a: string;
  readonly b: string;
  readonly times: number;
}

/** Saaty's scale of how many times as important one thing is as another, most first. */
export const saaty: readonly number[] = [9, 8, 7, 6, 5, 4, 3, 2, 1, ...[2, 3, 4, 5, 6, 7, 8, 9].map((n) => 1 / n)];

/**
 * The comparisons that a parameter of pairs gives, one a pair: an object of objects, or a matrix in the order of the
 * sorted names. Where a pair is given from both sides, the name that sorts first decides, as it does in the metric.
 * Null where it is something else.
 */
export function comparisonsGiven(value: unknown, names: readonly string[]): readonly Comparison[] | null {
  const read = given(value);
  if (read === null) return [];
  const rows = Array.isArray(read) ? ofMatrix(read, [...names].sort(byName)) : entriesOf(read);
  const found: Comparison[] = [];
  for (const [a, row] of rows ?? [['', null]]) {
    const cells = entriesOf(row);
    if (!cells) return null;
    for (const [b, times] of cells.filter(([b, cell]) => b !== a && cell !== null)) {
      if (typeof times !== 'number' || !(times > 0)) return null;
      found.push({ a, b, times });
    }
  }
  return found.filter(({ a, b }) => byName(a, b) < 0 || !found.some((one) => one.a === b && one.b === a));
}

/** How many times as important `a` is as `b`, from whichever side it was given; null where it was not. */
export function timesOf(comparisons: readonly Comparison[], a: string, b: string): number | null {
  const found = comparisons.find((one) => isOf(one, a, b));
  return found ? (found.a === a ? found.times : 1 / found.times) : null;
}

/** The comparisons with this one instead of what was given of the pair; null: not compared. */
export function compared(
  comparisons: readonly Comparison[],
  a: string,
  b: string,
  times: number | null,
): readonly Comparison[] {
  const others = comparisons.filter((one) => !isOf(one, a, b));
  if (times === null) return others;
  return [...others, times >= 1 ? { a, b, times } : { a: b, b: a, times: tidy(1 / times) }];
}

/** The parameter's value: name → name → times as important; null where nothing is compared. */
export function pairsValue(
  comparisons: readonly Comparison[],
): Readonly<Record<string, Readonly<Record<string, number>>>> | null {
  const rows = new Map<string, Map<string, number>>();
  for (const { a, b, times } of comparisons) rows.set(a, (rows.get(a) ?? new Map<string, number>()).set(b, times));
  return rows.size
    ? Object.fromEntries([...rows].map(([name, row]) => [name, Object.fromEntries(row)] as const))
    : null;
}

/** The names that no chain of comparisons links to the first one compared: until there are none, there are no weights. */
export function unlinked(comparisons: readonly Comparison[], names: readonly string[]): readonly string[] {
  const [first] = comparisons;
  if (!first) return [];
  const reached = new Set([first.a]);
  for (const name of reached)
    for (const { a, b } of comparisons) {
      if (a === name) reached.add(b);
      if (b === name) reached.add(a);
    }
  return names.filter((name) => !reached.has(name));
}

/** The step of Saaty's scale that a number is, "1/3" for a third; a number between the steps is its own. */
export function step(times: number): string {
  const near = saaty.find((one) => Math.abs(one / times - 1) < 1e-6) ?? times;
  return near < 1 && saaty.includes(near) ? `1/${String(tidy(1 / near))}` : String(near);
}

/** The number that `step` names. */
export function timesOfStep(name: string): number {
  return name.startsWith('1/') ? 1 / Number(name.slice(2)) : Number(name);
}

function ofMatrix(
  matrix: readonly unknown[],
  names: readonly string[],
): readonly (readonly [string, unknown])[] | null {
  if (matrix.length !== names.length) return null;
  const rows = names.map((name, at) => [name, matrix[at]] as const);
  if (!rows.every(([, row]) => Array.isArray(row) && row.length === names.length)) return null;
  return rows.map(([name, row]) => [
    name,
    Object.fromEntries(names.map((other, at) => [other, (row as readonly unknown[])[at]] as const)),
  ]);
}

function isOf({ a, b }: Comparison, one: string, other: string): boolean {
  return (a === one && b === other) || (a === other && b === one);
}

/** A reciprocal of a reciprocal is whole again. */
function tidy(times: number): number {
  return Math.abs(Math.round(times) - times) < 1e-9 ? Math.round(times) : times;
}

function byName(a: string, b: string): number {
  return a < b ? -1 : 1;
}
