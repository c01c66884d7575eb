import { identifier, join, sql, type Sql } from '../engine/sql';
import { clusterSums } from './cluster-sums';
import { grouped, type Grouping } from './grouping';
import { responseWeight } from './answer-weights';

/** Which answers are alerts: detractors of the NPS question, or the lower two fifths of a satisfaction scale. */
export type Trigger = 'detractor' | 'dissatisfied';

/** The columns of `loopCounts`: answers and alerts as counted, and the sums of weights that the rates are made of. */
export const loopColumns = {
  grp: 'text?',
  whole: 'flag',
  n: 'number',
  missing: 'number',
  excluded: 'number',
  alerts: 'number',
  contacted: 'number',
  within: 'number',
  recovered: 'number',
  undetermined: 'number',
  open: 'number',
  unknown: 'number',
  w: 'number',
  w2: 'number',
  w_contacted: 'number',
  w_within: 'number',
  w_determined: 'number',
  /** The weights of alerts that are not open and of the recovered ones, summed as by `clusterSums`; how many they are, and their squares. */
  clusters: 'number',
  hits: 'number',
  followed: 'number',
  hits_squared: 'number',
  n_squared: 'number',
  product: 'number',
  trials: 'number',
  squares: 'number',
  hit_squares: 'number',
} as const;

const counts = Object.keys(loopColumns)
  .filter((name) => name !== 'grp' && name !== 'whole')
  .map((name) => sql`coalesce(${identifier(name)}, 0)::DOUBLE AS ${identifier(name)}`);

/**
 * Negative answers, whether and when somebody got in touch, and whether the customer was won back, by group and over all.
 * With `recoverySeconds` only what happened in that time counts. Whether they are recovered is `open` where that time is not
 * over, and where the customer is `unknown`.
 */
