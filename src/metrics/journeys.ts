import { nothing, sql, type Sql } from '../engine/sql';
import type { Params } from './params';
import { counted, previous } from './stored-order';

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
 * The CTE `events`: those of known customers at a touchpoint, in the stored order, as customer, journey, touchpoint, t
 * (seconds), outcome and, if `staged`, the stage that the event itself names. `journey` is a number of its own for each
 * journey of each customer, and grows with the rows.
 * Never materialised: millions of rows pass through, and do not fit into the page's memory more than once.
 */
export function journeyEvents({ gap_minutes: gap, collapse }: Journeys, staged = false): Sql {
  const stage = staged ? sql`, stage` : nothing;
  const plain = sql`SELECT customer::BIGINT AS customer, customer::BIGINT AS journey, touchpoint, epoch(occurred_at) AS t, outcome ${stage} FROM interactions WHERE customer IS NOT NULL AND touchpoint IS NOT NULL`;
  if (gap === null && !collapse) return sql`events AS NOT MATERIALIZED (${plain})`;
  const starts = gap === null ? sql`before IS NULL` : sql`(before IS NULL OR t - before > ${gap * 60})`;
  return sql`events AS NOT MATERIALIZED (
    SELECT customer, journey, touchpoint, t, outcome ${stage}
    FROM (SELECT * REPLACE (count(*) FILTER (${starts}) OVER (ROWS UNBOUNDED PRECEDING) AS journey), ${starts} AS starts
          FROM (SELECT *, ${previous(sql`t`)} AS before, ${previous(sql`touchpoint`)} AS last FROM (${plain})))
    ${collapse ? sql`WHERE starts OR touchpoint IS DISTINCT FROM last` : nothing})`;
}

/** The events of `journeyEvents` with their place in the journey: `nth`. */
export const placedEvents = counted(sql`SELECT * FROM events`, sql`journey`);

/**
 * Aggregated over the placed events of a journey, or over parts of them and then with bit_xor, a number that tells
 * sequences of one length apart. It hashes touchpoint and place together before adding them up, so that two different
 * sequences are alike with chance 2⁻⁶⁴; places are negative, for touchpoints may be kept as whole numbers from 0.
 */
export const sequenceMark = sql`bit_xor(hash(xor(hash(touchpoint), hash(-nth))))`;

/** Events that belong to no journey: without customer or without touchpoint. */
export const eventsWithoutJourney = sql`(SELECT count(*) FROM interactions WHERE customer IS NULL OR touchpoint IS NULL)::DOUBLE`;
