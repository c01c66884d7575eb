import { identifier, join, nothing, sql, type Sql } from '../engine/sql';
import type { Ask } from './metric';
import { refused } from './params';
import type { riskParams } from './risk-params';
import { after, snapshots, sources, type Snapshot, type Source } from './risk-sources';

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

/** The column of `riskPeople` that holds what a customer was like at a cut-off. */
export function snapshotColumn(snapshot: Snapshot, name: string): string {
  return `#${snapshot}.${name}`;
}

/**
 * One row a customer: their columns, how often they stood in the file (`copies`), and for each cut-off, in columns named
 * by `snapshotColumn`, whether they are `present`, the `outcome` (1, 0 or null; not of `now`) and the inputs by then.
 */
export function riskPeople(ask: Asked): Sql {
  const column = (snapshot: Snapshot, name: string) => identifier(snapshotColumn(snapshot, name));
  if (!isDated(ask))
    return sql`SELECT customer_id, copies, true AS ${column('train', 'present')}, churned::INTEGER::DOUBLE AS ${column('train', 'outcome')},
             people.* EXCLUDE (customer_id, copies, churned, churned_at, first_seen)
      FROM (SELECT *, (count(*) OVER (PARTITION BY customer_id))::DOUBLE AS copies FROM customers WHERE customer_id IS NOT NULL ${onePerCustomer}) AS people
      WHERE churned IS NOT NULL ORDER BY customer_id`;
  const warned = targetOf(ask);
  const known = sources(ask, warned === 'detractor');
  const horizon = ask.params.horizon_days * 86_400;
  const firsts = join([sql`first_seen`, ...known.map(({ name }) => sql`${name}.first_at`)]);
  const states = snapshots.flatMap((snapshot) => [
    sql`${presentAt(snapshot, firsts)} AS ${column(snapshot, 'present')}`,
    ...(snapshot === 'now' ? [] : [sql`${outcomeAfter(snapshot, warned)} AS ${column(snapshot, 'outcome')}`]),
    ...known.flatMap(({ inputs }) =>
      Object.entries(inputs(snapshot)).map(([name, input]) => sql`${input} AS ${column(snapshot, name)}`),
    ),
  ]);
  return sql`WITH ends AS MATERIALIZED (SELECT now, now - to_seconds(${horizon}) AS test, now - to_seconds(${2 * horizon}) AS train FROM (SELECT greatest(${join([...known.map(({ end }) => end), sql`(SELECT max(churned_at) FROM customers)`])}) AS now)),
  ${join(
    known.map(({ name, rows }) => sql`${name} AS MATERIALIZED (${rows}),`),
    '\n',
  )}
  people AS (${people(ask, known)})
  SELECT * FROM (
    SELECT people.customer_id, copies, ${join(states)}, people.* EXCLUDE (customer_id, copies, churned_at, first_seen, gone_undated)
    FROM people CROSS JOIN ends ${join(
      known.map(({ name }) => sql`LEFT JOIN ${name} ON ${name}.customer_id = people.customer_id`),
      '\n',
    )})
  WHERE ${join(
    snapshots.map((snapshot) => column(snapshot, 'present')),
    ' OR ',
  )} ORDER BY customer_id`;
}

const onePerCustomer = sql`QUALIFY row_number() OVER (PARTITION BY customer_id) = 1`;

/** Everybody, with how often they stood in the file, and whether they left at a time that nobody knows. */
function people(ask: Asked, known: readonly Source[]): Sql {
  if (ask.has('customers.customer_id'))
    return sql`SELECT * EXCLUDE (churned, tenure), coalesce(churned, false) AND churned_at IS NULL AS gone_undated, (count(*) OVER (PARTITION BY customer_id))::DOUBLE AS copies FROM customers
               WHERE customer_id IS NOT NULL ${onePerCustomer}`;
  const met = known.map(({ name }) => sql`SELECT customer_id FROM ${name}`);
  return sql`SELECT DISTINCT customer_id, NULL::TIMESTAMP AS churned_at, NULL::TIMESTAMP AS first_seen, false AS gone_undated, 1::DOUBLE AS copies
             FROM (${join(met, '\nUNION ALL BY NAME\n')})`;
}

/** Known by the cut-off and, as far as dates tell, still there. Of whom left nobody knows when, nobody is warned now. */
function presentAt(snapshot: Snapshot, firsts: Sql): Sql {
  const cut = sql`ends.${identifier(snapshot)}`;
  return sql`((churned_at IS NULL OR churned_at > ${cut}) ${snapshot === 'now' ? sql`AND NOT gone_undated` : nothing} AND coalesce(least(${firsts}) <= ${cut}, true))`;
}

/** What came of a customer within the horizon after the cut-off. */
function outcomeAfter(snapshot: keyof typeof after, warned: 'churn' | 'detractor'): Sql {
  if (warned === 'detractor') return sql`rated.${identifier(`${snapshot}.bad`)}::DOUBLE`;
  const [from, to] = [sql`ends.${identifier(snapshot)}`, sql`ends.${identifier(after[snapshot])}`];
  return sql`CASE WHEN NOT gone_undated THEN coalesce(churned_at > ${from} AND churned_at <= ${to}, false)::INTEGER::DOUBLE END`;
}

/** Who was at which touchpoint within the last horizon; no rows where touchpoints are not asked for. */
export function metRecently(ask: Asked): Sql {
  if (ask.params.rows !== 'touchpoint' || !ask.has('interactions.touchpoint'))
    return sql`SELECT NULL::VARCHAR AS customer_id, NULL::VARCHAR AS touchpoint WHERE false`;
  return sql`SELECT DISTINCT customer_id, touchpoint::VARCHAR AS touchpoint FROM interactions
             WHERE customer_id IS NOT NULL AND touchpoint IS NOT NULL
               AND epoch(occurred_at) > (SELECT epoch(max(occurred_at)) FROM interactions) - ${ask.params.horizon_days * 86_400}`;
}
