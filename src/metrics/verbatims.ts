import { sql, type Sql } from '../engine/sql';
import { responseWeight } from './answer-weights';
import { grouped, type Grouping } from './grouping';

/** At most so many texts are read, chosen by chance where there are more. */
const mostTexts = 50_000;
/** Columns of `verbatims`. */
export const verbatimColumns = {
  response_id: 'text',
  grp: 'text?',
  said: 'text',
  score: 'number?',
  kind: 'text?',
  lo: 'number?',
  hi: 'number?',
  weight: 'number',
  total: 'number',
} as const;

/**
 * Texts with the score of their row, else of the same response: overall, nps, csat, in this order of preference. `lo` and
 * `hi` are the ends of its scale as given, else as met among scores of its kind; scores of a reversed scale are turned.
 */
export function verbatims(ask: Grouping): Sql {
  return sql`
    WITH met AS (SELECT kind, min(score) AS lo, max(score) AS hi FROM responses WHERE score IS NOT NULL GROUP BY kind),
    scored AS (
      SELECT response_id, arg_min(${own}, rank) AS own
      FROM (SELECT response_id, ${marked}, CASE kind WHEN 'overall' THEN 1 WHEN 'nps' THEN 2 WHEN 'csat' THEN 3 ELSE 4 END AS rank
            FROM responses WHERE score IS NOT NULL AND (kind IN ('overall', 'nps', 'csat') OR kind IS NULL OR kind = 'verbatim'))
      GROUP BY response_id),
    read AS (
      SELECT e.response_id, e.grp, e.text AS said, ${responseWeight}::DOUBLE AS weight, CASE WHEN e.score IS NULL THEN scored.own ELSE ${own} END AS own
      FROM ${grouped(ask, 'responses')} AS e LEFT JOIN scored USING (response_id) WHERE trim(e.text) <> ''),
    texts AS (
      SELECT response_id, grp, said, weight, own.kind AS kind, coalesce(own.scale_min, met.lo) AS lo, coalesce(own.scale_max, met.hi) AS hi,
             CASE WHEN coalesce(own.reversed, false) THEN coalesce(own.scale_min, met.lo) + coalesce(own.scale_max, met.hi) - own.score ELSE own.score END AS score
      FROM read LEFT JOIN met ON met.kind IS NOT DISTINCT FROM own.kind)
    SELECT *, (count(*) OVER ())::DOUBLE AS total FROM texts QUALIFY row_number() OVER (ORDER BY hash(response_id, said), response_id) <= ${mostTexts} ORDER BY response_id, said`;
}

/** A score as it stands, with what it means. */
const marked = sql`score, kind, scale_min, scale_max, reversed`;
const own = sql`struct_pack(score := score, kind := kind, scale_min := scale_min, scale_max := scale_max, reversed := reversed)`;

/** A score on its scale from `lo` to `hi`. */
export interface Scored {
  readonly score: number | null;
  readonly lo: number | null;
  readonly hi: number | null;
}

/** A good (1) or bad (0) score, null between: 9–10 against 0–6 of ten, else the upper against the lower 40 % of its own scale. */
export function outcomeOf({ score, lo, hi }: Scored): number | null {
  if (score === null || lo === null || hi === null || !(hi > lo)) return null;
  const [bad, good] = hi > 7 && hi <= 10 ? [6, 9] : [lo + 0.4 * (hi - lo), lo + 0.6 * (hi - lo)];
  return score >= good ? 1 : score <= bad ? 0 : null;
}

/** Scores that may be compared: as they are where all stand on one scale, else each on 0 to 100 of its own. */
export function comparable(texts: readonly Scored[]): {
  readonly scores: readonly (number | null)[];
  readonly rescaled: boolean;
} {
  const scales = new Set(texts.flatMap(({ score, lo, hi }) => (score === null ? [] : [`${String(lo)} ${String(hi)}`])));
  const rescaled = scales.size > 1;
  return {
    scores: texts.map(({ score, lo, hi }) => {
      if (score === null || !rescaled) return score;
      return lo === null || hi === null || !(hi > lo) ? null : (100 * (score - lo)) / (hi - lo);
    }),
    rescaled,
  };
}
