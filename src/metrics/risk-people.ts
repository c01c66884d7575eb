import { join, nothing, sql, type Sql } from '../engine/sql';
import type { Ask } from './metric';
import { refused } from './params';
import type { riskParams } from './risk-params';
import { seenCustomers } from './stored-order';

type Asked = Ask<typeof riskParams>;

/** What is warned of: what was asked, else churn where a column says who left, else bad ratings. */
export function targetOf(ask: Asked): 'churn' | 'detractor' {
  const left = ask.has('customers.churned') || ask.has('customers.churned_at');
  const rated = ['score', 'customer_id', 'submitted_at'].every((column) => ask.has(`responses.${column}`));
  if (ask.params.target === 'churn' && !left)
    throw refused('target', 'churn', {
      en: 'detractor: no column says who left',
      zh: 'detractor（差评）：没有列说明谁已流失',
    });
  if (ask.params.target === 'detractor' && !rated)
    throw refused('target', 'detractor', {
      en: 'churn: no dated ratings by customer',
      zh: 'churn（流失）：没有带日期且可归到客户的评分',
    });
  return ask.params.target === 'auto' ? (left || !rated ? 'churn' : 'detractor') : ask.params.target;
}

/** Early warning needs dates; a flag alone allows only a look back. */
export function isDated(ask: Asked): boolean {
  return targetOf(ask) === 'detractor' || ask.has('customers.churned_at');
}

/** Columns of `riskPeople` that are not inputs. */
export const notInputs: readonly string[] = ['customer_id', 'snapshot', 'outcome', 'copies'];

/**
 * One row a customer and snapshot (`train`, `test`, `now`; without dates `train` alone): outcome 1, 0 or null, how often
 * the customer stood in the file, and inputs as of the snapshot.
 */
export function riskPeople(ask: Asked): Sql {
  if (!isDated(ask))
    return sql`SELECT customer_id, 'train' AS snapshot, churned::INTEGER::DOUBLE AS outcome, * EXCLUDE (customer_id, churned, churned_at, first_seen)
      FROM (SELECT *, (count(*) OVER (PARTITION BY customer_id))::DOUBLE AS copies FROM customers WHERE customer_id IS NOT NULL ${onePerCustomer})
      WHERE churned IS NOT NULL ORDER BY customer_id`;
  const horizon = ask.params.horizon_days * 86_400;
  const snapshots = [
    ['train', -2 * horizon],
    ['test', -horizon],
    ['now', 0],
  ] as const;
  return sql`WITH ends AS MATERIALIZED (SELECT ${endOf(ask)} AS end_s), people AS MATERIALIZED (${people(ask)}), firsts AS MATERIALIZED (${firsts(ask)})
  SELECT * FROM (${join(
    snapshots.map(([name, shift]) => sql`SELECT ${name} AS snapshot, * FROM (${snapshot(ask, shift, horizon)})`),
    '\nUNION ALL BY NAME\n',
  )}) ORDER BY snapshot, customer_id`;
}

const onePerCustomer = sql`QUALIFY row_number() OVER (PARTITION BY customer_id) = 1`;

function people(ask: Asked): Sql {
  if (ask.has('customers.customer_id'))
    return sql`SELECT * EXCLUDE (churned, tenure), coalesce(churned, false) AND churned_at IS NULL AS gone_undated, (count(*) OVER (PARTITION BY customer_id))::DOUBLE AS copies FROM customers
               WHERE customer_id IS NOT NULL ${onePerCustomer}`;
  const known = events(ask).map(({ table }) => sql`SELECT customer_id FROM ${table}`);
  return sql`SELECT DISTINCT customer_id, NULL::TIMESTAMP AS churned_at, NULL::TIMESTAMP AS first_seen, false AS gone_undated, 1::DOUBLE AS copies
             FROM (${join(known, '\nUNION ALL BY NAME\n')}) WHERE customer_id IS NOT NULL`;
}

/** The mapped tables of dated events by customer, with their time. */
function events({ has }: Asked): readonly { readonly table: Sql; readonly time: Sql }[] {
  return [
    ...(has('interactions.customer_id') && has('interactions.occurred_at')
      ? [{ table: sql`interactions`, time: sql`occurred_at` }]
      : []),
    ...(has('responses.customer_id') && has('responses.submitted_at')
      ? [{ table: sql`responses`, time: sql`submitted_at` }]
      : []),
    ...(has('tickets.customer_id') && has('tickets.created_at')
      ? [{ table: sql`tickets`, time: sql`created_at` }]
      : []),
  ];
}

function endOf(ask: Asked): Sql {
  const ends = events(ask).map(({ table, time }) => sql`(SELECT epoch(max(${time})) FROM ${table})`);
  return sql`greatest(${join([...ends, sql`(SELECT epoch(max(churned_at)) FROM customers)`])})`;
}

/** When each customer was first met, in any table. */
function firsts(ask: Asked): Sql {
  const each = events(ask).map(
    ({ table, time }) =>
      sql`SELECT customer_id, epoch(min(${time})) AS first_s FROM ${table} WHERE customer_id IS NOT NULL GROUP BY customer_id`,
  );
  const none = sql`SELECT NULL::VARCHAR AS customer_id, NULL::DOUBLE AS first_s WHERE false`;
  return sql`SELECT customer_id, min(first_s) AS first_s FROM (${join([none, ...each], '\nUNION ALL BY NAME\n')}) GROUP BY customer_id`;
}

