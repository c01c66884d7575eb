import { WorkbenchError } from '../engine/errors';
import { check, type Given, type Verdict } from '../exercises/check';
import { fillNames, type Pack, type Step } from '../exercises/exercise';
import { say } from '../i18n/say';
import type { Text } from '../i18n/text';
import { askerOf, figuresOf, givenFor, isRealTry, type Figures } from './handed-in';
import {
  freshStep,
  resultOf,
  type Draft,
  type LearningRecord,
  type LearningResult,
  type StepRecord,
} from './learning-record';
import { shownStep, type ShownStep } from './step-shown';
import type { Workspace } from './workspace.svelte';

/** What became of the answer that was handed in last; `failed`: the learner's own SQL was refused, `lost`: the exercise's tables are gone. */
export type Feedback = Verdict | { readonly kind: 'failed'; readonly error: unknown } | { readonly kind: 'lost' };

/** One learner working through one variant of a pack, beside the workbench that holds its data. */
export class ExerciseRun {
  record = $state.raw<LearningRecord>() as LearningRecord;
  feedback = $state.raw<Feedback | null>(null);
  checking = $state(false);
  /** The browser refused to keep the progress. */
  unsaved = $state(false);
  /** The learner's own figures in the worked solution of the step that is named. */
  #worked = $state.raw<{ readonly id: string; readonly figures: Figures } | null>(null);
  readonly #pack: Pack;
  readonly #names: Readonly<Record<string, string>>;
  readonly #workspace: Workspace;
  readonly #keep: (record: LearningRecord) => boolean;

  constructor(pack: Pack, record: LearningRecord, workspace: Workspace, keep: (record: LearningRecord) => boolean) {
    this.#pack = pack;
    this.#names = Object.fromEntries(Object.entries(pack.names).map(([key, text]) => [key, text[record.locale]]));
    this.#workspace = workspace;
    this.#keep = keep;
    this.record = record;
    this.#save({});
    void this.#work();
  }

  get title(): Text {
    return this.#pack.title;
  }

  get story(): string {
    return this.#say(this.#pack.story);
  }

