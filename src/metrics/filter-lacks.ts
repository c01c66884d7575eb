import type { Filters } from '../model/filters';
import { tableNames, timeOf, type TableName } from '../model/schema';
import type { Metric } from './metric';

/**
 * The roles without which these filters would leave a metric nothing, or everything: the time of the tables it reads
 * where a period is asked for, and the columns of equalities. None where nothing is filtered.
 */
export function lackingForFilters(
  { needs }: Pick<Metric, 'needs'>,
  roles: ReadonlySet<string>,
  only: Filters | undefined,
): readonly string[] {
  if (!only) return [];
  const read = tableNames.filter(
    (table) => needs.flat().some((role) => role.startsWith(`${table}.`)) && isMapped(table, roles),
  );
  return [...lackingTimes(read, roles, only), ...lackingColumns(read, roles, only)];
}

function lackingTimes(read: readonly TableName[], roles: ReadonlySet<string>, { from, to }: Filters) {
  if (from === undefined && to === undefined) return [];
  const times = read.flatMap((table) => (timeOf[table] === undefined ? [] : [`${table}.${timeOf[table]}`]));
  return times.length === 0 || times.some((time) => roles.has(time)) ? [] : [times.join(' | ')];
}

function lackingColumns(read: readonly TableName[], roles: ReadonlySet<string>, { where = [] }: Filters) {
  const known = new Set([...roles].map((role) => role.toLowerCase()));
  const bearing = where.filter(({ table }) => read.includes(table) || table === 'customers' || table === 'touchpoints');
  const asked = bearing.length ? bearing : where;
  const lacking = asked
    .map(({ table, column }) => `${table}.${column}`)
    .filter((role) => !known.has(role.toLowerCase()));
  return [...new Set(bearing.length ? lacking : asked.map(({ table, column }) => `${table}.${column}`))];
}

function isMapped(table: TableName, roles: ReadonlySet<string>): boolean {
  for (const role of roles) if (role.startsWith(`${table}.`)) return true;
  return false;
}
