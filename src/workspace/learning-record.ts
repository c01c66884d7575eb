import * as v from 'valibot';
import { locales } from '../i18n/text';

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What a learner has put in and not yet handed in: an option, a number as typed, or an order. */
const draft = v.union([v.string(), v.array(v.string())]);

const stepRecord = v.object({
  solved: v.optional(v.boolean(), false),
  /** Answers handed in, the right one included. */
  attempts: v.optional(count, 0),
  /** Wrong ones that were a real try: these make the worked solution due. */
  tries: v.optional(count, 0),
  hints: v.optional(count, 0),
  /** Numbers of the named mistakes that were met, each once. */
  mistakes: v.optional(v.array(count), []),
  /** The worked solution was looked at before the step was solved. */
  shown: v.optional(v.boolean(), false),
  seconds: v.optional(count, 0),
  draft: v.exactOptional(draft),
});

const schema = v.object({
  kind: v.literal('touchpoint-exercise'),
  version: v.literal(1),
  pack: v.string(),
  seed: count,
  /** The language of the learner's data. */
  locale: v.picklist(locales),
  learner: v.optional(v.string(), ''),
  /** The workspace that holds the learner's data. */
  workspace: v.string(),
  at: v.optional(count, 0),
  startedAt: v.string(),
  savedAt: v.string(),
  steps: v.optional(v.record(v.string(), stepRecord), {}),
});

export type StepRecord = v.InferOutput<typeof stepRecord>;
export type Draft = v.InferOutput<typeof draft>;

/** How far a learner has come with one variant of a pack; what this browser keeps. Holds the learner's own answers, never the pack's. */
export type LearningRecord = v.InferOutput<typeof schema>;

export const freshStep: StepRecord = {
  solved: false,
  attempts: 0,
  tries: 0,
  hints: 0,
  mistakes: [],
  shown: false,
  seconds: 0,
};

/** A kept record, or null for what is none. */
export function readRecord(text: string): LearningRecord | null {
  try {
    const read = v.safeParse(schema, JSON.parse(text));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}

/** What a solved step brings at most. */
export const mostPoints = 10;

/** Ten for a solved step, one less for each wrong try and two less for each hint, at least four; two after the worked solution. */
export function pointsOf({ solved, shown, tries, hints }: StepRecord): number {
  if (!solved) return 0;
  return shown ? 2 : Math.max(4, mostPoints - tries - 2 * hints);
}

/** What a learner hands in: how it went, step by step; no answers. */
export interface LearningResult {
  readonly kind: 'touchpoint-exercise-result';
  readonly version: 1;
  readonly pack: string;
  readonly seed: number;
  readonly locale: string;
  readonly learner: string;
  readonly startedAt: string;
  readonly savedAt: string;
  readonly steps: readonly {
    readonly id: string;
    readonly solved: boolean;
    readonly attempts: number;
    readonly hints: number;
    readonly mistakes: readonly number[];
    readonly solutionShown: boolean;
    readonly seconds: number;
    /** Of ten. */
    readonly points: number;
  }[];
}

/** The result file of a record, steps in the pack's order. */
export function resultOf(record: LearningRecord, steps: readonly string[]): LearningResult {
  const { pack, seed, locale, learner, startedAt, savedAt } = record;
  return {
    kind: 'touchpoint-exercise-result',
    version: 1,
    ...{ pack, seed, locale, learner, startedAt, savedAt },
    steps: steps.map((id) => {
      const step = record.steps[id] ?? freshStep;
      const { solved, attempts, hints, mistakes, shown, seconds } = step;
      return { id, solved, attempts, hints, mistakes, solutionShown: shown, seconds, points: pointsOf(step) };
    }),
  };
}
