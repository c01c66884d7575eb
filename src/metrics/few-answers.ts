import { join, sql, type Sql } from '../engine/sql';
import { bootstrap } from '../stats/bootstrap';
import type { Random } from '../stats/random';
import type { Interval } from '../stats/wilson';
import { groupBy } from './group-by';
import { grouped, type Grouping } from './grouping';
import { boundedMeanInterval, type Moments } from './moments';
import type { Answer, Respondents } from './patterns';
import { responseWeight } from './answer-weights';
import { cellColumns, type ScoreCell } from './score-cells';

/** Below so many answers a mean on a bounded scale gets its interval from the bootstrap, not from Student's t. */
export const fewerThan = 30;

/** The columns of `fewAnswers`. */
export const fewColumns = { ...cellColumns, who: 'text' } as const;

/** Equal answers of one person to one question. */
export interface PersonCell extends ScoreCell {
  readonly who: string;
}

/** What somebody's answers add to a mean; `people` gave the same. The unit that a bootstrap draws. */
export interface Part {
  readonly weight: number;
  readonly sum: number;
  readonly people: number;
}

/** The answers by person (customer, else response) of every group with so few of a kind that, off-scale ones left out, fewer than 30 may remain. */
export function fewAnswers(ask: Grouping, kinds: readonly string[]): Sql {
  return sql`
    WITH answers AS NOT MATERIALIZED (
      SELECT coalesce(customer_id, response_id) AS who, grp, kind, survey, survey_type, item, touchpoint, scale_min, scale_max,
             coalesce(reversed, false) AS reversed, score, ${responseWeight} AS w, hash(grp, kind, survey_type) AS part
      FROM ${grouped(ask, 'responses')}
      WHERE (kind IN (${join(kinds)}) OR kind IS NULL) AND score IS NOT NULL)
    SELECT * EXCLUDE (w, part), count(*)::DOUBLE AS n, sum(w)::DOUBLE AS w, sum(w ** 2)::DOUBLE AS w2
    FROM answers WHERE part IN (SELECT part FROM answers GROUP BY part HAVING count(*) < ${2 * fewerThan})
    GROUP BY ALL ORDER BY ALL`;
}

/** Answers gathered by person, in the order of their ids; those of which `valueOf` knows nothing are left out. */
export function partsOf(cells: readonly PersonCell[], valueOf: (cell: PersonCell) => number | null): readonly Part[] {
  return [...groupBy(cells, ({ who }) => who)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, own]) => {
      let [weight, sum] = [0, 0];
      for (const cell of own) {
        const value = valueOf(cell);
        if (value === null) continue;
        weight += cell.w;
        sum += cell.w * value;
      }
      return { weight, sum, people: 1 };
    })
    .filter(({ weight }) => weight > 0);
}

/** The same from respondents whose answers were read as patterns; none where only a sample of them was read. */
export function partsOfRespondents(
  { respondents, sampled }: Pick<Respondents, 'respondents' | 'sampled'>,
  valueOf: (answer: Answer) => number | null,
): readonly Part[] {
  if (sampled) return [];
  return respondents.flatMap(({ answers, n }) => {
    let [weight, sum] = [0, 0];
    for (const answer of answers) {
      const value = valueOf(answer);
      if (value === null) continue;
      weight += answer.weight;
      sum += answer.weight * value;
    }
    return weight > 0 ? [{ weight, sum, people: n }] : [];
  });
}

interface Wishes {
  readonly confidence: number;
  readonly scale: { readonly min: number; readonly max: number };
  readonly random: () => Random;
}

/**
 * The interval of a mean on a bounded scale: Student's t from 30 answers on; below, the BCa bootstrap in which people
 * are drawn with all their answers, as `partsOf` gives them (null where the answers do not vary, or one person gave them all).
 */
export function scaleMeanInterval(
  found: Moments | null,
  partsOf: () => readonly Part[],
  { confidence, scale, random }: Wishes,
): Interval | null {
  const parts = found && found.n < fewerThan ? partsOf() : [];
  if (!parts.length) return boundedMeanInterval(found, confidence, scale);
  const mean = (counts: ArrayLike<number>): number | null => {
    let [weight, sum] = [0, 0];
    parts.forEach((part, at) => {
      weight += (counts[at] ?? 0) * part.weight;
      sum += (counts[at] ?? 0) * part.sum;
    });
    return weight > 0 ? sum / weight : null;
  };
  const multiplicities = parts.map(({ people }) => people);
  const drawn = bootstrap(parts.length, mean, { random: random(), confidence, method: 'bca', multiplicities });
  return drawn && { low: drawn.low, high: drawn.high };
}
