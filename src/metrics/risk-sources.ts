import { identifier, join, nothing, sql, type Sql } from '../engine/sql';
import type { Ask } from './metric';
import type { riskParams } from './risk-params';

/** Cut-offs by name: what is learned from, what is judged on, and who is asked about. Without dates the first alone. */
export const snapshots = ['train', 'test', 'now'] as const;
export type Snapshot = (typeof snapshots)[number];

/** The cut-off after this one, where the horizon of the outcome ends. */
export const after = { train: 'test', test: 'now' } as const;

/** A table of dated events, read in one pass: by customer the first of all (`first_at`), and what is known at each cut-off. */
export interface Source {
  readonly name: Sql;
  /** By `customer_id`; reads the cut-offs from `ends`. */
  readonly rows: Sql;
  /** The time of the last event. */
  readonly end: Sql;
  /** Inputs at a cut-off, by name. */
  readonly inputs: (snapshot: Snapshot) => Readonly<Record<string, Sql>>;
}

/** The mapped tables of dated events; `bad` for each answer's polarity, where it is what is warned of. */
export function sources(ask: Ask<typeof riskParams>, bad: boolean): readonly Source[] {
  const { has } = ask;
  return [
    ...(has('interactions.customer_id') && has('interactions.occurred_at') ? [visits] : []),
    ...(has('responses.customer_id') && has('responses.submitted_at') ? [ratings(bad)] : []),
    ...(has('tickets.customer_id') && has('tickets.created_at') ? [cases] : []),
  ];
}

const at = (snapshot: Snapshot, name: string) => identifier(`${snapshot}.${name}`);
const each = (of: (snapshot: Snapshot, cut: Sql) => Sql) =>
  join(snapshots.map((snapshot) => of(snapshot, sql`ends.${identifier(snapshot)}`)));

const visits: Source = {
  name: sql`met`,
  end: sql`(SELECT max(occurred_at) FROM interactions)`,
  rows: sql`
    SELECT own.* EXCLUDE (customer), places.* EXCLUDE (customer)
    FROM (SELECT customer, any_value(customer_id) AS customer_id, min(occurred_at) AS first_at,
                 ${each((snapshot, cut) => sql`count(*) FILTER (occurred_at <= ${cut}) AS ${at(snapshot, 'visits')}, max(occurred_at) FILTER (occurred_at <= ${cut}) AS ${at(snapshot, 'last')}`)}
          FROM interactions, ends WHERE customer IS NOT NULL GROUP BY customer) AS own
    LEFT JOIN (SELECT customer, ${each((snapshot, cut) => sql`count(*) FILTER (first_at <= ${cut}) AS ${at(snapshot, 'touchpoints')}`)}
               FROM (SELECT customer, touchpoint, min(occurred_at) AS first_at FROM interactions WHERE customer IS NOT NULL AND touchpoint IS NOT NULL GROUP BY customer, touchpoint), ends
               GROUP BY customer) AS places ON places.customer = own.customer`,
  inputs: (snapshot) => ({
    visits: sql`coalesce(met.${at(snapshot, 'visits')}, 0)::DOUBLE`,
    days_since_visit: sql`(epoch(ends.${identifier(snapshot)}) - epoch(met.${at(snapshot, 'last')})) / 86400`,
    touchpoints_met: sql`coalesce(met.${at(snapshot, 'touchpoints')}, 0)::DOUBLE`,
  }),
};

const cases: Source = {
  name: sql`cared`,
  end: sql`(SELECT max(created_at) FROM tickets)`,
  rows: sql`
    SELECT customer_id, min(created_at) AS first_at, ${each((snapshot, cut) => sql`count(*) FILTER (created_at <= ${cut}) AS ${at(snapshot, 'cases')}`)}
    FROM tickets, ends WHERE customer_id IS NOT NULL GROUP BY customer_id`,
  inputs: (snapshot) => ({ cases: sql`coalesce(cared.${at(snapshot, 'cases')}, 0)::DOUBLE` }),
};

/** With `bad`, also whether any answer within the horizon after a cut-off was bad. */
function ratings(bad: boolean): Source {
  const outcome = (snapshot: keyof typeof after) =>
    sql`, max(bad::INTEGER) FILTER (submitted_at > ends.${identifier(snapshot)} AND submitted_at <= ends.${identifier(after[snapshot])}) AS ${at(snapshot, 'bad')}`;
  return {
    name: sql`rated`,
    end: sql`(SELECT max(submitted_at) FROM responses)`,
    rows: sql`
    SELECT customer_id, min(submitted_at) AS first_at, ${each((snapshot, cut) => sql`avg(score) FILTER (submitted_at <= ${cut}) AS ${at(snapshot, 'mean')}`)}
           ${bad ? join([outcome('train'), outcome('test')], '\n') : nothing}
    FROM ${bad ? judged : sql`responses`}, ends WHERE customer_id IS NOT NULL GROUP BY customer_id`,
    inputs: (snapshot) => ({ mean_score: sql`rated.${at(snapshot, 'mean')}` }),
  };
}

/** Answers with whether they are bad: 0 to 6 of ten for NPS, else the lower 40 % of the scale, as given or as met among answers of its kind. */
const judged = sql`(
      SELECT r.*, CASE WHEN r.kind = 'nps' THEN r.score <= 6 WHEN r.kind IN ('csat', 'overall') THEN
      (CASE WHEN coalesce(r.reversed, false) THEN -1 ELSE 1 END) * (r.score - (
        coalesce(r.scale_min, scale.low) * (CASE WHEN coalesce(r.reversed, false) THEN 0.4 ELSE 0.6 END)
      + coalesce(r.scale_max, scale.high) * (CASE WHEN coalesce(r.reversed, false) THEN 0.6 ELSE 0.4 END))) <= 1e-9 END AS bad
      FROM responses AS r LEFT JOIN (SELECT kind, min(score) AS low, max(score) AS high FROM responses GROUP BY kind) AS scale ON scale.kind = r.kind)`;
