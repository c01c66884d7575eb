import type { ControlPoint } from './control-limits';

export type RunRule = 'beyond' | 'side' | 'trend' | 'two-of-three' | 'four-of-five';

export interface RunRuleOptions {
  readonly rules?: readonly RunRule[];
  readonly side?: number;
  readonly trend?: number;
}

/**
 * Which rules each point of a chart completes: [] for none; a missing period ends every run.
 *
 * `beyond` 3 standard errors; `side`: 8 in a row on one side of the centre; `trend`: 6 in a row rising or falling;
 * `two-of-three` beyond 2, and `four-of-five` beyond 1, on one side, the point itself among them. Only `beyond` unless
 * others are asked for: each adds false alarms. Source: Western Electric (1956); Nelson (1984).
 */
export function runRules(
  points: readonly ControlPoint[],
  { rules = ['beyond'], side = 8, trend = 6 }: RunRuleOptions = {},
): RunRule[][] {
  const tests: Record<RunRule, (end: number) => boolean> = {
    beyond: (end) => zones(points, end, 1, 1, 3),
    side: (end) => zones(points, end, side, side, 0),
    trend: (end) => moves(points, end, trend),
    'two-of-three': (end) => zones(points, end, 3, 2, 2),
    'four-of-five': (end) => zones(points, end, 5, 4, 1),
  };
  return points.map((_, end) => rules.filter((rule) => tests[rule](end)));
}

/** Are `enough` of the last `span` points, with the last, beyond `limit` on its side? A span cut short may do. */
function zones(points: readonly ControlPoint[], end: number, span: number, enough: number, limit: number): boolean {
  const last = points[end]?.distance ?? null;
  if (last === null) return false;
  const sign = Math.sign(last);
  let hits = 0;
  for (let i = end; i > end - span && i >= 0; i--) {
    const distance = points[i]?.distance ?? null;
    if (distance === null) break;
    if (distance * sign > limit) hits++;
    else if (i === end) return false;
  }
  return hits >= enough;
}

function moves(points: readonly ControlPoint[], end: number, span: number): boolean {
  if (end + 1 < span) return false;
  const values = points.slice(end + 1 - span, end + 1).map((point) => point.value ?? NaN);
  const steps = values.slice(1).map((value, i) => Math.sign(value - (values[i] ?? NaN)));
  return steps.every((step) => step === 1) || steps.every((step) => step === -1);
}
