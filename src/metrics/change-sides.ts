import type { Filters } from '../model/filters';
import { tableNames } from '../model/schema';
import type { Found, Headline, Used } from './metric';
import { jsonObject, refused } from './params';

/** A side as filters: an ISO range, or equality on a canonical column. Anything else is refused by name. */
export function sideOf(name: 'before' | 'after', text: string | null): Filters {
  const allowed = {
    en: 'an ISO range such as 2025-01-01/2025-03-31, or TABLE.COLUMN=VALUE',
    zh: 'ISO 日期范围，如 2025-01-01/2025-03-31，或 表.列=值',
  };
  const range = /^\s*(\d{4}-\d\d-\d\d[^/]*)\/(\d{4}-\d\d-\d\d[^/]*?)\s*$/.exec(text ?? '');
  if (range?.[1] && range[2]) {
    if (range[1] > range[2])
      throw refused(name, text, { en: 'a range whose end is not before its start', zh: '结束不早于开始的日期范围' });
    return { from: range[1], to: range[2] };
  }
  const equality = /^\s*(\w+)\.([^=]+?)\s*=\s*(.*?)\s*$/.exec(text ?? '');
  const table = tableNames.find((known) => known === equality?.[1]);
  if (!equality?.[2] || !table) throw refused(name, text ?? '', allowed);
  return { where: [{ table, column: equality[2], value: equality[3] ?? '' }] };
}

interface Sides {
  readonly before: string | null;
  readonly after: string | null;
}

/** Where the sides are two touchpoints, each group by touchpoint would lie on one side only: they are compared as wholes. */
export function undivided({ before, after }: Sides): { readonly by?: 'none' } {
  const sides = [sideOf('before', before), sideOf('after', after)];
  return sides.every(({ where }) => where?.some(({ column }) => column === 'touchpoint')) ? { by: 'none' } : {};
}

/** Refuses by name the side that asks for a column nobody mapped, where the other side could be answered. */
export function refuseUnmapped(used: Readonly<Record<string, Used>>, sides: Sides): void {
  for (const side of ['before', 'after'] as const) {
    const own = used[side];
    if (own?.kind === 'lacking')
      throw refused(side, sides[side], {
        en: `a side of mapped columns: ${own.roles.join(', ')} is not mapped`,
        zh: `由已对应的列划定的一侧：没有列对应 ${own.roles.join('、')}`,
      });
  }
}

/** A side on which nothing was counted is one without groups. */
export function foundOf(used: Used | undefined): Found {
  return used?.kind === 'answered' ? used.found : { rows: [], summary: {} };
}

/** What a result says it is grouped by. */
export function byOf({ summary }: Found): string | null {
  return typeof summary.by === 'string' ? summary.by : null;
}

/** The headline of the metric that both sides ask. */
export function headlineOf(...used: readonly (Used | undefined)[]): Headline | undefined {
  for (const one of used) if (one?.kind === 'answered' && one.headline) return one.headline;
  return undefined;
}

/** The parameters of the metric; anything but an object is refused by name. */
export function settingsOf({ settings }: { readonly settings: unknown }): Readonly<Record<string, unknown>> {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings))
    throw refused('settings', settings, jsonObject);
  return settings as Readonly<Record<string, unknown>>;
}
