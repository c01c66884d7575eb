import { identifier, join, nothing, sql, type Sql } from '../engine/sql';
import { isAnyStep, isStep, type FunnelSteps } from './funnel-steps';

const level = (at: number) => identifier(`s${String(at)}`);
const pass = (at: number) => identifier(`e${String(at)}`);

/** `s1` … `sm`: the latest time at which an attempt began that has come to this step with this event. */
export function inOrder(of: FunnelSteps): Sql {
  const { steps, window, events } = of;
  const source = sql`e0 AS (
      SELECT customer, epoch(occurred_at) AS t, position, touchpoint, event, CASE ${placeOf(of)} END AS place
      FROM interactions WHERE customer IS NOT NULL AND (${isAnyStep(steps, events)})),
    e1 AS (SELECT *, CASE WHEN ${isStep(steps[0] ?? '', events)} THEN t END AS s1 FROM e0)`;
  const passes = steps.slice(1).map((step, at) => {
    const to = at + 2;
    return sql`${pass(to)} AS (
      SELECT * EXCLUDE (begun), CASE WHEN ${isStep(step, events)} ${inside(window, sql`t`)} THEN begun END AS ${level(to)}
      FROM (SELECT *, ${of.dedup ? begunAlone(to, of.increase) : begun(to, of.increase)} AS begun FROM ${pass(to - 1)}))`;
  });
  const levels = steps.map((_, at) => reached(at + 1, sql`t`, steps.length));
  return join([source, ...passes, sql`chained AS (${join(levels, '\nUNION ALL BY NAME\n')})`]);
}

/** The latest start among the attempts that have come to the step before, before this event. */
function begun(to: number, increase: boolean): Sql {
  const frame = increase
    ? sql`ORDER BY t RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW EXCLUDE GROUP`
    : sql`ORDER BY t, place, position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING`;
  return sql`max(${level(to - 1)}) OVER (PARTITION BY customer ${frame})`;
}

