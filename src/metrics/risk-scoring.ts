import type { Progress } from './metric';
import { reasonOf } from './risk-words';
import { judge, outOfFold, trainings, type Labelled, type Scores, type Train, type Trained } from './risk-model';

export interface Person {
  readonly id: string;
  readonly outcome: number | null;
  readonly row: readonly number[];
}

/** One model's view: how good it is on people it had not seen, those people, and what it says of those asked about. */
export interface Verdict {
  readonly scores: Scores;
  readonly judged: readonly { readonly p: number; readonly outcome: number }[];
  readonly said: readonly { readonly p: number; readonly reasons: readonly number[] }[];
}

/** Trained on the past, judged on the horizon that followed, and asked about now; null where it cannot be trained. */
export function split(train: Train, past: Labelled, test: readonly Person[], now: readonly Person[]): Verdict | null {
  const trained = train(past);
  if (!trained) return null;
  const judged = test.map(({ row, outcome }) => ({ p: trained.probability(row), outcome: outcome ?? 0 }));
  return { scores: judge(judged), judged, said: now.map(({ row }) => sayingOf(trained, row)) };
}

function sayingOf(trained: Trained, row: readonly number[]) {
  return { p: trained.probability(row), reasons: trained.reasons(row) };
}

/** Each person by a model that did not see them. */
export function crossed(train: Train, data: Labelled, folds: number, random: () => number): Verdict | null {
  const found = outOfFold(data, folds, random, train);
  if (!found) return null;
  const judged = found.probabilities.map((p, at) => ({ p, outcome: data.outcomes[at] ?? 0 }));
  return {
    scores: judge(judged),
    judged,
    said: found.probabilities.map((p, at) => ({ p, reasons: found.reasons[at] ?? [] })),
  };
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
  const whole = rounds * trainings * 11 * trained + 2 * asked * perPerson;
  let done = 0;
  let people = 0;
  const tell = (more: number) => {
    done += more;
    progress(judgedBy * Math.min(1, done / whole));
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

/** The share of the way at which everybody is judged; what is left is to put the reasons in order. */
export const judgedBy = 0.9;
const perPerson = 7;
/** So many people at a time: a word for each would take longer than their reasons. */
const often = 500;

export interface Scored {
  readonly customer_id: string;
  readonly row: readonly number[];
  readonly probability: number | null;
  readonly network: number | null;
  readonly band: Band | null;
  readonly reasons: readonly number[];
  readonly networkReasons: readonly number[];
}

export type Band = 'act' | 'watch' | 'low';

/** The people asked about, highest risk first; as many as the team can work on are to be acted on, three times as many watched. */
export function ranked(now: readonly Person[], logistic: Verdict | null, network: Verdict | null, team: number) {
  return now
    .map(({ id, row }, at) => ({
      customer_id: id,
      row,
      probability: logistic?.said[at]?.p ?? null,
      network: network?.said[at]?.p ?? null,
      reasons: logistic?.said[at]?.reasons ?? [],
      networkReasons: network?.said[at]?.reasons ?? [],
    }))
    .sort((a, b) => (b.probability ?? 0) - (a.probability ?? 0) || (a.customer_id < b.customer_id ? -1 : 1))
    .map((person, rank): Scored => ({
      ...person,
      band: person.probability === null ? null : rank < team ? 'act' : rank < 3 * team ? 'watch' : 'low',
    }));
}

/** Each touchpoint by the mean over its recent users; its band is that of a customer with the same risk. */
export function byTouchpoint(
  scored: readonly Scored[],
  met: readonly { readonly customer_id: string; readonly touchpoint: string }[],
) {
  const risk = new Map(scored.map((row) => [row.customer_id, row]));
  const floor = (band: Band) => scored.findLast((row) => row.band === band)?.probability ?? Infinity;
  const [act, watch] = [floor('act'), floor('watch')];
  return [...new Set(met.map(({ touchpoint }) => touchpoint))].sort().map((touchpoint) => {
    const users = met
      .flatMap((row) => (row.touchpoint === touchpoint ? [risk.get(row.customer_id)] : []))
      .filter((row) => row !== undefined);
    const probability = mean(users.map((user) => user.probability));
    return {
      touchpoint,
      n: users.length,
      row: meanOf(users.map((user) => user.row)),
      probability,
      network: mean(users.map((user) => user.network)),
      band: probability === null ? null : probability >= act ? 'act' : probability >= watch ? 'watch' : 'low',
      reasons: meanOf(users.map((user) => user.reasons)),
      networkReasons: meanOf(users.map((user) => user.networkReasons)),
    };
  });
}

/** The inputs that speak most for a score, the strongest first, each with the side of the mean that `row` lies on. */
export function strongest(
  reasons: readonly number[],
  row: readonly number[],
  { names, means }: { readonly names: readonly string[]; readonly means: readonly number[] },
): readonly string[] {
  return reasons
    .map((weight, at) => ({ weight, at }))
    .filter(({ weight }) => weight > 1e-9)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, 3)
    .map(({ at }) => reasonOf(names[at] ?? '', (row[at] ?? 0) > (means[at] ?? 0)));
}

/** What share of the `team` highest risks were cases. */
export function precisionAt(judged: Verdict['judged'], team: number) {
  const top = [...judged].sort((a, b) => b.p - a.p).slice(0, team);
  return {
    cases: top.length,
    share: top.length ? top.reduce((sum, { outcome }) => sum + outcome, 0) / top.length : null,
  };
}

function mean(values: readonly (number | null)[]): number | null {
  const present = values.filter((value) => value !== null);
  return present.length ? present.reduce((sum, value) => sum + value, 0) / present.length : null;
}

/** The mean of each place; none without vectors. */
export function meanOf(vectors: readonly (readonly number[])[]): readonly number[] {
  return (vectors[0] ?? []).map((_, at) => mean(vectors.map((vector) => vector[at] ?? 0)) ?? 0);
}
