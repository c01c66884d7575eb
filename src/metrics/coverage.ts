import { identifier, join, sql, type Sql } from '../engine/sql';
import { fieldsOf } from '../model/schema';
import type { Grouping } from './grouping';
import { refused } from './params';
import { periodName, periodStart } from './period';
import { seenCustomers } from './stored-order';

/** The columns of `catalogueCounts`, `placeCounts`, `sliceCounts`, `sliceReach` and `wholeCounts`, in this order. */
export const coverageColumns = {
  catalogue: {
    touchpoint: 'text',
    grp: 'text?',
    stage: 'text?',
    opens: 'time?',
    closes: 'time?',
    events: 'number',
    answers: 'number',
  },
  reached: { grp: 'text?', customers: 'number' },
  slices: { slice: 'text?', touchpoint: 'text', events: 'number', answers: 'number' },
  matrix: { slice: 'text?', stage: 'text?', whole: 'flag', customers: 'number', active: 'number' },
  whole: {
    events: 'number',
    unmapped: 'number',
    active: 'number',
    met: 'number',
    nobody: 'number',
    began: 'time?',
    ended: 'time?',
  },
} as const;

/** What the rows are: places of the catalogue (`stage`, `touchpoint`, a class), the whole of it, or slices of the events. */
export type Cut = 'place' | 'whole' | 'slice';

export function cutOf(ask: Grouping, by: string): Cut {
  if (by === 'none') return 'whole';
  if (by in fieldsOf('touchpoints')) return 'place';
  if (by === 'period' && ask.has('interactions.occurred_at')) return 'slice';
  if (ask.has(`customers.${by}`) && ask.has('interactions.customer_id')) return 'slice';
  throw refused('by', by, {
    en: 'stage, none, period, a column of touchpoints or customers',
    zh: 'stage、none、period，或触点目录、客户的列',
  });
}

/** The customers' attribute that the matrix is made by: what was asked for, else their segment; null: there is none. */
export function segmentOf(ask: Grouping, by: string): string | null {
  if (cutOf(ask, by) === 'slice') return by;
  return ask.has('customers.segment') && ask.has('interactions.customer_id') ? 'segment' : null;
}

/** An answer that can be judged: on the scale that its row says, or that NPS always has. */
const isValid = sql`score IS NOT NULL AND CASE WHEN scale_max > scale_min THEN score BETWEEN scale_min AND scale_max WHEN kind = 'nps' THEN score BETWEEN 0 AND 10 ELSE true END`;

/** Every touchpoint of the catalogue with its time of service, its events, and the forms that hold a valid answer. */
export function catalogueCounts(by: string): Sql {
  const place = by in fieldsOf('touchpoints') ? identifier(by) : sql`NULL`;
  return sql`
    SELECT t.touchpoint, t.grp, t.stage, t.opens, t.closes, coalesce(e.events, 0)::DOUBLE AS events, coalesce(r.answers, 0)::DOUBLE AS answers
    FROM (SELECT touchpoint, any_value(${place})::VARCHAR AS grp, any_value(stage) AS stage, min(active_from) AS opens, max(active_to) AS closes FROM touchpoints WHERE touchpoint IS NOT NULL GROUP BY touchpoint) AS t
    LEFT JOIN (SELECT touchpoint, count(*) AS events FROM interactions GROUP BY touchpoint) AS e ON e.touchpoint = t.touchpoint
    LEFT JOIN (SELECT touchpoint, count(DISTINCT response_id) AS answers FROM responses WHERE ${isValid} GROUP BY touchpoint) AS r ON r.touchpoint = t.touchpoint
    ORDER BY t.touchpoint`;
}

/** Whether the matrix tells the reach of each stage too: everybody is in one of its slices. */
export function reachIsInMatrix(ask: Grouping, by: string): boolean {
  return by === 'stage' && segmentOf(ask, by) !== null;
}

/** Different customers at each place of the catalogue, where the matrix does not tell. */
export function placeCounts(ask: Grouping, by: string): Sql {
  if (cutOf(ask, by) !== 'place' || reachIsInMatrix(ask, by))
    return sql`SELECT NULL::VARCHAR AS grp, 0::DOUBLE AS customers WHERE false`;
  return sql`SELECT place::VARCHAR AS grp, count(*)::DOUBLE AS customers FROM (SELECT DISTINCT customer, place FROM ${placed(by)}) GROUP BY 1 ORDER BY 1`;
}

/** Events of known customers at touchpoints of the catalogue, with their place; an event's own stage, class or channel comes before the catalogue's. */
function placed(by: string): Sql {
  const name = identifier(by);
  const own = by !== 'touchpoint' && by in fieldsOf('interactions') ? sql`coalesce(e.${name}, t.place)` : sql`t.place`;
  return sql`(SELECT e.customer, e.occurred_at, ${own} AS place FROM interactions AS e
    JOIN (SELECT touchpoint, any_value(${name}) AS place FROM touchpoints GROUP BY touchpoint) AS t ON t.touchpoint = e.touchpoint WHERE e.customer IS NOT NULL)`;
}

