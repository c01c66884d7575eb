import { join, nothing, sql, type Sql } from '../engine/sql';
import type { Ask } from './metric';
import { refused } from './params';
import type { riskParams } from './risk-params';

type Asked = Ask<typeof riskParams>;

/** What is warned of: what was asked, else churn where a column says who left, else bad ratings. */
export function targetOf(ask: Asked): 'churn' | 'detractor' {
  const left = ask.has('customers.churned') || ask.has('customers.churned_at');
  const rated = ['score', 'customer_id', 'submitted_at'].every((column) => ask.has(`responses.${column}`));
  if (ask.params.target === 'churn' && !left) throw refused('target', 'churn', 'detractor: no column says who left');
  if (ask.params.target === 'detractor' && !rated)
    throw refused('target', 'detractor', 'churn: no dated ratings by customer');
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
  return sql`WITH ends AS (SELECT ${endOf(ask)} AS end_s), people AS (${people(ask)})
  ${join(
    snapshots.map(([name, shift]) => sql`SELECT ${name} AS snapshot, * FROM (${snapshot(ask, shift, horizon)})`),
    '\nUNION ALL BY NAME\n',
  )}`;
}

const onePerCustomer = sql`QUALIFY row_number() OVER (PARTITION BY customer_id) = 1`;

function people(ask: Asked): Sql {
  if (ask.has('customers.customer_id'))
    return sql`SELECT * EXCLUDE (churned, tenure), (count(*) OVER (PARTITION BY customer_id))::DOUBLE AS copies FROM customers
               WHERE customer_id IS NOT NULL ${onePerCustomer}`;
  const known = events(ask).map(({ table }) => sql`SELECT customer_id FROM ${table}`);
  return sql`SELECT DISTINCT customer_id, NULL::TIMESTAMP AS churned_at, NULL::TIMESTAMP AS first_seen, 1::DOUBLE AS copies
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

/** Customers known by the cut-off and still there: what they did before it, and what came of it within the horizon after. */
function snapshot(ask: Asked, shift: number, horizon: number): Sql {
  const cut = sql`((SELECT end_s FROM ends) + ${shift})`;
  const firsts = events(ask).map(
    ({ table, time }) => sql`(SELECT min(epoch(e.${time})) FROM ${table} AS e WHERE e.customer_id = c.customer_id)`,
  );
  const known = sql`coalesce(least(${join([sql`epoch(first_seen)`, ...firsts])}) <= ${cut}, true)`;
  const features = featuresBefore(ask, cut);
  return sql`SELECT customer_id, ${shift === 0 ? sql`NULL::DOUBLE` : outcomeAfter(ask, cut, horizon)} AS outcome, ${features.length ? sql`${join(features)},` : nothing}
                    * EXCLUDE (customer_id, churned_at, first_seen)
             FROM people AS c WHERE (churned_at IS NULL OR epoch(churned_at) > ${cut}) AND ${known}`;
}

function outcomeAfter(ask: Asked, cut: Sql, horizon: number): Sql {
  const after = (time: Sql) => sql`epoch(${time}) > ${cut} AND epoch(${time}) <= ${cut} + ${horizon}`;
  if (targetOf(ask) === 'churn') return sql`(churned_at IS NOT NULL AND ${after(sql`churned_at`)})::INTEGER::DOUBLE`;
  return sql`(SELECT max(${isBad}::INTEGER)::DOUBLE FROM responses AS r
    WHERE r.customer_id = c.customer_id AND r.score IS NOT NULL AND r.kind IN ('nps', 'csat', 'overall') AND ${after(sql`r.submitted_at`)})`;
}

/** 0 to 6 of ten for NPS, else the lower 40 % of the scale, as given or as met among answers of its kind. */
const isBad = sql`(CASE WHEN r.kind = 'nps' THEN r.score <= 6 ELSE
      (CASE WHEN coalesce(r.reversed, false) THEN -1 ELSE 1 END) * (r.score - (
        coalesce(r.scale_min, (SELECT min(score) FROM responses AS k WHERE k.kind = r.kind)) * (CASE WHEN coalesce(r.reversed, false) THEN 0.4 ELSE 0.6 END)
      + coalesce(r.scale_max, (SELECT max(score) FROM responses AS k WHERE k.kind = r.kind)) * (CASE WHEN coalesce(r.reversed, false) THEN 0.6 ELSE 0.4 END))) <= 1e-9 END)`;

function featuresBefore(ask: Asked, cut: Sql): readonly Sql[] {
  const before = (what: Sql, table: Sql, time: Sql) =>
    sql`(SELECT ${what} FROM ${table} AS e WHERE e.customer_id = c.customer_id AND epoch(e.${time}) <= ${cut})`;
  const has = (name: string) => events(ask).some(({ table }) => table.text === name);
  return [
    ...(has('interactions')
      ? [
          sql`${before(sql`count(*)::DOUBLE`, sql`interactions`, sql`occurred_at`)} AS visits`,
          sql`${before(sql`(${cut} - epoch(max(e.occurred_at))) / 86400`, sql`interactions`, sql`occurred_at`)} AS days_since_visit`,
          sql`${before(sql`count(DISTINCT e.touchpoint)::DOUBLE`, sql`interactions`, sql`occurred_at`)} AS touchpoints_met`,
        ]
      : []),
    ...(has('tickets') ? [sql`${before(sql`count(*)::DOUBLE`, sql`tickets`, sql`created_at`)} AS cases`] : []),
    ...(has('responses') ? [sql`${before(sql`avg(e.score)`, sql`responses`, sql`submitted_at`)} AS mean_score`] : []),
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
