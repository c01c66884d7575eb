import type { Exercise } from '../exercises';
import type { Text } from '../i18n/text';
import type { ExerciseRun } from './exercise-run.svelte';
import type { OpenedFile } from './opened-file';
import type { Keeping } from './keeping.svelte';
import { largestSeed, type LearningLink } from './learning-link';
import type { LearningRecord } from './learning-record';
import type { Workspace } from './workspace.svelte';

/** A pack as it is offered. */
export interface OfferedPack {
  readonly id: string;
  readonly title: Text;
  readonly minutes: number;
  readonly goals: readonly Text[];
  readonly steps: number;
  /** For the trainer. */
  readonly debrief: readonly Text[];
}

const prefix = 'touchpoint-exercise-';
const openKey = 'touchpoint-open-exercise';

/** The exercises of this browser: what is offered, what was begun, and the one that stands beside the workbench. */
export class Learning {
  /** Empty until `load` has ended. */
  packs = $state.raw<readonly OfferedPack[]>([]);
  /** What was begun in this browser, the latest first. */
  begun = $state.raw<readonly LearningRecord[]>([]);
  /** True while a pack's data is being made. */
  starting = $state(false);
  #run = $state.raw<ExerciseRun | null>(null);
  #exercises: ReadonlyMap<string, Exercise> = new Map();
  readonly #workspace: Workspace;
  readonly #keeping: Keeping;
  readonly #storage: Storage;
  readonly #tab: Storage;

  /** `storage` keeps what was begun; `tab` remembers over a reload which of it stood open. */
  constructor(workspace: Workspace, keeping: Keeping, storage: Storage, tab: Storage) {
    this.#workspace = workspace;
    this.#keeping = keeping;
    this.#storage = storage;
    this.#tab = tab;
  }

  /** The exercise in hand, as long as its own workspace is the one that is open. */
  get run(): ExerciseRun | null {
    return this.#run?.record.workspace === this.#keeping.id ? this.#run : null;
  }

  /** Fetches the packs. */
  async load(): Promise<void> {
    const [{ exercises }, { readRecord }] = await Promise.all([import('../exercises'), import('./learning-record')]);
    this.#exercises = exercises;
    this.packs = [...exercises.values()].map(({ pack: { id, title, minutes, goals, steps, debrief } }) => ({
      ...{ id, title, minutes, goals, debrief },
      steps: steps.length,
    }));
    this.begun = Object.keys(this.#storage)
      .filter((key) => key.startsWith(prefix))
      .map((key) => readRecord(this.#storage.getItem(key) ?? ''))
      .filter((record): record is LearningRecord => record !== null && exercises.has(record.pack))
      .sort((a, b) => b.savedAt.localeCompare(a.savedAt));
  }

  /** Starts a pack in a workspace of its own: the data of this seed, in the language of the link or of the learner. */
  async start({ pack, seed, locale }: LearningLink, learner: string): Promise<void> {
    const chosen = seed ?? ownSeed();
    await this.#prepare(async () => {
      await this.#keeping.begin();
      const now = new Date().toISOString();
      return this.#open({
        kind: 'touchpoint-exercise',
        version: 1,
        pack,
        seed: chosen,
        locale: locale ?? this.#workspace.language.locale,
        learner: learner.trim(),
        workspace: this.#keeping.id,
        at: 0,
        startedAt: now,
        savedAt: now,
        steps: {},
      });
    });
  }

  /** Goes on where the learner stopped: same data, same settings, same query. */
  async resume(record: LearningRecord): Promise<void> {
    await this.#prepare(async () => {
      const kept = this.#keeping.recent.find(({ id }) => id === record.workspace);
      if (kept) await this.#keeping.restore({ ...kept.intent, locale: this.#workspace.language.locale }, kept.id);
      else await this.#keeping.begin();
      return this.#open({ ...record, workspace: this.#keeping.id });
    });
  }

  /** The page goes: remembers the exercise that stands open in this tab, or that there is none. */
  remember(): void {
    if (this.run) this.#tab.setItem(openKey, keyOf(this.run.record));
    else this.#tab.removeItem(openKey);
  }

  /** The page came back: goes on with the exercise that stood open. False where there was none. */
  async comeBack(): Promise<boolean> {
    const open = this.#tab.getItem(openKey);
    if (open === null) return false;
    await Promise.all([this.load(), this.#keeping.list()]);
    const record = this.begun.find((one) => keyOf(one) === open);
    if (record) await this.resume(record);
    return record !== undefined;
  }

  forget(record: LearningRecord): void {
    this.#storage.removeItem(keyOf(record));
    this.begun = this.begun.filter((one) => one !== record);
    if (this.#run && keyOf(this.#run.record) === keyOf(record)) this.#run = null;
  }

  /** Puts the panel away; what was done is kept. */
  async leave(): Promise<void> {
    this.#run = null;
    await this.load();
  }

  async #prepare(act: () => Promise<ExerciseRun>): Promise<void> {
    this.starting = true;
    this.#run = null;
    try {
      if (!this.packs.length) await this.load();
      const run = await act();
      await this.#fetchRest();
      this.#run = run;
    } finally {
      this.starting = false;
    }
  }

  async #open(record: LearningRecord): Promise<ExerciseRun> {
    const exercise = this.#exercises.get(record.pack);
    if (!exercise) throw new TypeError(`no exercise ${record.pack}`);
    const { ExerciseRun } = await import('./exercise-run.svelte');
    const { pack, data } = exercise;
    const names = Object.fromEntries(Object.entries(pack.names).map(([key, text]) => [key, text[record.locale]]));
    this.#workspace.name ??= `${pack.title[record.locale]} · ${String(record.seed)}`;
    await this.#keeping.give(Object.entries(data(record.seed, names)).map(fileOf));
    return new ExerciseRun(pack, record, this.#workspace, (now) => this.#keep(now));
  }

  /** What is otherwise fetched when first used: an exercise must go on without a network. */
  async #fetchRest(): Promise<void> {
    await this.#workspace.evaluation.load();
    await Promise.all([import('../metrics/run'), import('./distribution'), import('./intent')]);
    // Starts the worker that computes slow metrics, and leaves it there.
    await this.#workspace.evaluation.evaluate('satisfaction-index').catch(() => undefined);
  }

  /** False when the browser refuses. */
  #keep(record: LearningRecord): boolean {
    try {
      this.#storage.setItem(keyOf(record), JSON.stringify(record));
      return true;
    } catch {
      return false;
    }
  }
}

function keyOf({ pack, seed, locale }: LearningRecord): string {
  return `${prefix}${pack}-${String(seed)}-${locale}`;
}

function fileOf([name, text]: readonly [string, string]): OpenedFile {
  return { name, blob: new File([text], name, { type: 'text/csv', lastModified: 0 }) };
}

function ownSeed(): number {
  const [random = 0] = crypto.getRandomValues(new Uint32Array(1));
  return 1 + (random % largestSeed);
}
