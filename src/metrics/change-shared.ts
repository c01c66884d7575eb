import { identifier, join, sql, type Sql } from '../engine/sql';
import { conditionOn, where, type Filters } from '../model/filters';
import { tableNames, type Role, type TableName } from '../model/schema';
import { sideOf, undivided } from './change-sides';
import { answered, type Counted } from './change-values';
import type { RowsOf } from './columns';
import { groupBy } from './group-by';
import { grouped, groupingParams, type Grouping } from './grouping';
import type { Ask } from './metric';
import { settle } from './params';
import { responseWeight } from './answer-weights';
import { cellColumns, type ScoreCell } from './score-cells';

export const sharedTables = {
  people: { whole: 'flag', grp: 'text?', persons: 'number', shared: 'number' },
  cells: { ...cellColumns, later: 'flag', cell: 'number' },
  pairs: { whole: 'flag', grp: 'text?', before: 'number', after: 'number', product: 'number' },
} as const;

/** Customers who stand on both sides of a comparison, and how alike their answers are. */
export interface Shared {
  readonly persons: number;
  /** Customers on either side. */
  readonly all: number;
  /**
   * The covariance of the two sides' means about these centres: the sum over customers of the products of what they add
   * to each (linearised, without small-sample correction); null where the metric is no mean of single answers.
   */
  readonly covariance: ((before: number, after: number) => number) | null;
}

interface Sides<S> {
  readonly before: S;
  readonly after: S;
}

interface Asked extends Omit<Ask<typeof groupingParams>, 'params'> {
  readonly params: Sides<string | null> & {
    readonly metric: string | null;
    readonly by: string | null;
    readonly settings: Readonly<Record<string, unknown>>;
  };
}

/** Where metrics find their customers, the first that is mapped; answers where nothing is said. */
const customersIn: Readonly<Record<string, readonly Role[]>> = {
  'response-rate': ['invites.customer_id'],
  conversion: ['interactions.customer_id'],
  'touchpoint-exit': ['interactions.customer_id'],
  churn: ['customers.churned', 'customers.churned_at', 'orders.customer_id', 'interactions.customer_id'],
  repurchase: ['orders.customer_id'],
  'clv-historic': ['orders.customer_id'],
  'response-time': ['tickets.customer_id'],
  'first-contact-resolution': ['tickets.customer_id'],
};

/** Who stands on both sides; with their answers where the metric is a mean of single ones. */
export function sharedQuery(ask: Asked) {
  const { metric, by, settings, ...texts } = ask.params;
  const sides = { before: sideOf('before', texts.before), after: sideOf('after', texts.after) };
  const own = { ...undivided(texts), ...(by === null ? {} : { by }), ...settings };
  const params = settle(
    groupingParams,
    Object.fromEntries(Object.entries(own).filter(([name]) => name in groupingParams)),
  );
  const asked = Object.values(sides).flatMap(({ where: equalities = [] }) => equalities);
  if (!asked.every(({ table, column }) => ask.has(`${table}.${column}`) || ask.has(`${table}.${column.toLowerCase()}`)))
    return { people: null, cells: null, pairs: null };
  const kinds = answered[metric ?? '']?.kinds;
  // The runner leaves out flagged forms, and looks for first touchpoints, on each side for itself.
  const alike = settings.flagged !== 'exclude' && params.by !== 'first-touchpoint';
  if (kinds && alike) return sharedAnswers({ ...ask, params }, kinds, sides);
  const role = (customersIn[metric ?? ''] ?? ['responses.customer_id']).find((one) => ask.has(one));
  const table = tableNames.find((name) => role?.startsWith(`${name}.`));
  return { people: table ? sharedCustomers(table, sides) : null, cells: null, pairs: null };
}

