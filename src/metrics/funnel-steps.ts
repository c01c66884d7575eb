import { join, sql, type Sql } from '../engine/sql';
import type { Text } from '../i18n/text';

export type FunnelOrder = 'ordered' | 'strict' | 'any';

export interface FunnelSteps {
  readonly steps: readonly string[];
  readonly exclude: readonly string[];
  /** Seconds from the first step, its end inside; null: unlimited. */
  readonly window: number | null;
  readonly order: FunnelOrder;
  /** Each step must be later than the one before, not at the same moment. */
  readonly increase: boolean;
  /** A step after the first that comes again ends the attempt. */
  readonly dedup: boolean;
  /** With `strict`: earlier steps that come again are passed over. */
  readonly reentry: boolean;
  /** Whether a step may also be the name of an event. */
  readonly events: boolean;
}

/** Whether an event is the step. */
export function isStep(step: string, events: boolean): Sql {
  return events ? sql`(touchpoint = ${step} OR event = ${step})` : sql`touchpoint = ${step}`;
}

/** Whether an event is any of the steps. */
export function isAnyStep(steps: readonly string[], events: boolean): Sql {
  return join(
    steps.map((step) => isStep(step, events)),
    ' OR ',
  );
}

/** What a row is called where any order will do: so many of the steps, whichever. */
export function anyStep(n: number): string {
  return `any ${String(n)}`;
}

/** A step as people say it: names as they are, `anyStep` in words. */
export function stepWord(step: string): Text {
  const [, n] = /^any (\d+)$/.exec(step) ?? [];
  return n === undefined ? { en: step, zh: step } : { en: `any ${n} of the steps`, zh: `任意 ${n} 步` };
}