/** Customers known by the cut-off and, as far as dates tell, still there (of whom left nobody knows when, the outcome is not known): what they did before it, and what came of it within the horizon after. */
function snapshot(ask: Asked, shift: number, horizon: number): Sql {
  const cut = sql`((SELECT end_s FROM ends) + ${shift})`;
  const outcome = shift === 0 ? null : outcomeAfter(ask, cut, horizon);
  const pasts = pastsBefore(ask, cut);
  const inputs = pasts.flatMap(({ gives }) => gives);
  const joined = [...pasts.map(({ rows }) => rows), ...(outcome?.rows ? [outcome.rows] : [])].map(
    (rows) => sql`LEFT JOIN ${rows} USING (customer_id)`,
  );
  return sql`SELECT customer_id, ${outcome?.gives ?? sql`NULL::DOUBLE`} AS outcome, ${inputs.length ? sql`${join(inputs)},` : nothing} c.* EXCLUDE (customer_id, churned_at, first_seen, gone_undated)
             FROM people AS c LEFT JOIN firsts USING (customer_id) ${join(joined, '\n')}
             WHERE (churned_at IS NULL OR epoch(churned_at) > ${cut}) ${outcome ? nothing : sql`AND NOT gone_undated`} AND coalesce(least(epoch(first_seen), firsts.first_s) <= ${cut}, true)`;
}

/** What came of a customer after the cut-off, and the rows by customer that it is read from, where it is not their own. */
function outcomeAfter(ask: Asked, cut: Sql, horizon: number): { readonly gives: Sql; readonly rows?: Sql } {
  const after = (time: Sql) => sql`epoch(${time}) > ${cut} AND epoch(${time}) <= ${cut} + ${horizon}`;
  if (targetOf(ask) === 'churn')
    return {
      gives: sql`CASE WHEN NOT gone_undated THEN (churned_at IS NOT NULL AND ${after(sql`churned_at`)})::INTEGER::DOUBLE END`,
    };
  return {
    gives: sql`judged.bad`,
    rows: sql`(
      SELECT customer_id, max(${isBad}::INTEGER)::DOUBLE AS bad FROM responses AS r
      WHERE r.score IS NOT NULL AND r.kind IN ('nps', 'csat', 'overall') AND ${after(sql`r.submitted_at`)} GROUP BY customer_id) AS judged`,
  };
}

/** 0 to 6 of ten for NPS, else the lower 40 % of the scale, as given or as met among answers of its kind. */
const isBad = sql`(CASE WHEN r.kind = 'nps' THEN r.score <= 6 ELSE
      (CASE WHEN coalesce(r.reversed, false) THEN -1 ELSE 1 END) * (r.score - (
        coalesce(r.scale_min, (SELECT min(score) FROM responses AS k WHERE k.kind = r.kind)) * (CASE WHEN coalesce(r.reversed, false) THEN 0.4 ELSE 0.6 END)
      + coalesce(r.scale_max, (SELECT max(score) FROM responses AS k WHERE k.kind = r.kind)) * (CASE WHEN coalesce(r.reversed, false) THEN 0.6 ELSE 0.4 END))) <= 1e-9 END)`;

/** Inputs by the cut-off, and the rows by customer that they are read from: each table is read once for all customers. */
function pastsBefore(ask: Asked, cut: Sql): readonly { readonly rows: Sql; readonly gives: readonly Sql[] }[] {
  const has = (name: string) => events(ask).some(({ table }) => table.text === name);
  const met = sql`(
    SELECT seen.customer_id, own.* EXCLUDE (customer)
    FROM (SELECT customer, sum(n)::DOUBLE AS visits, (${cut} - max(last_s)) / 86400 AS days_since_visit, count(touchpoint)::DOUBLE AS touchpoints_met
          FROM (SELECT customer, touchpoint, count(*) AS n, epoch(max(occurred_at)) AS last_s FROM interactions
                WHERE customer IS NOT NULL AND epoch(occurred_at) <= ${cut} GROUP BY customer, touchpoint)
          GROUP BY customer) AS own JOIN ${seenCustomers} AS seen USING (customer)) AS met`;
  const by = (what: Sql, table: Sql, time: Sql) =>
    sql`(SELECT customer_id, ${what} FROM ${table} WHERE epoch(${time}) <= ${cut} GROUP BY customer_id)`;
  return [
    ...(has('interactions')
      ? [
          {
            rows: met,
            gives: [
              sql`coalesce(met.visits, 0) AS visits`,
              sql`met.days_since_visit`,
              sql`coalesce(met.touchpoints_met, 0) AS touchpoints_met`,
            ],
          },
        ]
      : []),
    ...(has('tickets')
      ? [
          {
            rows: sql`${by(sql`count(*)::DOUBLE AS cases`, sql`tickets`, sql`created_at`)} AS cared`,
            gives: [sql`coalesce(cared.cases, 0) AS cases`],
          },
        ]
      : []),
    ...(has('responses')
      ? [
          {
            rows: sql`${by(sql`avg(score) AS mean_score`, sql`responses`, sql`submitted_at`)} AS rated`,
            gives: [sql`rated.mean_score`],
          },
        ]
      : []),
  ];
}

/** Who was at which touchpoint within the last horizon; no rows where touchpoints are not asked for. */
export function metRecently(ask: Asked): Sql {
  if (ask.params.rows !== 'touchpoint' || !ask.has('interactions.touchpoint'))
    return sql`SELECT NULL::VARCHAR AS customer_id, NULL::VARCHAR AS touchpoint WHERE false`;
  return sql`SELECT DISTINCT customer_id, touchpoint::VARCHAR AS touchpoint FROM interactions
             WHERE customer_id IS NOT NULL AND touchpoint IS NOT NULL
               AND epoch(occurred_at) > (SELECT epoch(max(occurred_at)) FROM interactions) - ${ask.params.horizon_days * 86_400}`;
}