/** Answers of both sides by person: who stands on both, and how often which answers come from one person. */
function sharedAnswers(ask: Grouping, kinds: readonly string[], { before, after }: Sides<Filters>) {
  const side = (later: boolean, filters: Filters) => sql`
      SELECT ${later} AS later, hash(coalesce(customer_id, response_id)) AS who, grp, kind, survey, survey_type, item, touchpoint, scale_min, scale_max,
             coalesce(reversed, false) AS reversed, score, ${responseWeight} AS w
      FROM ${grouped(ask, 'responses', sql`(SELECT * FROM responses ${where(conditionOn('responses', filters))})`)}
      WHERE kind IN (${join(kinds)}) OR kind IS NULL`;
  const answers = sql`WITH answers AS (${side(false, before)} UNION ALL ${side(true, after)})`;
  const columns = sql`kind, survey, survey_type, item, touchpoint, scale_min, scale_max, reversed, score`;
  const cell = sql`(hash(${columns}) >> 12)::BIGINT`;
  return {
    people: sql`${answers},
      met AS (
        SELECT grouping(grp) = 1 AS whole, grp, who, min(later) <> max(later) AS shared
        FROM answers WHERE score IS NOT NULL GROUP BY GROUPING SETS ((grp, who), (who)))
      SELECT whole, grp, count(*)::DOUBLE AS persons, count(*) FILTER (shared)::DOUBLE AS shared FROM met GROUP BY ALL ORDER BY ALL`,
    cells: sql`${answers}
      SELECT later, ${cell}::DOUBLE AS cell, grp, ${columns}, count(*)::DOUBLE AS n, sum(w)::DOUBLE AS w, sum(w * w)::DOUBLE AS w2 FROM answers GROUP BY ALL ORDER BY ALL`,
    pairs: sql`${answers},
      own AS MATERIALIZED (
        SELECT grouping(grp) = 1 AS whole, grp, who, later, cell, sum(w) AS w
        FROM (SELECT grp, who, later, w, ${cell} AS cell FROM answers WHERE score IS NOT NULL)
        GROUP BY GROUPING SETS ((grp, who, later, cell), (who, later, cell)))
      SELECT a.whole, a.grp, a.cell::DOUBLE AS before, b.cell::DOUBLE AS after, sum(a.w * b.w)::DOUBLE AS product
      FROM own AS a JOIN own AS b ON b.who = a.who AND b.whole = a.whole AND b.grp IS NOT DISTINCT FROM a.grp
      WHERE NOT a.later AND b.later GROUP BY ALL ORDER BY ALL`,
  };
}

/** Customers of `table` on either side and on both, as `people` of the whole. */
function sharedCustomers(table: TableName, { before, after }: Sides<Filters>): Sql {
  const customer = table === 'interactions' ? sql`customer` : sql`customer_id`;
  const side = (later: boolean, filters: Filters) =>
    sql`SELECT ${customer} AS who, ${later} AS later FROM ${identifier(table)} ${where(conditionOn(table, filters))}`;
  return sql`
    WITH met AS (
      SELECT min(later) <> max(later) AS shared FROM (${side(false, before)} UNION ALL ${side(true, after)})
      WHERE who IS NOT NULL GROUP BY who)
    SELECT true AS whole, NULL::VARCHAR AS grp, count(*)::DOUBLE AS persons, count(*) FILTER (shared)::DOUBLE AS shared FROM met`;
}

interface Group {
  readonly whole: boolean;
  readonly grp: string | null;
}

/** Who stands on both sides of a group, or of the whole, and what that does to a column; null where nobody was met. */
export function sharedBetween(
  { people, cells, pairs }: RowsOf<typeof sharedTables>,
  metric: string,
  settings: Readonly<Record<string, unknown>>,
): (group: Group, column: string) => Shared | null {
  const side = (late: boolean) =>
    answered[metric]?.valuesOf(
      cells.filter(({ later }) => later === late),
      settings,
    ) ?? [];
  const [before, after] = [side(false), side(true)];
  const [valuesBefore, valuesAfter] = [before, after].map(
    (counted) => new Map(counted.map(({ cell, values }) => [cell.cell, values])),
  );
  const met = new Map(people.map((own) => [nameOf(own), own]));
  const together = groupBy(pairs, nameOf);
  return (group, column) => {
    const own = met.get(nameOf(group));
    if (!own) return null;
    const products = (together.get(nameOf(group)) ?? []).flatMap(({ product, ...pair }) => {
      const [a, b] = [valuesBefore?.get(pair.before)?.[column], valuesAfter?.get(pair.after)?.[column]];
      return a === undefined || b === undefined ? [] : [{ a, b, product }];
    });
    const weight = weightOf(before, group, column) * weightOf(after, group, column);
    // To twelve digits: in which order the sums were taken must not show.
    const covariance = (one: number, other: number) =>
      Number(
        (products.reduce((sum, { a, b, product }) => sum + product * (a - one) * (b - other), 0) / weight).toPrecision(
          12,
        ),
      );
    return { persons: own.shared, all: own.persons, covariance: weight > 0 ? covariance : null };
  };
}

function nameOf({ whole, grp }: Group): string {
  return JSON.stringify(whole ? null : [grp]);
}

function weightOf(counted: readonly Counted<ScoreCell>[], { whole, grp }: Group, column: string): number {
  return counted.reduce(
    (sum, { cell, values }) => ((whole || cell.grp === grp) && column in values ? sum + cell.w : sum),
    0,
  );
}
