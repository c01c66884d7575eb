/** Attractive, one-dimensional, must-be, indifferent, reverse, questionable. */
export type KanoCategory = 'A' | 'O' | 'M' | 'I' | 'R' | 'Q';

/**
 * Category of a pair of answers, each 1 like, 2 expect, 3 neutral, 4 live with, 5 dislike.
 *
 * `functional` answers "if it is there", `dysfunctional` "if it is not". Null for any other answer.
 * Source: Kano et al. (1984); the table of Berger et al. (1993), Center for Quality of Management Journal 2(4).
 */
export function kanoCategory(functional: number, dysfunctional: number): KanoCategory | null {
  const category = table[functional - 1]?.[dysfunctional - 1];
  return category ?? null;
}

const table: readonly (readonly KanoCategory[])[] = [
  ['Q', 'A', 'A', 'A', 'O'],
  ['R', 'I', 'I', 'I', 'M'],
  ['R', 'I', 'I', 'I', 'M'],
  ['R', 'I', 'I', 'I', 'M'],
  ['R', 'R', 'R', 'R', 'Q'],
];
