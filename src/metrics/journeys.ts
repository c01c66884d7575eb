import { nothing, sql, type Sql } from '../engine/sql';
import type { Params } from './params';

/** The parameters of every module that follows journeys. */
export const journeyParams = {
  gap_minutes: {
    kind: 'number',
    default: null,
    min: 0.001,
    max: 1e7,
    label: { en: 'A pause that ends a journey (minutes)', zh: '旅程中断的间隔（分钟）' },
    hint: { en: 'Empty: all that a customer did is one journey.', zh: '留空：客户的全部行为为一段旅程。' },
  },
  collapse: {
    kind: 'flag',
    default: false,
    label: { en: 'Count repeats of one touchpoint in a row as one', zh: '合并连续重复的触点' },
  },
} as const satisfies Params;

interface Journeys {
  readonly gap_minutes: number | null;
  readonly collapse: boolean;
}

/**
 * The CTEs `codes` (touchpoint, code: a small integer each) and `events`: those of known customers at a touchpoint, as
 * customer, run (the journey's number within the customer, 0 unless a gap is given), position, code, t (seconds), outcome.
 * A journey is customer and run. Narrow on purpose: windows over millions of wide rows do not fit into the page's memory.
 */
export function journeyEvents({ gap_minutes: gap, collapse }: Journeys): Sql {
  const codes = sql`codes AS (SELECT touchpoint, row_number() OVER (ORDER BY touchpoint)::INTEGER AS code FROM (SELECT DISTINCT touchpoint FROM interactions WHERE touchpoint IS NOT NULL))`;
  const plain = sql`SELECT customer, 0 AS run, position::INTEGER AS position, code, epoch(occurred_at) AS t, outcome FROM interactions JOIN codes ON codes.touchpoint = interactions.touchpoint WHERE customer IS NOT NULL`;
  if (gap === null && !collapse) return sql`${codes}, events AS NOT MATERIALIZED (${plain})`;
  const starts = gap === null ? sql`before IS NULL` : sql`(before IS NULL OR t - before > ${gap * 60})`;
  return sql`${codes}, events AS NOT MATERIALIZED (
    SELECT customer, ${gap === null ? sql`0` : sql`(sum((${starts})::INTEGER) OVER (PARTITION BY customer ORDER BY position ROWS UNBOUNDED PRECEDING))::INTEGER`} AS run,
           position, code, t, outcome
    FROM (SELECT * EXCLUDE (run), lag(t) OVER w AS before, lag(code) OVER w AS last FROM (${plain}) WINDOW w AS (PARTITION BY customer ORDER BY position))
    ${collapse ? sql`WHERE ${starts} OR code IS DISTINCT FROM last` : nothing})`;
}

/**
 * The CTE `signed`, after `journeyEvents`: customer, run, events, and a number that tells sequences apart. It mixes code
 * and place of each event before adding them up, so that two different sequences are alike with chance 2⁻⁶⁴.
 */
export function signedJourneys({ gap_minutes: gap, collapse }: Journeys): Sql {
  const nth =
    gap === null && !collapse ? sql`position` : sql`row_number() OVER (PARTITION BY customer, run ORDER BY position)`;
  return sql`signed AS (
      SELECT customer, run, count(*) AS events, (count(*), bit_xor(hash(code::BIGINT * 4294967296 + nth))) AS sign, min(t) AS began, max(t) AS ended, bool_or(coalesce(outcome, false)) AS succeeded
      FROM (SELECT *, ${nth} AS nth FROM events) GROUP BY customer, run)`;
}

/** Events that belong to no journey: without customer or without touchpoint. */
export const eventsWithoutJourney = sql`(SELECT count(*) FROM interactions WHERE customer IS NULL OR touchpoint IS NULL)::DOUBLE`;
