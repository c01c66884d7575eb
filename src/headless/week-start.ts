import type { Param, Params } from '../metrics/params';
import { oneOf, refused } from '../metrics/params';
import { countsByWeek, isWeekStart, weekStarts, type WeekStart } from '../metrics/period';

/** The name under which every module that counts by calendar periods takes the day that weeks begin on. */
export const weekParam = 'week_start';

const param: Param = {
  kind: 'choice',
  default: 'monday',
  label: { en: 'Weeks begin on', zh: '每周起始日' },
  of: weekStarts,
};

/** A metric's parameters as a terminal may give them: its own, and what counting by periods has in common. */
export function paramsGiven(params: Params): Params {
  return countsByWeek(params) ? { ...params, [weekParam]: param } : params;
}

/** Takes the common parameter out of what was given; it comes before what the workspace says. */
export function withWeekStart(
  params: Params,
  { [weekParam]: given, ...own }: Readonly<Record<string, unknown>>,
  saved: WeekStart = 'monday',
): { readonly params: Readonly<Record<string, unknown>>; readonly weekStart: WeekStart } {
  if (given === undefined || !countsByWeek(params)) return { params: own, weekStart: saved };
  if (!isWeekStart(given)) throw refused(weekParam, given, oneOf(Object.keys(weekStarts)));
  return { params: own, weekStart: given };
}
