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
 * The events of known customers as a subquery: customer, run (the journey's number within the customer, 0 unless a gap
 * is given), position, touchpoint, t (seconds), outcome. A journey is customer and run.
 */
export function journeyEvents({ gap_minutes: gap, collapse }: Journeys): Sql {
  const plain = sql`SELECT customer, customer_id, 0 AS run, position, touchpoint, epoch(occurred_at) AS t, occurred_at, outcome FROM interactions WHERE customer IS NOT NULL`;
  if (gap === null && !collapse) return sql`(${plain})`;
  const starts = gap === null ? sql`before IS NULL` : sql`(before IS NULL OR t - before > ${gap * 60})`;
  return sql`(
    SELECT customer, customer_id, ${gap === null ? sql`0` : sql`sum((${starts})::INTEGER) OVER (PARTITION BY customer ORDER BY position ROWS UNBOUNDED PRECEDING)`} AS run,
           position, touchpoint, t, occurred_at, outcome
    FROM (SELECT *, lag(t) OVER w AS before, lag(touchpoint) OVER w AS last FROM (${plain}) WINDOW w AS (PARTITION BY customer ORDER BY position))
    ${collapse ? sql`WHERE ${starts} OR touchpoint IS DISTINCT FROM last` : nothing})`;
}
