import type { Goal } from './intent';

/** What a metric should reach at every touchpoint; null: nobody said. */
export function targetOf(goals: readonly Goal[], metric: string): number | null {
  return goals.find((goal) => goal.metric === metric && goal.touchpoint === undefined)?.target ?? null;
}

/** What a metric should reach at single touchpoints. */
export function targetsByTouchpoint(goals: readonly Goal[], metric: string): ReadonlyMap<string, number> {
  return new Map(
    goals.flatMap((goal) =>
      goal.metric === metric && goal.touchpoint !== undefined ? [[goal.touchpoint, goal.target] as const] : [],
    ),
  );
}

/** The goals with one more, in the place of what it replaces; a null target takes it away. */
export function withGoal(
  goals: readonly Goal[],
  metric: string,
  touchpoint: string | undefined,
  target: number | null,
): readonly Goal[] {
  const at = goals.findIndex((goal) => goal.metric === metric && goal.touchpoint === touchpoint);
  const goal: readonly Goal[] =
    target === null ? [] : [{ metric, target, ...(touchpoint === undefined ? {} : { touchpoint }) }];
  return at < 0 ? [...goals, ...goal] : [...goals.slice(0, at), ...goal, ...goals.slice(at + 1)];
}

/** Whether a target can be reached at all: a number within the ends of the metric's scale, if it has ends. */
export function canBeTarget(target: number, scale: readonly [number, number] | null): boolean {
  return Number.isFinite(target) && (scale === null || (target >= scale[0] && target <= scale[1]));
}
