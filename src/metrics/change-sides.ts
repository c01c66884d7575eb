import type { Filters } from '../model/filters';
import { tableNames } from '../model/schema';
import { refused } from './params';

/** A side as filters: an ISO range, or equality on a canonical column. Anything else is refused by name. */
export function sideOf(name: 'before' | 'after', text: string | null): Filters {
  const allowed = 'an ISO range such as 2025-01-01/2025-03-31, or TABLE.COLUMN=VALUE';
  const range = /^\s*(\d{4}-\d\d-\d\d[^/]*)\/(\d{4}-\d\d-\d\d[^/]*?)\s*$/.exec(text ?? '');
  if (range?.[1] && range[2]) {
    if (range[1] > range[2]) throw refused(name, text, 'a range whose end is not before its start');
    return { from: range[1], to: range[2] };
  }
  const equality = /^\s*(\w+)\.([^=]+?)\s*=\s*(.*?)\s*$/.exec(text ?? '');
  const table = tableNames.find((known) => known === equality?.[1]);
  if (!equality?.[2] || !table) throw refused(name, text ?? '', allowed);
  return { where: [{ table, column: equality[2], value: equality[3] ?? '' }] };
}
