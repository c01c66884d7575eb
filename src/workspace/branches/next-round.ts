import { groupBy } from '../../metrics/group-by';
import { logisticByRounds, type Logistic } from '../../stats/logistic';
import { mergeLogisticRounds, type LogisticRound } from '../../stats/logistic-round';
import { refusedBecause } from './checked-json';
import type { AnswerFile, RoundFile, Study } from './round-files';

/** Where a study stands with the answers that came in so far. */
export type Standing =
  /** Some branch that answered before has not answered this round. */
  | { readonly kind: 'waiting'; readonly round: number; readonly missing: readonly string[] }
  /** All have answered: this goes out next. */
  | { readonly kind: 'next'; readonly file: RoundFile }
  /** The fit stands; null where it does not exist (one outcome only, collinear items). */
  | { readonly kind: 'done'; readonly fit: Logistic | null; readonly rounds: number };

/** The first round of a study: all coefficients 0. */
export function firstRound(study: Study): RoundFile {
  return { kind: 'touchpoint-round', version: 1, study, round: 1, coefficients: [0, ...study.items.map(() => 0)] };
}

/**
 * What follows from the answers of all rounds so far, in any order. Nothing else is kept: the fit is run anew over the
 * merged rounds, and the first coefficients that nobody has answered yet are the next round. WorkbenchError `branch`
 * names answers that do not belong together.
 */
export function standingOf(answers: readonly AnswerFile[]): Standing {
  const rounds = [...groupBy(distinct(answers), ({ round }) => round)].sort(([a], [b]) => a - b);
  const [first] = rounds;
  const study = first?.[1][0]?.study;
  if (!first || !study) throw refusedBecause('no-answer', {});
  const branches = first[1].map(({ branch }) => branch);
  const merged = new Map<string, LogisticRound>();
  for (const [at, [round, own]] of rounds.entries()) {
    if (round !== at + 1) throw refusedBecause('missing-round', { round: at + 1 });
    belongTogether(study, own, first[1]);
    const missing = branches.filter((branch) => !own.some((answer) => answer.branch === branch));
    if (missing.length) return { kind: 'waiting', round, missing };
    const sums = mergeLogisticRounds(own.map(sumsOf));
    if (sums) merged.set(JSON.stringify(own[0]?.coefficients), sums);
  }
  return fitted(study, merged, rounds.length);
}

function fitted(study: Study, merged: ReadonlyMap<string, LogisticRound>, rounds: number): Standing {
  const asked = (coefficients: readonly number[]): LogisticRound => {
    const found = merged.get(JSON.stringify(coefficients.map((value) => value + 0)));
    if (!found) throw new Unanswered(coefficients);
    return found;
  };
  try {
    const start = asked(firstRound(study).coefficients);
    return { kind: 'done', fit: logisticByRounds(asked, variancesAt0(start)), rounds };
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    const coefficients = error.coefficients.map((value) => value + 0);
    return { kind: 'next', file: { kind: 'touchpoint-round', version: 1, study, round: rounds + 1, coefficients } };
  }
}

/** At coefficients 0 the information is XᵀX / 4. */
function variancesAt0({ n, hessian }: LogisticRound): readonly number[] {
  return hessian.slice(1).map((row, at) => {
    const mean = (4 * (row[0] ?? 0)) / n;
    return Math.max(0, (4 * (row[at + 1] ?? 0)) / n - mean * mean);
  });
}

class Unanswered extends Error {
  readonly coefficients: readonly number[];
  constructor(coefficients: readonly number[]) {
    super('no round at these coefficients');
    this.coefficients = coefficients;
  }
}

/** The same file dropped twice counts once; sums are taken in the order of the branches' names, so that they are always the same. */
function distinct(answers: readonly AnswerFile[]): readonly AnswerFile[] {
  const once = [...new Map(answers.map((answer) => [JSON.stringify(answer), answer])).values()];
  return once.sort((a, b) => (a.branch < b.branch ? -1 : 1));
}

function belongTogether(study: Study, own: readonly AnswerFile[], first: readonly AnswerFile[]): void {
  const seen = new Set<string>();
  for (const answer of own) {
    const { branch, round } = answer;
    const before = first.find((one) => one.branch === branch);
    const at = { branch, round };
    if (JSON.stringify(answer.study) !== JSON.stringify(study)) throw refusedBecause('other-study', at);
    if (!before) throw refusedBecause('not-in-first', at);
    if (seen.has(branch)) throw refusedBecause('two-answers', at);
    if (JSON.stringify(answer.coefficients) !== JSON.stringify(own[0]?.coefficients))
      throw refusedBecause('other-coefficients', { ...at, other: own[0]?.branch ?? '' });
    const { forms, events } = answer;
    if (forms !== before.forms || events !== before.events)
      throw refusedBecause('changed', { ...at, forms, events, before: before.forms, beforeEvents: before.events });
    seen.add(branch);
  }
}

function sumsOf({ forms, events, log_likelihood, gradient, hessian }: AnswerFile): LogisticRound {
  return {
    n: forms,
    events,
    logLikelihood: log_likelihood,
    gradient: Float64Array.from(gradient),
    hessian: hessian.map((row) => Float64Array.from(row)),
  };
}
