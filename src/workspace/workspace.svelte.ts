import type { Engine } from '../engine/engine';
import type { Decisions, Imported } from '../engine/intake/imported';
import type { Remark } from '../i18n/text';
import type { Built } from '../model/built';
import { Canonical } from './canonical.svelte';
import { doubts } from './doubts';
import { EngineRoom } from './engine-room.svelte';
import { Evaluation } from './evaluation.svelte';
import { Explore } from './explore.svelte';
import { Files } from './files.svelte';
import type { Refreshed, Reread } from './look-again';
import type { OpenedFile } from './opened-file';
import { FilterChoice } from './filter-choice.svelte';
import { withGoal } from './goals';
import { History, type Act } from './history.svelte';
import type { Goal } from './intent';
import type { Language } from './language.svelte';
import { LeftInPage, type LeftMemory } from './left-memory';
import { emptyReport } from './intent-report';
import { MappingChoice } from './mapping-choice.svelte';
import { backTo, momentOf, type Moment } from './moment';
import { Report } from './report.svelte';
import type { Rooms } from './rooms';
import { Times } from './times.svelte';
import { wordedScales } from './worded-scales';

/** Everything that a person works on, and the one order in which it follows: files, mapping, canonical tables, answers. */
export class Workspace {
  /** Null until the person names it. */
  name = $state<string | null>(null);
  seed = $state(1);
  goals = $state.raw<readonly Goal[]>([]);
  /** Touchpoint → weight of the satisfaction index. */
  weights = $state.raw<Readonly<Record<string, number>>>({});
  /** ε of all files that left with noise, which are told together by whoever has them all. */
  epsilonSpent = $state(0);
  /** True while it is looked at what the columns mean. */
  looking = $state(false);
  readonly engine: EngineRoom;
  readonly times: Times;
  readonly files: Files;
  readonly mapping: MappingChoice;
  readonly filters: FilterChoice;
  readonly evaluation: Evaluation;
  readonly explore: Explore;
  readonly report: Report;
  readonly language: Language;
  readonly history: History<Moment>;
  /** What has left of these files, here and in earlier sittings. */
  readonly left: LeftMemory;
  readonly #canonical: Canonical;
  readonly #model: Rooms['model'];

  constructor(rooms: Rooms, language: Language) {
    this.#model = rooms.model;
    this.language = language;
    this.left = rooms.left ?? new LeftInPage();
    this.engine = new EngineRoom(rooms.openEngine);
    this.files = new Files(this.engine, rooms.intake, () => this.times.zone);
    this.history = new History(
      () => momentOf(this),
      (moment) => backTo(this, moment),
    );
    const note = (act: Act) => {
      this.history.note(act);
    };
    this.report = new Report(() => {
      note('report');
    });
    this.mapping = new MappingChoice(() => this.remake('mapping'), note);
    this.filters = new FilterChoice(
      () => this.remake('filters'),
      () => {
        note('filters');
      },
    );
    this.#canonical = new Canonical(this.engine, rooms.model, {
      of: () => ({
        mapping: this.mapping.standing(this.files.tables),
        catalogue: this.mapping.catalogue,
        filters: this.filters.current,
        zone: this.times.zone,
      }),
      offer: (options) => {
        this.filters.options = options;
      },
    });
    this.times = new Times({
      about: note,
      readAgain: () => this.#readTimesAgain(),
      outdate: () => {
        this.#canonical.outdate();
      },
    });
    this.evaluation = new Evaluation(
      this.engine,
      () => ({
        roles: this.roles,
        seed: this.seed,
        weekStart: this.times.weekStart,
        revision: this.revision,
        built: this.settled(),
      }),
      rooms.computing,
      () => {
        note('settings');
      },
    );
    this.explore = new Explore(this.engine, () => this.settled());
    this.engine.onReplaced((engine) => this.#refill(engine));
  }

  /** What the data itself warns of, and which metric it bears on. */
  get checks(): readonly Remark[] {
    const { tables } = this.files;
    const { feeds } = this.mapping.current;
    return [...this.mapping.remarks, ...doubts(tables), ...wordedScales(tables, feeds), ...(this.built?.remarks ?? [])];
  }

  get built(): Built | null {
    return this.#canonical.built;
  }

  /** True while canonical tables are being made. */
  get building(): boolean {
    return this.#canonical.building;
  }

  /** Why the canonical tables could not be made. */
  get buildError(): unknown {
    return this.#canonical.error;
  }

  /** Grows whenever answers are to be asked anew. */
  get revision(): number {
    return this.#canonical.revision;
  }

  /** The mapped columns, as `table.column`. */
  get roles(): ReadonlySet<string> {
    return this.#canonical.roles;
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
    await this.settled();
    if (this.files.tables.length) await this.files.clear();
    this.files.decisions = {};
    this.mapping.clear();
    this.filters.current = {};
    this.evaluation.settings = {};
    this.explore.clear();
    this.report.take(emptyReport);
    this.history.clear();
    this.name = null;
    this.times.take();
    this.goals = [];
    this.weights = {};
    this.epsilonSpent = 0;
    this.#canonical.clear();
  }

  /** Guesses anew for all sources that the person has not settled. */
  async reguess(): Promise<void> {
    await this.engine.use((engine) => this.#guess(engine));
    await this.remake('mapping');
  }

  /** Ends when nothing is being built any more. */
  settled(): Promise<void> {
    return this.#canonical.settled;
  }

  /** Makes the canonical tables anew, or only their filtered views. */
  remake(because: 'mapping' | 'filters'): Promise<void> {
    return this.#canonical.remake(because);
  }

  /** Files that hold times are read again, by the clock as it is now. */
  async #readTimesAgain(): Promise<Reread> {
    const reread = await this.files.readTimesAgain();
    if (reread.read.length) await this.reguess();
    return reread;
  }

  async #refill(engine: Engine): Promise<void> {
    await this.files.rebuild(engine);
    await this.#guess(engine);
    await this.#canonical.refill(engine);
  }

  async #guess(engine: Engine): Promise<void> {
    const { tables } = this.files;
    this.looking = true;
    try {
      const { guess, profile } = await this.#model();
      const profiles = await profile(engine, tables);
      this.mapping.take(guess(tables, { profiles }), profiles);
    } finally {
      this.looking = false;
    }
  }
}
