import type { Remark } from '../i18n/text';
import type { Metric } from '../metrics/metric';
import type { Tie } from '../model/mapping';
import { fieldsOf } from '../model/schema';

/** Columns without which a table says nothing, so that a toss-up about them stops the metric. */
const decisive: readonly string[] = [
  'score',
  'customer_id',
  'occurred_at',
  'ordered_at',
  'amount',
  'outcome',
  'created_at',
  'churned',
];

/** Whether the metric reads what the toss is about, and nothing else supplies it. */
export function bears(
  metric: Metric,
  { table, column }: Tie,
  roles: ReadonlySet<string>,
  params: Readonly<Record<string, unknown>>,
): boolean {
  const needs = metric.needs.flat();
  const role = `${table}.${column}`;
  if (roles.has(role)) return false;
  if (!needs.some((need) => need.startsWith(`${table}.`))) return false;
  if (needs.some((need) => need === role)) return true;
  if (column === 'touchpoint')
    return 'by' in metric.params && (params.by === undefined || params.by === 'touchpoint') && table === 'responses';
  if (role === 'responses.score' && needs.includes('responses.text')) return false;
  return decisive.includes(column) && fieldsOf(table)[column] !== undefined;
}

/** What the person is told of it. */
export function tossed(tie: Tie): Remark {
  return { level: 'caution', say: tie.reason };
}