  /** The step that stands in the panel; null after the last one. */
  get step(): ShownStep | null {
    const { at, seed } = this.record;
    const step = this.#pack.steps[at];
    return step ? shownStep(step, this.#spoken, this.#workspace.language.locale, seed) : null;
  }

  /** What the steps are called, in order. */
  get titles(): readonly string[] {
    return this.#pack.steps.map(({ title }) => this.#say(title));
  }

  /** How each step went so far, in order. */
  get progress(): readonly StepRecord[] {
    return this.#pack.steps.map(({ id }) => this.#of(id));
  }

  get now(): StepRecord {
    return this.#of(this.#step?.id ?? '');
  }

  get hints(): readonly string[] {
    return this.#step?.hints.slice(0, this.now.hints).map((hint) => this.#say(hint)) ?? [];
  }

  /** The words for the mistake that was recognised. */
  get mistake(): string | null {
    const mistake = this.feedback?.kind === 'mistake' ? this.#step?.mistakes[this.feedback.at] : undefined;
    return mistake ? this.#say(mistake.say) : null;
  }

  /** Whether the worked solution may be looked at: after the step was solved, or after a wrong answer that was a real try. */
  get due(): boolean {
    return this.now.solved || this.now.tries > 0;
  }

  /** The worked solution, once it is due and was asked for or earned, and its figures are there. */
  get solution(): string | null {
    const step = this.#step;
    if (!step || !this.#isEarned || this.#worked?.id !== step.id) return null;
    return say(step.solution, { ...this.#spoken, ...this.#worked.figures }, this.#workspace.language.locale);
  }

  get solved(): number {
    return this.progress.filter(({ solved }) => solved).length;
  }

  get result(): LearningResult {
    return resultOf(
      this.record,
      this.#pack.steps.map(({ id }) => id),
    );
  }

  /** What the `params` step would take: the settings of its metric as they stand on its page. */
  get settings(): Readonly<Record<string, unknown>> {
    return this.#workspace.evaluation.settings[this.step?.metric ?? ''] ?? {};
  }

  go(at: number): void {
    this.feedback = null;
    this.#save({ at: Math.min(Math.max(0, at), this.#pack.steps.length) });
    void this.#work();
  }

  /** Keeps what was put in, without judging it. */
  write(draft: Draft): void {
    this.feedback = null;
    this.#note({ draft });
  }

  /** Time that the learner spent on the step that stands in the panel. */
  spend(seconds: number): void {
    if (this.#step && !this.now.solved) this.#note({ seconds: this.now.seconds + seconds });
  }

  hint(): void {
    this.#note({ hints: Math.min(this.now.hints + 1, this.#step?.hints.length ?? 0) });
  }

  async show(): Promise<void> {
    if (this.due && !this.now.solved) this.#note({ shown: true });
    await this.#work();
  }

  /** Judges what stands in the step, by the learner's own data. */
  async handIn(): Promise<void> {
    const step = this.#step;
    if (!step || this.checking) return;
    this.checking = true;
    this.feedback = null;
    try {
      const feedback = await this.#judge(step);
      if (step !== this.#step) return;
      await this.#work();
      this.feedback = feedback;
    } finally {
      this.checking = false;
    }
  }

  get #isEarned(): boolean {
    return this.due && (this.now.solved || this.now.shown);
  }

  /** Asks the learner's data for the figures of the worked solution, once it may be seen. */
  async #work(): Promise<void> {
    const step = this.#step;
    if (!step || !this.#isEarned || this.#worked?.id === step.id) return;
    const figures = await figuresOf(step, askerOf(this.#workspace.explore, this.#names));
    if (step === this.#step) this.#worked = { id: step.id, figures };
  }

  async #judge(step: Step): Promise<Feedback> {
    const ask = askerOf(this.#workspace.explore, this.#names);
    let given: Given | null;
    try {
      given = await givenFor(step, this.#put, ask);
    } catch (error) {
      if (!(error instanceof WorkbenchError)) throw error;
      return { kind: 'failed', error };
    }
    try {
      const verdict = await check(step, given, ask);
      this.#count(step, given, verdict);
      return verdict;
    } catch (error) {
      if (!(error instanceof WorkbenchError)) throw error;
      // It would quote the pack's own SQL: the learner is told only that the data does not answer.
      return { kind: 'lost' };
    }
  }

  get #put() {
    return {
      draft: this.now.draft,
      choices: this.step?.choices.map(({ id }) => id) ?? [],
      settings: this.settings,
      query: this.#workspace.explore.draft,
    };
  }

  #count(step: Step, given: Given | null, verdict: Verdict): void {
    const { attempts, tries, mistakes, solved, draft } = this.now;
    // Whoever plays on with a step that is solved loses nothing by it.
    if (verdict.kind === 'nothing' || verdict.kind === 'fraction' || solved) return;
    const real = verdict.kind !== 'right' && isRealTry(step, given, draft !== undefined);
    this.#note({
      attempts: attempts + 1,
      tries: tries + (real ? 1 : 0),
      solved: verdict.kind === 'right',
      mistakes: verdict.kind === 'mistake' ? [...new Set([...mistakes, verdict.at])] : mistakes,
    });
  }

  get #step(): Step | undefined {
    return this.#pack.steps[this.record.at];
  }

  #of(id: string): StepRecord {
    return this.record.steps[id] ?? freshStep;
  }

  #note(change: Partial<StepRecord>): void {
    const id = this.#step?.id;
    if (id !== undefined) this.#save({ steps: { ...this.record.steps, [id]: { ...this.#of(id), ...change } } });
  }

  #save(change: Partial<LearningRecord>): void {
    this.record = { ...this.record, ...change, savedAt: new Date().toISOString() };
    this.unsaved = !this.#keep(this.record);
  }

  #say(text: Text): string {
    return fillNames(text[this.#workspace.language.locale], this.#spoken);
  }

  /** The words of the learner's data; in another language than the data's, both, since the data keeps its own. */
  get #spoken(): Readonly<Record<string, string>> {
    const { locale } = this.#workspace.language;
    if (locale === this.record.locale) return this.#names;
    const both = (text: Text, own: string) => (locale === 'zh' ? `${text.zh}（${own}）` : `${text.en} (${own})`);
    return Object.fromEntries(
      Object.entries(this.#pack.names).map(([key, text]) => [key, both(text, text[this.record.locale])]),
    );
  }
}