/** The start of the attempt whose step before was the last of the later steps to happen: none of them came again. */
function begunAlone(to: number, increase: boolean): Sql {
  const prior = sql`last_value(CASE WHEN place BETWEEN ${to === 2 ? 0 : 1} AND ${to - 1} THEN {place: place, started: ${level(to - 1)}, t: t} END IGNORE NULLS)
        OVER (PARTITION BY customer ORDER BY t, place, position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
  const later = increase ? sql`AND (${prior}).t < t` : nothing;
  return sql`CASE WHEN (${prior}).place = ${to - 2} ${later} THEN (${prior}).started END`;
}

/**
 * Nothing else may come between: the steps follow each other in the customer's events, repeats in a row being one.
 * A block is a stretch of events all of which are steps; a run is one of them, however often in a row.
 */
export function strictly(of: FunnelSteps): Sql {
  const { steps, window, events } = of;
  const name = events
    ? sql`coalesce(CASE WHEN event IN (${join([...steps])}) THEN event END, touchpoint)`
    : sql`touchpoint`;
  const order = sql`(PARTITION BY customer ORDER BY position)`;
  const source = sql`e0 AS (
      SELECT customer, position, ${name} AS name, epoch(occurred_at) AS t, position - row_number() OVER ${order} AS block
      FROM interactions WHERE customer IS NOT NULL AND (${isAnyStep(steps, events)}))`;
  const merged = sql`runs AS (
      SELECT customer, block, any_value(name) AS name, min(position) AS position, min(t) AS first, max(t) AS last, count(*) AS times
      FROM (SELECT *, sum(fresh) OVER (PARTITION BY customer ORDER BY position ROWS UNBOUNDED PRECEDING) AS run
            FROM (SELECT *, (name IS DISTINCT FROM lag(name) OVER ${order} OR block IS DISTINCT FROM lag(block) OVER ${order})::INTEGER AS fresh FROM e0))
      GROUP BY customer, block, run)`;
  const single = sql`runs AS (SELECT customer, block, name, position, t AS first, t AS last, 1 AS times FROM e0)`;
  const first = sql`e1 AS (SELECT *, CASE WHEN name = ${steps[0] ?? ''} THEN last END AS s1 FROM runs)`;
  const passes = steps.slice(1).map((step, at) => {
    const to = at + 2;
    const conditions = [
      sql`prior.block = block`,
      ...(of.increase ? [sql`prior.last < first`] : []),
      ...(of.dedup && to > 2 ? [sql`prior.times = 1`] : []),
    ];
    return sql`${pass(to)} AS (
      SELECT * EXCLUDE (prior, begun), CASE WHEN name = ${step} ${inside(window, sql`first`)} THEN begun END AS ${level(to)}
      FROM (SELECT *, CASE WHEN ${join(conditions, ' AND ')} THEN prior.started END AS begun FROM (SELECT *, ${priorTo(to, of)} AS prior FROM ${pass(to - 1)})))`;
  });
  const levels = steps.map((_, at) => reached(at + 1, at === 0 ? sql`last` : sql`first`, steps.length));
  return join([
    source,
    repeats(steps) ? single : merged,
    first,
    ...passes,
    sql`chained AS (${join(levels, '\nUNION ALL BY NAME\n')})`,
  ]);
}

/** The run before; with re-entry the last one that is none of the steps passed already. */
function priorTo(to: number, { steps, reentry }: FunnelSteps): Sql {
  const run = sql`{block: block, started: ${level(to - 1)}, last: last, times: times}`;
  const passed = steps.slice(0, to - 2);
  if (!reentry || !passed.length) return sql`lag(${run}) OVER (PARTITION BY customer ORDER BY position)`;
  return sql`last_value(CASE WHEN name NOT IN (${join(passed)}) THEN ${run} END IGNORE NULLS)
        OVER (PARTITION BY customer ORDER BY position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
}

/** Level k: any k different steps within the window of the first of them. */
export function anyOrder(of: FunnelSteps): Sql {
  const { steps, window, events } = of;
  const source = sql`e0 AS (
      SELECT customer, epoch(occurred_at) AS t, CASE ${placeOf(of)} END AS place
      FROM interactions WHERE customer IS NOT NULL AND (${isAnyStep(steps, events)}))`;
  const firsts = sql`firsts AS (
      SELECT a.customer, a.t AS started, b.place, min(b.t) AS t
      FROM (SELECT DISTINCT customer, t FROM e0) AS a JOIN e0 AS b ON b.customer = a.customer AND b.t BETWEEN a.t AND a.t + ${window ?? 0}
      GROUP BY a.customer, a.t, b.place)`;
  const unlimited = sql`firsts AS (SELECT customer, min(min(t)) OVER (PARTITION BY customer) AS started, place, min(t) AS t FROM e0 GROUP BY customer, place)`;
  return join([
    source,
    window === null ? unlimited : firsts,
    sql`chained AS (SELECT customer, row_number() OVER (PARTITION BY customer, started ORDER BY t, place) AS level, started, t FROM firsts)`,
  ]);
}

/** Whether a step follows itself. */
export function repeats(steps: readonly string[]): boolean {
  return steps.some((step, at) => step === steps[at + 1]);
}

function placeOf({ steps, events }: FunnelSteps): Sql {
  return join(
    steps.map((step, at) => sql`WHEN ${isStep(step, events)} THEN ${at}`),
    '\n',
  );
}

function inside(window: number | null, t: Sql): Sql {
  return window === null ? nothing : sql`AND ${t} <= begun + ${window}`;
}

function reached(at: number, t: Sql, of: number): Sql {
  return sql`SELECT customer, ${at} AS level, ${level(at)} AS started, ${t} AS t FROM ${pass(of)} WHERE ${level(at)} IS NOT NULL`;
}
