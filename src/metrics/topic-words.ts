import { benjaminiHochberg } from '../stats/benjamini-hochberg';
import { logOddsPrior } from '../stats/log-odds-prior';
import { welch } from '../stats/welch';
import type { Progress } from './metric';
import { termsOf } from './terms';

/** A comment: what was said, where, with what score, and whether that is good (1), bad (0) or neither. */
export interface Comment {
  readonly said: string;
  readonly grp: string | null;
  readonly score: number | null;
  readonly outcome: number | null;
}

/** The words that stand in at least `least` comments, with the indexes of these; a comment counts once a word. */
export function wordsIn(
  comments: readonly Comment[],
  least: number,
  progress: Progress = () => undefined,
): readonly (readonly [string, readonly number[]])[] {
  const documents = new Map<string, number[]>();
  comments.forEach(({ said }, at) => {
    if (at % 100 === 0) progress(at / comments.length);
    for (const word of termsOf(said)) {
      const known = documents.get(word);
      if (known) known.push(at);
      else documents.set(word, [at]);
    }
  });
  return [...documents].filter(([, at]) => at.length >= least);
}

/** Each word with its log-odds between good and bad comments (unless not `contrasted`) and what scores do with it, the most telling first. */
export function topicsOf(
  words: readonly (readonly [string, readonly number[]])[],
  comments: readonly Comment[],
  contrasted: boolean,
) {
  const side = (want: number) =>
    new Map(words.map(([word, at]) => [word, at.filter((text) => comments[text]?.outcome === want).length]));
  const odds = new Map(contrasted ? logOddsPrior(side(1), side(0)).map(({ word, z }) => [word, z]) : []);
  const scores = comments.map(({ score }) => score);
  const all = sums(
    scores,
    scores.map((_, at) => at),
  );
  const rows = words.map(([term, at]) => {
    const own = sums(scores, at);
    const [a, b] = [sample(own), sample(less(all, own))];
    const test = a && b ? welch(a, b) : null;
    return {
      term,
      count: at.length,
      z: odds.get(term) ?? null,
      touchpoint: mostly(at.map((text) => comments[text]?.grp ?? null)),
      mean_with: a?.mean ?? null,
      mean_without: b?.mean ?? null,
      difference: test?.difference ?? null,
      low: test?.low ?? null,
      high: test?.high ?? null,
      p: test?.p ?? null,
    };
  });
  const q = benjaminiHochberg(rows.map(({ p }) => p));
  return rows
    .map(({ p: _, ...row }, at) => ({ ...row, q: q[at] ?? null }))
    .sort((a, b) => Math.abs(b.z ?? 0) - Math.abs(a.z ?? 0) || b.count - a.count || (a.term < b.term ? -1 : 1));
}

interface Sums {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
}

function sums(scores: readonly (number | null)[], at: readonly number[]): Sums {
  let [n, sum, squares] = [0, 0, 0];
  for (const text of at) {
    const score = scores[text] ?? null;
    if (score === null) continue;
    n++;
    sum += score;
    squares += score * score;
  }
  return { n, sum, squares };
}

function less(all: Sums, some: Sums): Sums {
  return { n: all.n - some.n, sum: all.sum - some.sum, squares: all.squares - some.squares };
}

function sample({ n, sum, squares }: Sums) {
  if (n < 1) return null;
  const mean = sum / n;
  return { n, mean, variance: n > 1 ? Math.max(0, squares - n * mean * mean) / (n - 1) : 0 };
}

function mostly(names: readonly (string | null)[]): string | null {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? null;
}
