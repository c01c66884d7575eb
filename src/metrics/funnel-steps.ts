import { identifier, join, nothing, sql, type Sql } from '../engine/sql';

export type FunnelOrder = 'ordered' | 'strict' | 'any';

export interface FunnelSteps {
  readonly steps: readonly string[];
  readonly exclude: readonly string[];
  /** Seconds from the first step, its end inside; null: unlimited. */
  readonly window: number | null;
  readonly order: FunnelOrder;
  /** Whether a step may also be the name of an event. */
  readonly events: boolean;
}

/**
 * Each customer's best attempt (the furthest, of equal ones the earliest) as customer, level, started and t: one row a
 * step that the attempt reached, times in seconds. One pass a step over the events that are steps; equal times count in
 * the order of the steps.
 */
export function funnelAttempts(of: FunnelSteps): Sql {
  const chain = of.order === 'ordered' ? ordered(of) : of.order === 'strict' ? strict(of) : anyOrder(of);
  return sql`
    WITH ${chain},
    best AS (SELECT customer, max(level) AS furthest FROM chained GROUP BY customer),
    chosen AS (SELECT chained.customer, furthest, arg_min(started, t) AS started FROM chained JOIN best ON best.customer = chained.customer AND best.furthest = chained.level GROUP BY chained.customer, furthest)
    SELECT chained.customer, chained.level, chosen.started, min(chained.t) AS t, chosen.furthest
    FROM chained JOIN chosen ON chosen.customer = chained.customer AND chosen.started = chained.started AND chained.level <= chosen.furthest
    GROUP BY chained.customer, chained.level, chosen.started, chosen.furthest`;
}

/** Whether an event is the step. */
export function isStep(step: string, events: boolean): Sql {
  return events ? sql`(touchpoint = ${step} OR event = ${step})` : sql`touchpoint = ${step}`;
}

const level = (at: number) => identifier(`s${String(at)}`);

/** `s1` … `sm`: the latest time at which an attempt began that has come to this step with this event. */
function ordered({ steps, window, events }: FunnelSteps): Sql {
  const place = join(
    steps.map((step, at) => sql`WHEN ${isStep(step, events)} THEN ${at}`),
    '\n',
  );
  const source = sql`e0 AS (
      SELECT customer, epoch(occurred_at) AS t, position, touchpoint, event, CASE ${place} END AS place
      FROM interactions WHERE customer IS NOT NULL AND (${join(
        steps.map((step) => isStep(step, events)),
        ' OR ',
      )})),
    e1 AS (SELECT *, CASE WHEN ${isStep(steps[0] ?? '', events)} THEN t END AS s1 FROM e0)`;
  const passes = steps.slice(1).map((step, at) => {
    const [from, to] = [at + 1, at + 2];
    const begun = sql`max(${level(from)}) OVER (PARTITION BY customer ORDER BY t, place, position ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)`;
    return sql`${identifier(`e${String(to)}`)} AS (
      SELECT * EXCLUDE (begun), CASE WHEN ${isStep(step, events)} ${window === null ? nothing : sql`AND t <= begun + ${window}`} THEN begun END AS ${level(to)}
      FROM (SELECT *, ${begun} AS begun FROM ${identifier(`e${String(from)}`)}))`;
  });
  const last = identifier(`e${String(steps.length)}`);
  const levels = steps.map(
    (_, at) =>
      sql`SELECT customer, ${at + 1} AS level, ${level(at + 1)} AS started, t FROM ${last} WHERE ${level(at + 1)} IS NOT NULL`,
  );
  return join([source, ...passes, sql`chained AS (${join(levels, '\nUNION ALL BY NAME\n')})`]);
}

/** Nothing else may come between: the steps follow each other in the customer's events, repeats in a row being one. */
function strict({ steps, window, events }: FunnelSteps): Sql {
  const repeats = steps.some((step, at) => step === steps[at + 1]);
  const name = events
    ? sql`coalesce(CASE WHEN event IN (${join([...steps])}) THEN event END, touchpoint)`
    : sql`touchpoint`;
  const all = sql`all_events AS (SELECT customer, position, ${name} AS name, epoch(occurred_at) AS t FROM interactions WHERE customer IS NOT NULL)`;
  const runs = repeats
    ? sql`runs AS (SELECT customer, position, name, t AS first, t AS last FROM all_events)`
    : sql`runs AS (
      SELECT customer, min(position) AS position, any_value(name) AS name, min(t) AS first, max(t) AS last
      FROM (SELECT *, sum(fresh) OVER (PARTITION BY customer ORDER BY position ROWS UNBOUNDED PRECEDING) AS run
            FROM (SELECT *, (name IS DISTINCT FROM lag(name) OVER (PARTITION BY customer ORDER BY position))::INTEGER AS fresh FROM all_events))
      GROUP BY customer, run)`;
  const next = steps
    .slice(1)
    .map(
      (_, at) =>
        sql`lead(name, ${at + 1}) OVER w AS ${identifier(`n${String(at + 2)}`)}, lead(first, ${at + 1}) OVER w AS ${identifier(`t${String(at + 2)}`)}`,
    );
  const ahead = sql`ahead AS (SELECT * FROM (SELECT customer, name, last AS t1 ${next.length ? sql`, ${join(next)}` : nothing} FROM runs WINDOW w AS (PARTITION BY customer ORDER BY position)) WHERE name = ${steps[0] ?? ''})`;
  const levels = steps.map((_, at) => {
    const met = steps.slice(1, at + 1).map((step, before) => sql`${identifier(`n${String(before + 2)}`)} = ${step}`);
    const time = identifier(`t${String(at + 1)}`);
    const inside = window === null || at === 0 ? [] : [sql`${time} <= t1 + ${window}`];
    const conditions = [...met, ...inside];
    return sql`SELECT customer, ${at + 1} AS level, t1 AS started, ${time} AS t FROM ahead ${conditions.length ? sql`WHERE ${join(conditions, ' AND ')}` : nothing}`;
  });
  return join([all, runs, ahead, sql`chained AS (${join(levels, '\nUNION ALL BY NAME\n')})`]);
}

/** Level k: any k different steps within the window of the first of them. */
function anyOrder({ steps, window, events }: FunnelSteps): Sql {
  const place = join(
    steps.map((step, at) => sql`WHEN ${isStep(step, events)} THEN ${at}`),
    '\n',
  );
  const source = sql`e0 AS (
      SELECT customer, epoch(occurred_at) AS t, CASE ${place} END AS place
      FROM interactions WHERE customer IS NOT NULL AND (${join(
        steps.map((step) => isStep(step, events)),
        ' OR ',
      )}))`;
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
