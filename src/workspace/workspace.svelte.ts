import type { Engine } from '../engine/engine';
import type { Decisions, Imported } from '../engine/intake/imported';
import type { Remark } from '../i18n/text';
import type { Built } from '../model/built';
import { EngineRoom } from './engine-room.svelte';
import { Evaluation } from './evaluation.svelte';
import { Explore } from './explore.svelte';
import { Files } from './files.svelte';
import type { Refreshed } from './look-again';
import type { OpenedFile } from './opened-file';
import { FilterChoice } from './filter-choice.svelte';
import { filterOptions, keptNow } from './filter-options';
import { withGoal } from './goals';
import { History } from './history.svelte';
import type { Goal } from './intent';
import type { Language } from './language.svelte';
import { emptyReport } from './intent-report';
import { MappingChoice } from './mapping-choice.svelte';
import { backTo, momentOf, type Moment } from './moment';
import { Report } from './report.svelte';
import type { Rooms } from './rooms';

/** Everything that a person works on, and the one order in which it follows: files, mapping, canonical tables, answers. */
export class Workspace {
  /** Null until the person names it. */
  name = $state<string | null>(null);
  seed = $state(1);
  /** Times without offset are as written; with offset they are on this zone's wall clock. */
  zone = $state('UTC');
  goals = $state.raw<readonly Goal[]>([]);
  /** Touchpoint → weight of the satisfaction index. */
  weights = $state.raw<Readonly<Record<string, number>>>({});
  /** ε of all files that left with noise, which are told together by whoever has them all. */
  epsilonSpent = $state(0);
  /** Grows whenever the canonical tables changed: whoever shows answers asks anew. */
  revision = $state(0);
  built = $state.raw<Built | null>(null);
  /** True while canonical tables are being made. */
  building = $state(false);
  /** Why the canonical tables could not be made. */
  buildError = $state.raw<unknown>(null);
  readonly engine: EngineRoom;
  readonly files: Files;
  readonly mapping: MappingChoice;
  readonly filters: FilterChoice;
  readonly evaluation: Evaluation;
  readonly explore: Explore;
  readonly report: Report;
  readonly language: Language;
  readonly history: History<Moment>;
  readonly #rooms: Rooms;
  #standing: Promise<void> = Promise.resolve();
  #stop: AbortController | null = null;

  constructor(rooms: Rooms, language: Language) {
    this.#rooms = rooms;
    this.language = language;
    this.engine = new EngineRoom(rooms.openEngine);
    this.files = new Files(this.engine, rooms.intake, () => this.zone);
    this.history = new History(
      () => momentOf(this),
      (moment) => backTo(this, moment),
    );
    this.report = new Report(() => {
      this.history.note('report');
    });
    this.mapping = new MappingChoice(
      () => this.remake('mapping'),
      (act) => {
        this.history.note(act);
      },
    );
    this.filters = new FilterChoice(
      () => this.remake('filters'),
      () => {
        this.history.note('filters');
      },
    );
    this.evaluation = new Evaluation(
      this.engine,
      () => ({ roles: this.roles, seed: this.seed, revision: this.revision, built: this.#standing }),
      rooms.computing,
      () => {
        this.history.note('settings');
      },
    );
    this.explore = new Explore(this.engine, () => this.#standing);
    this.engine.onReplaced((engine) => this.#refill(engine));
  }

  /** What the data itself warns of, and which metric it bears on. */
  get checks(): readonly Remark[] {
    return [...this.mapping.remarks, ...(this.built?.remarks ?? [])];
  }

  /** The mapped columns, as `table.column`. */
  get roles(): ReadonlySet<string> {
    return this.built?.roles ?? none;
  }

  get empty(): boolean {
    return !this.files.tables.length && !this.files.failures.length && !this.files.busy;
  }

  /** Reads files, guesses what their columns mean, and makes the canonical tables. */
  async open(files: readonly OpenedFile[]): Promise<void> {
    if (!files.length) return;
    await this.files.open(files);
    await this.reguess();
  }

  async refresh(): Promise<Refreshed> {
    const refreshed = await this.files.refresh();
    if (refreshed.changed.length) await this.reguess();
    return refreshed;
  }

  /** Reads the files of a table again as the person says. */
  async readAgain(table: Imported, decisions: Decisions): Promise<void> {
    await this.files.decide(table, decisions);
    await this.reguess();
  }

  async remove(table: string): Promise<void> {
    await this.files.remove(table);
    this.mapping.unsettle(table);
    await this.reguess();
  }

  rename(name: string | null): void {
    this.history.note('name');
    this.name = name;
  }

  /** Says what a metric should reach, at one touchpoint or at all; null: nothing in particular. */
  aim(metric: string, target: number | null, touchpoint?: string): void {
    this.history.note('goals');
    this.goals = withGoal(this.goals, metric, touchpoint, target);
  }

  /** Back to nothing open; what the browser remembers stays. */
  async clear(): Promise<void> {
    this.explore.cancel();
    this.files.cancel();
    await this.#standing;
    if (this.files.tables.length) await this.files.clear();
    this.files.decisions = {};
    this.mapping.clear();
    this.filters.current = {};
    this.evaluation.settings = {};
    this.explore.clear();
    this.report.take(emptyReport);
    this.history.clear();
    this.name = null;
    this.goals = [];
    this.weights = {};
    this.epsilonSpent = 0;
    this.built = null;
    this.revision += 1;
  }

  /** Guesses anew for all sources that the person has not settled. */
  async reguess(): Promise<void> {
    await this.engine.use((engine) => this.#guess(engine));
    await this.remake('mapping');
  }

  /** Ends when nothing is being built any more. */
  settled(): Promise<void> {
    return this.#standing;
  }

  /** Makes the canonical tables anew, or only their filtered views. The latest wins. */
  remake(because: 'mapping' | 'filters'): Promise<void> {
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    const before = this.#standing;
    this.#standing = before.then(async () => {
      if (stop.signal.aborted) return;
      await this.engine.use((engine) => this.#build(engine, because, stop.signal)).catch(() => undefined);
    });
    return this.#standing;
  }

  async #refill(engine: Engine): Promise<void> {
    await this.files.rebuild(engine);
    await this.#guess(engine);
    await this.#build(engine, 'mapping', new AbortController().signal);
  }

  async #guess(engine: Engine): Promise<void> {
    const { tables } = this.files;
    const { guess, profile } = await this.#rooms.model();
    const profiles = await profile(engine, tables);
    this.mapping.take(guess(tables, { profiles }), profiles);
  }

  async #build(engine: Engine, because: 'mapping' | 'filters', signal: AbortSignal): Promise<void> {
    this.building = true;
    this.buildError = null;
    try {
      const { build, view } = await this.#rooms.model();
      const filters = this.filters.current;
      if (because === 'mapping' || !this.built) {
        const mapping = this.mapping.standing(this.files.tables);
        const { catalogue } = this.mapping;
        this.built = await build(engine, mapping, { filters, catalogue, zone: this.zone, signal });
        this.filters.options = await filterOptions(engine, this.built.roles);
      } else {
        await view(engine, filters);
        this.built = { ...this.built, counts: await keptNow(engine, this.built.counts) };
      }
    } catch (error) {
      if (signal.aborted) return;
      this.buildError = error;
      throw error;
    } finally {
      this.building = false;
      this.revision += 1;
      void this.engine.measure();
    }
  }
}

const none: ReadonlySet<string> = new Set();