/** Events and answers at each touchpoint of the catalogue in each slice. */
export function sliceCounts(ask: Grouping, by: string): Sql {
  const none = sql`SELECT NULL::VARCHAR AS slice, '' AS touchpoint, 0::DOUBLE AS events, 0::DOUBLE AS answers WHERE false`;
  if (cutOf(ask, by) !== 'slice') return none;
  const answers =
    ask.has('responses.touchpoint') && ask.has(by === 'period' ? 'responses.submitted_at' : 'responses.customer_id')
      ? sql`SELECT ${sliceOf(ask, by, 'submitted_at')} AS slice, touchpoint, 0 AS events, count(DISTINCT response_id) AS answers FROM responses ${joinOf(by, sql`responses.customer_id`)} WHERE ${isValid} GROUP BY ALL`
      : sql`SELECT NULL::VARCHAR AS slice, '' AS touchpoint, 0 AS events, 0 AS answers WHERE false`;
  const events = sql`SELECT ${sliceOf(ask, by, 'occurred_at')} AS slice, touchpoint, n AS events, 0 AS answers
      FROM (SELECT customer, any_value(customer_id) AS customer_id, touchpoint, ${by === 'period' ? sql`occurred_at` : sql`NULL AS occurred_at`}, count(*) AS n FROM interactions GROUP BY customer, touchpoint ${by === 'period' ? sql`, occurred_at` : sql``}) AS e ${joinOf(by, sql`e.customer_id`)}`;
  return sql`
    SELECT slice, touchpoint, sum(events)::DOUBLE AS events, sum(answers)::DOUBLE AS answers
    FROM (${join([events, answers], '\nUNION ALL BY NAME\n')})
    WHERE touchpoint IN (SELECT touchpoint FROM touchpoints) GROUP BY slice, touchpoint ORDER BY slice, touchpoint`;
}

/** Different customers of each slice at each stage and anywhere in the catalogue (whole), and those active at all. */
export function sliceReach(ask: Grouping, by: string): Sql {
  const segment = segmentOf(ask, by);
  if (segment === null)
    return sql`SELECT NULL::VARCHAR AS slice, NULL::VARCHAR AS stage, true AS whole, 0::DOUBLE AS customers, 0::DOUBLE AS active WHERE false`;
  const period = segment === 'period';
  const slice = period ? periodStart(ask.params.grain, sql`occurred_at`, ask.weekStart) : sql`slice`;
  const known = period
    ? sql`SELECT DISTINCT customer, ${slice} AS slice FROM interactions WHERE customer IS NOT NULL`
    : sql`SELECT e.customer, who.slice FROM ${seenCustomers} AS e ${joinOf(segment, sql`e.customer_id`)}`;
  const met = period
    ? sql`SELECT DISTINCT customer, ${slice} AS slice, place AS stage FROM ${placed('stage')}`
    : sql`SELECT m.customer, known.slice, m.stage FROM (SELECT DISTINCT customer, place AS stage FROM ${placed('stage')}) AS m JOIN known ON known.customer = m.customer`;
  return sql`
    WITH known AS (${known}),
    met AS (${met}),
    actives AS (SELECT slice, count(*) AS active FROM known GROUP BY slice),
    reached AS (
      SELECT slice, stage, false AS whole, count(*) AS customers FROM met GROUP BY slice, stage
      UNION ALL SELECT slice, NULL, true, count(DISTINCT customer) FROM met GROUP BY slice)
    SELECT ${period ? sql`strftime(a.slice, '%Y-%m-%d')` : sql`a.slice`} AS slice, r.stage, coalesce(r.whole, true) AS whole, coalesce(r.customers, 0)::DOUBLE AS customers, a.active::DOUBLE AS active
    FROM actives AS a LEFT JOIN reached AS r ON r.slice IS NOT DISTINCT FROM a.slice ORDER BY a.slice, whole, r.stage`;
}

/** All events, those outside the catalogue, and different customers: active, met at a touchpoint of the catalogue. */
export const wholeCounts = sql`
  WITH known AS (SELECT DISTINCT touchpoint FROM touchpoints WHERE touchpoint IS NOT NULL)
  SELECT count(*)::DOUBLE AS events, count(*) FILTER (known.touchpoint IS NULL)::DOUBLE AS unmapped, count(DISTINCT customer)::DOUBLE AS active,
         count(DISTINCT customer) FILTER (known.touchpoint IS NOT NULL)::DOUBLE AS met, count(*) FILTER (customer IS NULL)::DOUBLE AS nobody,
         min(occurred_at) AS began, max(occurred_at) AS ended
  FROM interactions LEFT JOIN known ON known.touchpoint = interactions.touchpoint`;

function sliceOf(ask: Grouping, by: string, time: 'occurred_at' | 'submitted_at'): Sql {
  return by === 'period' ? periodName(ask.params.grain, identifier(time), ask.weekStart) : sql`who.slice`;
}

function joinOf(by: string, customer: Sql): Sql {
  if (by === 'period') return sql``;
  return sql`LEFT JOIN (SELECT customer_id, any_value(${identifier(by)})::VARCHAR AS slice FROM customers GROUP BY customer_id) AS who ON who.customer_id = ${customer}`;
}
