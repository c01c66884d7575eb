import { answersIn } from './answers';
import { doubtfulScores, isCalledScore } from './doubtful-score';
import { candidates, type Looked } from './matching';
import type { TableName } from './schema';
import { purchasesIn } from './unnamed';

/** Which canonical tables a file can feed, judged by the columns that must stand together. */
export function entitiesIn(looked: Looked): readonly TableName[] {
  const only = single.find(([, holds]) => holds(facts(looked)));
  if (only) return [only[0]];
  const seen = facts(looked);
  const found: TableName[] = [];
  if (isTickets(seen)) found.push('tickets');
  if (seen.answers) found.push('responses');
  if (isOrders(seen) && !found.includes('tickets')) found.push('orders');
  if (isInteractions(seen, found)) found.push('interactions');
  if (isCustomers(seen, found)) found.push('customers');
  return found.length ? found : lastResort(seen);
}

interface Facts {
  readonly looked: Looked;
  /** The tier of the best candidate, 9 for none. */
  tier(table: TableName, column: string): number;
  readonly answers: boolean;
  readonly wide: boolean;
}

function facts(looked: Looked): Facts {
  const { items, wholes, verbatims } = answersIn(looked);
  return {
    looked,
    tier: (table, column) => candidates(looked, table, column)[0]?.tier ?? 9,
    answers: items.length > 0 || wholes.length > 0 || verbatims.length > 0 || asksOfTouchpoint(looked),
    wide: items.length > 0,
  };
}

/** A column called a score that is not to be taken for one unasked, beside a touchpoint. */
function asksOfTouchpoint(looked: Looked): boolean {
  return doubtfulScores(looked).some(isCalledScore) && candidates(looked, 'responses', 'touchpoint').length > 0;
}

/** Small tables that are nothing else. */
const single: readonly (readonly [TableName, (seen: Facts) => boolean])[] = [
  ['paths', (seen) => seen.tier('paths', 'path') < 9 && seen.tier('paths', 'conversions') < 9 && arrows(seen)],
  ['indicators', (seen) => all(seen, 'indicators', ['perspective', 'name', 'target'])],
  ['audits', (seen) => all(seen, 'audits', ['touchpoint', 'fact', 'value'])],
  ['identities', (seen) => all(seen, 'identities', ['source', 'source_id', 'customer_id'])],
  ['touchpoints', isCatalogue],
  ['costs', isCosts],
  ['invites', (seen) => all(seen, 'invites', ['touchpoint', 'sent_at']) && !seen.answers],
];

function all(seen: Facts, table: TableName, columns: readonly string[]): boolean {
  return columns.every((column) => seen.tier(table, column) < 9);
}

function arrows({ looked }: Facts): boolean {
  const path = candidates(looked, 'paths', 'path')[0]?.column;
  return path?.examples.some((text) => text.includes('>')) ?? false;
}

function isCatalogue(seen: Facts): boolean {
  const named = candidates(seen.looked, 'touchpoints', 'touchpoint')[0]?.column;
  const traits = [
    'class',
    'phase',
    'medium',
    'stage',
    'owner',
    'key',
    'target_csat',
    'sla_s',
    'weight',
    'sells',
    'control',
  ];
  return (
    named?.distinct === seen.looked.imported.rows &&
    seen.tier('interactions', 'customer_id') === 9 &&
    seen.tier('interactions', 'occurred_at') === 9 &&
    traits.some((trait) => seen.tier('touchpoints', trait) < 9)
  );
}

function isCosts(seen: Facts): boolean {
  return (
    seen.tier('costs', 'amount') === 0 &&
    seen.tier('costs', 'touchpoint') < 9 &&
    seen.tier('costs', 'period_start') < 9 &&
    seen.tier('interactions', 'customer_id') === 9 &&
    seen.tier('orders', 'order_id') === 9
  );
}

function isTickets(seen: Facts): boolean {
  if (seen.tier('tickets', 'created_at') === 9) return false;
  const marks = [
    'first_response_at',
    'first_response_s',
    'resolved_at',
    'resolution_s',
    'wait_s',
    'agent',
    'reopens',
    'resolved',
  ];
  const marked = marks.filter((mark) => seen.tier('tickets', mark) === 0).length;
  if (marked >= 2 || (marked >= 1 && seen.tier('tickets', 'ticket_id') === 0)) return true;
  return isOpenedAndClosed(seen);
}