export function loopCounts(ask: Grouping, trigger: Trigger, limitSeconds: number, recoverySeconds: number | null): Sql {
  const soon = (moment: Sql) =>
    recoverySeconds === null ? sql`true` : sql`epoch(${moment}) - epoch(a.submitted_at) <= ${recoverySeconds}`;
  const open = recoverySeconds === null ? sql`false` : sql`epoch(a.submitted_at) + ${recoverySeconds} > last_seen`;
  return sql`
    WITH ${scored(ask, trigger)},
    judged AS (SELECT *, ${negative(trigger)} AS negative FROM scored WHERE valid),
    sequel AS (SELECT *, lead(negative) OVER (PARTITION BY customer_id ORDER BY submitted_at, response_id) AS next_negative,
             lead(submitted_at) OVER (PARTITION BY customer_id ORDER BY submitted_at, response_id) AS next_at FROM judged),
    alerts AS (SELECT * FROM sequel WHERE negative),
    contacts AS (SELECT response_id, min(moment) AS moment FROM (${contacts(ask)}) GROUP BY response_id),
    sightings AS (${recoverySeconds === null ? seenLast(ask) : sightings(ask)}),
    seen AS (
      SELECT a.response_id, min(s.moment) AS moment FROM alerts AS a JOIN sightings AS s ON s.customer_id = a.customer_id AND s.moment > a.submitted_at GROUP BY a.response_id),
    followed AS (
      SELECT a.grp, a.w, coalesce(a.customer_id, a.response_id) AS who, contacts.moment IS NOT NULL AS contacted, coalesce(epoch(contacts.moment) - epoch(a.submitted_at) <= ${limitSeconds}, false) AS within,
             coalesce(CASE WHEN a.customer_id IS NOT NULL AND ${soon(sql`a.next_at`)} THEN NOT a.next_negative END, ${soon(sql`seen.moment`)} AND seen.moment IS NOT NULL, false) AS recovered,
             a.customer_id IS NULL AS "unknown", a.customer_id IS NULL OR ${open} AS open, contacts.moment IS NULL AND epoch(a.submitted_at) + ${limitSeconds} > data_end AS undetermined
      FROM alerts AS a LEFT JOIN contacts ON contacts.response_id = a.response_id LEFT JOIN seen ON seen.response_id = a.response_id
      CROSS JOIN (SELECT epoch(greatest((SELECT max(submitted_at) FROM responses), (SELECT max(created_at) FROM tickets))) AS data_end)
      CROSS JOIN (SELECT epoch(greatest((SELECT max(submitted_at) FROM responses), (SELECT max(moment) FROM sightings))) AS last_seen)),
    counted AS (
      SELECT grp, grouping(grp) = 1 AS whole, count(*) AS alerts, count(*) FILTER (contacted) AS contacted, count(*) FILTER (within) AS within,
             count(*) FILTER (recovered AND NOT open) AS recovered, count(*) FILTER (open) AS open, count(*) FILTER ("unknown") AS "unknown", count(*) FILTER (undetermined) AS undetermined, sum(w) AS w, sum(w ** 2) AS w2,
             sum(w) FILTER (contacted) AS w_contacted, sum(w) FILTER (within) AS w_within, sum(w) FILTER (NOT undetermined) AS w_determined,
             count(*) FILTER (NOT open) AS trials, sum(w ** 2) FILTER (NOT open) AS squares, sum(w ** 2) FILTER (recovered AND NOT open) AS hit_squares
      FROM followed GROUP BY GROUPING SETS ((grp), ())),
    own AS (SELECT grp, who, sum(w) AS n, coalesce(sum(w) FILTER (recovered), 0) AS hits FROM followed WHERE NOT open GROUP BY grp, who),
    per AS (SELECT false AS whole, grp, n, hits FROM own UNION ALL SELECT true, NULL, sum(n), sum(hits) FROM own GROUP BY who),
    clustered AS (SELECT grp, whole, ${clusterSums} FROM per GROUP BY grp, whole),
    asked AS (
      SELECT grp, grouping(grp) = 1 AS whole, count(*) FILTER (valid) AS n, count(*) FILTER (score IS NULL) AS missing, count(*) FILTER (score IS NOT NULL AND NOT valid) AS excluded
      FROM scored GROUP BY GROUPING SETS ((grp), ()))
    SELECT asked.grp, asked.whole, ${join(counts)}
    FROM asked LEFT JOIN counted ON counted.whole = asked.whole AND counted.grp IS NOT DISTINCT FROM asked.grp
    LEFT JOIN (SELECT * RENAME (n AS followed) FROM clustered) AS clustered ON clustered.whole = asked.whole AND clustered.grp IS NOT DISTINCT FROM asked.grp
    ORDER BY asked.whole, asked.grp`;
}

/** Distinct persons behind the alerts, by group (`key`) and, under null, over all. */
export function alertPersons(ask: Grouping, trigger: Trigger): Sql {
  return sql`
    WITH ${scored(ask, trigger)}
    SELECT CASE WHEN grouping(grp) = 1 THEN NULL ELSE grp END AS key, count(DISTINCT coalesce(customer_id, response_id))::DOUBLE AS n
    FROM scored WHERE valid AND ${negative(trigger)} GROUP BY GROUPING SETS ((grp), ())`;
}

