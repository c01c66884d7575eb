import { groupBy } from './group-by';
import type { Progress } from './metric';
import { reasonOf } from './risk-words';
import { judge, outOfFold, trainings, type Known, type Row, type Rows, type Scores, type Train } from './risk-model';

/** Probabilities of people that a model had not seen, and what came of them. */
export interface Judged {
  readonly probabilities: ArrayLike<number>;
  readonly outcomes: ArrayLike<number>;
}

/** One model's view: how good it is on people it had not seen, those people, and what it says of those asked about. */
export interface Verdict {
  readonly scores: Scores;
  readonly judged: Judged;
  readonly probabilities: Float64Array;
  /** What each input adds for the person at a place. */
  readonly reasons: (at: number) => readonly number[];
}

/** Trained on the past, judged on the horizon that followed, and asked about now; null where it cannot be trained. */
export function split(train: Train, past: Known, test: Known, now: Rows): Verdict | null {
  const trained = train(past);
  if (!trained) return null;
  const each = (rows: Rows) => eachOf(rows, trained.probability);
  const judged = { probabilities: each(test.rows), outcomes: test.outcomes };
  return {
    scores: judge(judged.probabilities, judged.outcomes),
    judged,
    probabilities: each(now),
    reasons: (at) => trained.reasons(now.at(at) ?? []),
  };
}

/** Each person by a model that did not see them. */
export function crossed(train: Train, { rows, outcomes }: Known, folds: number, random: () => number): Verdict | null {
  const modelFor = outOfFold({ rows, outcomes }, folds, random, train);
  if (!modelFor) return null;
  const probabilities = eachOf(rows, (row, at) => modelFor(at)?.probability(row) ?? NaN);
  return {
    scores: judge(probabilities, outcomes),
    judged: { probabilities, outcomes },
    probabilities,
    reasons: (at) => modelFor(at)?.reasons(rows.at(at) ?? []) ?? [],
  };
}

function eachOf(rows: Rows, value: (row: Row, at: number) => number): Float64Array {
  const values = new Float64Array(rows.length);
  for (let at = 0; at < values.length; at++) values[at] = value(rows.at(at) ?? [], at);
  return values;
}

/** How much there is to do: how often each model is trained, on how many people, and for how many its reasons are asked. */
export interface Work {
  readonly rounds: number;
  readonly trained: number;
  readonly asked: number;
}

/**
 * A word about progress after each of the fits that both models make, and with the people they are asked about: a
 * network's fit takes as long as ten others, and a person's reasons about as long as their part in seven.
 */
export function course(progress: Progress, { rounds, trained, asked }: Work) {
  const whole = rounds * (trainings.logistic + 10 * trainings.network) * trained + 2 * asked * perPerson;
  let done = 0;
  let people = 0;
  const tell = (more: number) => {
    done += more;
    progress(Math.min(1, done / whole));
  };
  return {
    fitted: (cost: 'light' | 'heavy') => {
      tell((cost === 'heavy' ? 10 : 1) * trained);
    },
    /** The same model, heard while it gives reasons. */
    asking:
      (train: Train): Train =>
      (data) => {
        const model = train(data);
        return (
          model && {
            ...model,
            reasons: (row) => {
              if (++people % often === 0) tell(often * perPerson);
              return model.reasons(row);
            },
          }
        );
      },
  };
}

const perPerson = 7;
/** So many people at a time: a word for each would take longer than their reasons. */
const often = 500;

export interface Scored {
  /** Which of the people asked about. */
  readonly at: number;
  readonly customer_id: string;
  readonly probability: number | null;
  readonly network: number | null;
  readonly band: Band | null;
}

export type Band = 'act' | 'watch' | 'low';

/**
 * The people asked about, highest risk first, equal ones as they come; as many as the team can work on are to be acted
 * on, three times as many watched.
 */
export function ranked(
  now: readonly string[],
  logistic: Verdict | null,
  network: Verdict | null,
  team: number,
): readonly Scored[] {
  const risks = logistic?.probabilities ?? new Float64Array(now.length);
  return Array.from(highestFirst(risks), (at, rank) => ({
    at,
    customer_id: now[at] ?? '',
    probability: logistic ? (risks[at] ?? null) : null,
    network: network?.probabilities[at] ?? null,
    band: !logistic ? null : rank < team ? 'act' : rank < 3 * team ? 'watch' : 'low',
  }));
}

/** Places from that of the highest value to that of the lowest. */
function highestFirst(values: ArrayLike<number>): Uint32Array {
  return new Uint32Array(values.length)
    .map((_, at) => at)
    .sort((one, other) => (values[other] ?? 0) - (values[one] ?? 0));
}

/** Each touchpoint by the mean over its recent users; its band is that of a customer with the same risk. */
export function byTouchpoint(
  scored: readonly Scored[],
  met: readonly { readonly customer_id: string; readonly touchpoint: string }[],
) {
  const risk = new Map(scored.map((row) => [row.customer_id, row]));
  const floor = (band: Band) => scored.findLast((row) => row.band === band)?.probability ?? Infinity;
  const [act, watch] = [floor('act'), floor('watch')];
  return [...groupBy(met, ({ touchpoint }) => touchpoint)]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([touchpoint, seen]) => {
      const users = seen.map((row) => risk.get(row.customer_id)).filter((row) => row !== undefined);
      const probability = mean(users.map((user) => user.probability));
      return {
        touchpoint,
        n: users.length,
        users: users.map(({ at }) => at),
        probability,
        network: mean(users.map((user) => user.network)),
        band: probability === null ? null : probability >= act ? 'act' : probability >= watch ? 'watch' : 'low',
      };
    });
}

/** What is said of inputs below and above their means. */
export interface Wording {
  readonly means: readonly number[];
  readonly words: readonly (readonly [string, string])[];
}

export function wordingOf(names: readonly string[], means: readonly number[]): Wording {
  return { means, words: names.map((name) => [reasonOf(name, false), reasonOf(name, true)]) };
}

/** The `count` inputs that speak most for a score, the strongest first, each with the side of the mean that `row` lies on. */
export function strongest(count: number, reasons: Row, row: Row, { means, words }: Wording): readonly string[] {
  const named: number[] = [];
  while (named.length < count) {
    let most = 1e-9;
    let next = -1;
    for (let at = 0; at < reasons.length; at++) {
      const weight = reasons[at] ?? 0;
      if (weight <= most || named.includes(at)) continue;
      most = weight;
      next = at;
    }
    if (next < 0) break;
    named.push(next);
  }
  return named.map((at) => words[at]?.[(row[at] ?? 0) > (means[at] ?? 0) ? 1 : 0] ?? '');
}

/** What share of the `team` highest risks were cases. */
export function precisionAt({ probabilities, outcomes }: Judged, team: number) {
  const top = highestFirst(probabilities).subarray(0, team);
  return {
    cases: top.length,
    share: top.length ? top.reduce((sum, at) => sum + (outcomes[at] ?? 0), 0) / top.length : null,
  };
}

function mean(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null);
  return present.length ? present.reduce((sum, value) => sum + value, 0) / present.length : null;
}

/** The mean of each place; none without rows. */
export function meanOf(rows: Rows): readonly number[] {
  const sums = Float64Array.from(rows.at(0) ?? []);
  for (let nth = 1; nth < rows.length; nth++) {
    const own = rows.at(nth) ?? [];
    for (let at = 0; at < sums.length; at++) sums[at] = (sums[at] ?? 0) + (own[at] ?? 0);
  }
  return Array.from(sums, (sum) => sum / rows.length);
}
