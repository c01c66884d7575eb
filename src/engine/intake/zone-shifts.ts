import { sql, type Sql } from '../sql';

/** From this instant on (milliseconds UTC) the zone's clocks are `seconds` ahead of UTC. */
export interface Shift {
  readonly from: number;
  readonly seconds: number;
}

/** Every change of the zone's clocks between two instants, the first at `first`; empty for UTC. */
export function zoneShifts(zone: string, first: number, last: number): readonly Shift[] {
  if (/^(?:UTC|Etc\/UTC|GMT)$/i.test(zone)) return [];
  const offset = offsetIn(zone);
  const shifts: Shift[] = [{ from: first, seconds: offset(first) }];
  const step = 7 * 86_400_000;
  for (let at = first; at < last; at += step) {
    const next = Math.min(at + step, last);
    if (offset(next) !== offset(at)) shifts.push({ from: change(offset, at, next), seconds: offset(next) });
  }
  return shifts;
}

/** UTC to the zone's wall clock. */
export function shiftSql(utc: Sql, shifts: readonly Shift[]): Sql {
  const ordered = [...shifts].sort((a, b) => b.from - a.from);
  const cases = ordered
    .slice(0, -1)
    .reduce((so, { from, seconds }) => sql`${so} WHEN ${utc} >= ${new Date(from)} THEN ${seconds}`, sql``);
  const base = ordered.at(-1)?.seconds ?? 0;
  return ordered.length > 1
    ? sql`(${utc} + to_seconds(CASE ${cases} ELSE ${base} END))`
    : sql`(${utc} + to_seconds(${base}))`;
}

function offsetIn(zone: string): (instant: number) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  return (instant) => {
    const whole = Math.floor(instant / 1000) * 1000;
    const parts = Object.fromEntries(format.formatToParts(whole).map(({ type, value }) => [type, Number(value)]));
    const wall = Date.UTC(parts.year ?? 0, (parts.month ?? 1) - 1, parts.day, parts.hour, parts.minute, parts.second);
    return (wall - whole) / 1000;
  };
}

/** The second at which the offset changes between two instants that differ. */
function change(offset: (instant: number) => number, low: number, high: number): number {
  let [from, to] = [Math.floor(low / 1000), Math.ceil(high / 1000)];
  const before = offset(low);
  while (to - from > 1) {
    const middle = Math.floor((from + to) / 2);
    if (offset(middle * 1000) === before) from = middle;
    else to = middle;
  }
  return to * 1000;
}
