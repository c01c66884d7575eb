import type { Found, Metric } from '../metrics/metric';
import { targetOf, targetsByTouchpoint } from '../workspace/goals';
import type { Goal } from '../workspace/intent';
import { columnOf, type ScoreCell } from '../workspace/scorecard-column';

/** A figure held against the workspace's target for it. */
export interface TargetHeld {
  /** Null: the whole. */
  readonly touchpoint: string | null;
  readonly target: number;
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  /** act, watch, hold or tell (cannot tell), as on the scorecard. */
  readonly verdict: string;
}

/** What the answer says of the targets that the workspace sets for the metric; nothing where it sets none. */
export function targetsHeld(metric: Metric, found: Found, goals: readonly Goal[]): readonly TargetHeld[] {
  const { headline } = metric;
  const [target, own] = [targetOf(goals, metric.id), targetsByTouchpoint(goals, metric.id)];
  if (!headline || (target === null && !own.size)) return [];
  const column = columnOf(metric, headline, found, { target, own });
  const by = typeof found.summary.by === 'string' ? found.summary.by : Object.keys(found.rows[0] ?? {})[0];
  const held = (touchpoint: string | null, { value, low, high, verdict, aim }: ScoreCell): readonly TargetHeld[] =>
    aim.kind === 'target' && aim.value !== null ? [{ touchpoint, target: aim.value, value, low, high, verdict }] : [];
  const single = by === 'touchpoint' ? [...column.cells].flatMap(([name, cell]) => held(name, cell)) : [];
  return [...held(null, column.whole), ...single];
}
