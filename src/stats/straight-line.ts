import { standardDeviation } from './standard-deviation';

export interface AnswerPattern {
  readonly answered: number;
  readonly longestRun: number;
  readonly averageRun: number;
  readonly spread: number | null;
}

/**
 * Signs of careless answers in one person's answers to items of one scale, in the order they were asked.
 *
 * `longestRun` and `averageRun` count identical answers in a row (1 and up); `spread` is the standard deviation within
 * the person, on the scale of the answers, null below two answers. Items without an answer are passed over; null when
 * there are none. Source: Dunn et al. (2018), doi 10.1007/s10869-016-9479-0; the R package careless.
 */
export function straightLine(answers: readonly (number | null)[]): AnswerPattern | null {
  const given = answers.filter((answer) => answer !== null);
  const runs: number[] = [];
  given.forEach((answer, i) => {
    if (i > 0 && answer === given[i - 1]) runs.push((runs.pop() ?? 0) + 1);
    else runs.push(1);
  });
  if (runs.length === 0) return null;
  return {
    answered: given.length,
    longestRun: runs.reduce((a, b) => Math.max(a, b)),
    averageRun: given.length / runs.length,
    spread: standardDeviation(given),
  };
}
