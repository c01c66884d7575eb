import { sql, type Sql } from '../engine/sql';
import { groupBy } from './group-by';
import { journeyEvents } from './journeys';
import { clusteredRateOf, noClusteredRate, type ClusteredRate } from './rate';
import { next } from './stored-order';

/**
 * So many groups are customers put into, each with its own up to that many: what varies between groups tells how far steps
 * of one customer are alike, at a small part of the time that millions of customers one by one would take.
 */
const groups = 500;

/** The columns of `stepsByCustomer`. */
export const stepClusterColumns = {
  from: 'text',
  to: 'text?',
  hits: 'number',
  hits_squared: 'number',
  product: 'number',
  clusters: 'number',
} as const;

interface StepCluster {
  readonly from: string;
  readonly to: string | null;
  readonly hits: number;
  readonly hits_squared: number;
  readonly product: number;
  readonly clusters: number;
}

/** Sums over groups of customers: of steps from one touchpoint to another, squared, and times all steps from there. */
export function stepsByCustomer(wishes: Parameters<typeof journeyEvents>[0]): Sql {
  return sql`
    WITH ${journeyEvents(wishes)},
    counted AS (
      SELECT customer % ${groups} AS cluster, "from", "to", count(*)::DOUBLE AS hits
      FROM (SELECT customer, touchpoint AS "from", ${next(sql`touchpoint`, sql`journey`)} AS "to" FROM events) GROUP BY ALL)
    SELECT "from", "to", sum(hits)::DOUBLE AS hits, sum(hits * hits)::DOUBLE AS hits_squared, sum(hits * n)::DOUBLE AS product, sum(hits / n)::DOUBLE AS clusters
    FROM (SELECT *, sum(hits) OVER (PARTITION BY cluster, "from") AS n FROM counted) GROUP BY "from", "to" ORDER BY "from", "to"`;
}

/**
 * The share of each step among all that follow a touchpoint, with an interval that knows of several steps of one customer.
 * What is summed over all steps from a touchpoint comes to n, n squared and the number of clusters there.
 *
 * Source: Wolter (2007), Introduction to Variance Estimation, ch. 2 (random groups).
 */
export function stepRates(
  sums: readonly StepCluster[],
  confidence: number,
): (from: string, to: string | null) => ClusteredRate {
  const from = groupBy(sums, (step) => step.from);
  const over = (steps: readonly StepCluster[], column: 'hits' | 'product' | 'clusters') =>
    steps.reduce((sum, step) => sum + step[column], 0);
  const rates = new Map(
    [...from.values()].flatMap((steps) => {
      const whole = { n: over(steps, 'hits'), n_squared: over(steps, 'product') };
      const clusters = Math.round(over(steps, 'clusters'));
      return steps.map((step) => [
        JSON.stringify([step.from, step.to]),
        clusteredRateOf({ ...step, ...whole, clusters }, confidence),
      ]);
    }),
  );
  return (a, b) => rates.get(JSON.stringify([a, b])) ?? noClusteredRate;
}