/** The answers to the asked question with w, their scale (bottom, top) and whether they are valid: on it, and with a time. */
function scored(ask: Grouping, trigger: Trigger): Sql {
  const kinds = trigger === 'detractor' ? ['nps'] : ['csat', 'overall'];
  const order = join(
    kinds.map((kind, at) => sql`WHEN ${kind} THEN ${at}`),
    '\n',
  );
  const inferred =
    trigger === 'detractor'
      ? sql`SELECT 0 AS bottom, 10 AS top`
      : sql`SELECT CASE WHEN over_10 >= 0.05 OR (over_7 >= 0.02 AND zeros) OR highest <= 1 THEN 0 ELSE 1 END AS bottom,
                   CASE WHEN over_10 >= 0.05 THEN 100 WHEN over_7 >= 0.02 THEN 10 WHEN over_5 >= 0.02 THEN 7 WHEN highest <= 1 THEN 1 ELSE 5 END AS top
            FROM (SELECT avg((score > 10)::INTEGER) AS over_10, avg((score > 7 AND score <= 10)::INTEGER) AS over_7, avg((score > 5 AND score <= 7)::INTEGER) AS over_5,
                         bool_or(score = 0) AS zeros, max(score) AS highest FROM answers WHERE score IS NOT NULL AND scale_max IS NULL)`;
  return sql`chosen AS (
      SELECT kind FROM responses WHERE score IS NOT NULL AND (kind IN (${join(kinds)}) OR kind IS NULL)
      GROUP BY kind ORDER BY CASE kind ${order} ELSE ${kinds.length} END LIMIT 1),
    answers AS (
      SELECT * EXCLUDE (kind), ${responseWeight} AS w FROM ${grouped(ask, 'responses')}
      WHERE kind IS NOT DISTINCT FROM (SELECT kind FROM chosen) AND (SELECT count(*) FROM chosen) > 0),
    inferred AS (${inferred}),
    placed AS (
      SELECT answers.*, CASE WHEN scale_max > scale_min THEN scale_min ELSE inferred.bottom END AS bottom,
             CASE WHEN scale_max > scale_min THEN scale_max ELSE inferred.top END AS top
      FROM answers CROSS JOIN inferred),
    scored AS (SELECT *, coalesce(score BETWEEN bottom AND top AND submitted_at IS NOT NULL, false) AS valid FROM placed)`;
}

function negative(trigger: Trigger): Sql {
  const turned = sql`CASE WHEN reversed THEN top + bottom - score ELSE score END`;
  return trigger === 'detractor' ? sql`${turned} <= 6` : sql`${turned} - bottom < 0.4 * (top - bottom)`;
}

/** When a ticket that came of an alert was answered: by the answer's id, or by the customer where the ticket names none. */
function contacts(ask: Grouping): Sql {
  const answered = sql`coalesce(t.first_response_at, t.created_at + to_milliseconds((1000 * t.first_response_s)::BIGINT), t.resolved_at)`;
  const from = (condition: Sql) =>
    sql`SELECT a.response_id, ${answered} AS moment FROM alerts AS a JOIN tickets AS t ON ${condition} WHERE ${answered} >= a.submitted_at`;
  const ways = [
    ...(ask.has('tickets.response_id') ? [from(sql`t.response_id = a.response_id`)] : []),
    ...(ask.has('tickets.customer_id') && ask.has('responses.customer_id')
      ? [from(sql`t.customer_id = a.customer_id AND t.response_id IS NULL AND t.created_at >= a.submitted_at`)]
      : []),
  ];
  return ways.length
    ? join(ways, '\nUNION ALL BY NAME\n')
    : sql`SELECT NULL::VARCHAR AS response_id, NULL::TIMESTAMP AS moment WHERE false`;
}

/** When known customers bought or came. */
function sightings(ask: Grouping): Sql {
  const events = [
    ...(ask.has('orders.customer_id') ? [sql`SELECT customer_id, ordered_at AS moment FROM orders`] : []),
    ...(ask.has('interactions.customer_id')
      ? [sql`SELECT customer_id, occurred_at AS moment FROM interactions WHERE customer_id IS NOT NULL`]
      : []),
  ];
  return events.length
    ? join(events, '\nUNION ALL BY NAME\n')
    : sql`SELECT NULL::VARCHAR AS customer_id, NULL::TIMESTAMP AS moment WHERE false`;
}

/** When each customer was last seen to buy or to come. */
function seenLast(ask: Grouping): Sql {
  const events = [
    ...(ask.has('orders.customer_id')
      ? [sql`SELECT customer_id, max(ordered_at) AS moment FROM orders GROUP BY customer_id`]
      : []),
    ...(ask.has('interactions.customer_id')
      ? [
          sql`SELECT any_value(customer_id) AS customer_id, max(occurred_at) AS moment FROM interactions WHERE customer IS NOT NULL GROUP BY customer`,
        ]
      : []),
  ];
  const all = events.length
    ? join(events, '\nUNION ALL BY NAME\n')
    : sql`SELECT NULL::VARCHAR AS customer_id, NULL::TIMESTAMP AS moment WHERE false`;
  return sql`SELECT customer_id, max(moment) AS moment FROM (${all}) GROUP BY customer_id`;
}
