import { nextPeriod } from './grouping';
import type { PeriodLength } from './period';

interface Listed {
  readonly opens: Date | null;
  readonly closes: Date | null;
}

interface Span {
  readonly began: Date | null;
  readonly ended: Date | null;
}

const day = 86_400_000;

/**
 * Whether a touchpoint counts in a span of time: it was in service on one of its days (from `active_from` through the day
 * of `active_to`), or customers were there all the same. Where nothing is said it always counts.
 */
export function inService({ opens, closes, events }: Listed & { readonly events: number }, { began, ended }: Span) {
  if (events > 0) return true;
  const late = opens !== null && ended !== null && opens > ended;
  const gone = closes !== null && began !== null && closes.getTime() + day <= began.getTime();
  return !late && !gone;
}

/** The span of a calendar period. */
export function spanOf(start: string, grain: PeriodLength): Span {
  return { began: new Date(`${start}T00:00:00Z`), ended: new Date(nextPeriod(start, grain).getTime() - 1) };
}