/** An id, when it was opened and when it was closed, and no money. */
function isOpenedAndClosed({ tier }: Facts): boolean {
  const told = (['ticket_id', 'created_at', 'resolved_at'] as const).every((name) => tier('tickets', name) < 9);
  return told && tier('tickets', 'created_at') < 2 && tier('orders', 'amount') === 9;
}

function isOrders(seen: Facts): boolean {
  const [time, id, amount, status] = (['ordered_at', 'order_id', 'amount', 'status'] as const).map((name) =>
    seen.tier('orders', name),
  ) as [number, number, number, number];
  if (time === 9 || seen.wide) return false;
  if (time === 0) return id < 9 || amount < 9 || status < 9;
  if (seen.answers && id > 1) return false;
  return id <= 1 || status === 0 || (amount <= 1 && seen.tier('interactions', 'touchpoint') > 0);
}

function isInteractions(seen: Facts, found: readonly TableName[]): boolean {
  const [who, when, where] = (['customer_id', 'occurred_at', 'touchpoint'] as const).map((name) =>
    seen.tier('interactions', name),
  ) as [number, number, number];
  if (where === 9) return false;
  if (found.includes('tickets') || found.includes('orders')) return false;
  if (found.includes('responses')) return who < 9 && when <= 1 && where === 0;
  if (who < 9 && when < 9) return true;
  return who === 9 && seen.tier('interactions', 'outcome') < 9;
}

/** One row a customer; in a wide survey, and in a list of visits without ids, a row is a person. */
function isCustomers(seen: Facts, found: readonly TableName[]): boolean {
  const { imported } = seen.looked;
  const ids = seen.looked.columns.filter(
    (column) =>
      column.distinct >= 0.98 * (imported.rows - column.nulls) &&
      column.distinct > 1 &&
      candidates(seen.looked, 'customers', 'customer_id').length > 0 &&
      isCustomerId(seen.looked, column.name),
  );
  const noId = seen.tier('customers', 'customer_id') === 9;
  if (found.includes('tickets')) return false;
  if (!noId && (found.includes('orders') || found.includes('interactions')))
    return Math.min(seen.tier('customers', 'segment'), seen.tier('customers', 'region')) < 9;
  if (found.includes('orders')) return false;
  if (found.includes('responses') && !seen.wide) return !noId && tellsOfCustomers(seen, ids.length > 0);
  if (seen.wide || (noId && found.includes('interactions'))) return noId || ids.length > 0;
  if (found.includes('interactions')) return false;
  return seen.looked.columns.length > 1 && (ids.length > 0 || (!noId && isListOfCustomers(seen)));
}

/** Answers beside what is known of who answered; where each stands once, also how long they have been here, or left. */
function tellsOfCustomers({ tier }: Facts, once: boolean): boolean {
  const traits = ['segment', 'region', ...(once ? ['churned', 'churned_at', 'tenure', 'first_seen'] : [])];
  return traits.some((trait) => tier('customers', trait) < 9);
}

/** Ids with a segment or a churn flag and no time: customers, though some stand there twice. */
function isListOfCustomers({ looked, tier }: Facts): boolean {
  const named = ['segment', 'region', 'churned'].some((name) => tier('customers', name) === 0);
  return named && !looked.columns.some(({ type }) => /^(DATE|TIMESTAMP)/.test(type));
}

function isCustomerId(looked: Looked, name: string): boolean {
  const others = new Set(looked.columns.filter((column) => column.name !== name).map((column) => column.name));
  return candidates(looked, 'customers', 'customer_id', others).length > 0;
}

/** An id that repeats and a time, and hardly anything else or no header at all: purchases. */
function lastResort({ looked }: Facts): readonly TableName[] {
  if (purchasesIn(looked)) return ['orders'];
  const { columns, imported } = looked;
  const time = columns.some(({ type }) => /^(DATE|TIMESTAMP)/.test(type));
  const id = columns.some(({ header, distinct }) => /id$|编号$/.test(header.key) && distinct < imported.rows);
  return columns.length <= 3 && time && id ? ['orders'] : [];
}
