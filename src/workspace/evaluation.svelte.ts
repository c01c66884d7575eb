import type { Filters } from '../model/filters';
import type { Locale, Remark } from '../i18n/text';
import type { Chart, Found, Metric, Setting } from '../metrics/metric';
import type { Computing, Outcome, Waiting } from '../metrics/run';
import type { WeekStart } from '../metrics/period';
import { inWords } from './in-words';
import type { EngineRoom } from './engine-room.svelte';

/** What an evaluation needs to know of the workspace at the moment it is asked. */
export interface Standing {
  readonly roles: ReadonlySet<string>;
  readonly seed: number;
  /** The day that weeks begin on. */
  readonly weekStart: WeekStart;
  /** Grows whenever canonical tables changed: what was found before is then out of date. */
  readonly revision: number;
  /** Ends when the canonical tables stand. */
  readonly built: Promise<void>;
}

export interface Evaluating extends Waiting {
  /** Only these rows, on top of the workspace's filters. */
  readonly only?: Filters | undefined;
}

type Values = Readonly<Record<string, unknown>>;

/** The metrics, their settings, and what they came to. Results are kept until the data changes. */
export class Evaluation {
  /** Empty until `load` has ended. */
  metrics = $state.raw<ReadonlyMap<string, Metric>>(new Map());
  /** What the person set, by metric; saved with the workspace. */
  settings = $state.raw<Readonly<Record<string, Values>>>({});
  readonly #room: EngineRoom;
  readonly #standing: () => Standing;
  readonly #computing: Computing | undefined;
  readonly #about: () => void;
  readonly #kept = new Map<string, Outcome>();
  #keptOf = -1;

  /** `about` is called before a person's choice is taken. */
  constructor(room: EngineRoom, standing: () => Standing, computing?: Computing, about: () => void = () => undefined) {
    this.#about = about;
    this.#room = room;
    this.#standing = standing;
    this.#computing = computing;
  }

  /** Fetches the metrics' code; the first paint does without. */
  async load(): Promise<ReadonlyMap<string, Metric>> {
    if (!this.metrics.size) this.metrics = (await import('../metrics')).metrics;
    return this.metrics;
  }

  /** Params that are not given are those the person set, else the metric's defaults. Reads `revision`, so an effect that calls it runs again. */
  async evaluate(id: string, params?: Values, { signal, progress, only }: Evaluating = {}): Promise<Outcome> {
    const asked = params ?? this.settings[id] ?? {};
    const seen = this.#standing().revision;
    await this.#standing().built;
    const { revision } = this.#standing();
    const rules = this.settings.authenticity;
    const key = JSON.stringify([id, asked, only ?? null, rules ?? null]);
    const known = this.#keep(Math.max(seen, revision)).get(key);
    if (known) return known;
    const metric = (await this.load()).get(id);
    if (!metric) throw new TypeError(`no metric ${id}`);
    const { run } = await import('../metrics/run');
    const outcome = await this.#room.use((engine) =>
      run(metric, this.setting(asked), {
        engine,
        metrics: this.metrics,
        computing: this.#computing,
        signal,
        progress,
        only,
        rules,
      }),
    );
    if (revision === this.#standing().revision) this.#keep(revision).set(key, outcome);
    return outcome;
  }

  /** What a person chose for a metric; null forgets it. */
  set(id: string, params: Values | null): void {
    this.#about();
    const { [id]: _, ...others } = this.settings;
    this.settings = params ? { ...others, [id]: params } : others;
  }

  setting(params: Values): Setting {
    const { roles, seed, weekStart } = this.#standing();
    return { params, roles, seed, weekStart };
  }

  charts(id: string, found: Found, params: Values, locale: Locale): readonly Chart[] {
    return this.metrics.get(id)?.charts(inWords(found, locale), this.setting(params), locale) ?? [];
  }

  /** With `locale`, groups of the catalogue are named in that language. */
  remarks(id: string, found: Found, params: Values, locale?: Locale): readonly Remark[] {
    const told = locale ? inWords(found, locale) : found;
    return this.metrics.get(id)?.remarks(told, this.setting(params)) ?? [];
  }

  #keep(revision: number): Map<string, Outcome> {
    if (revision !== this.#keptOf) this.#kept.clear();
    this.#keptOf = revision;
    return this.#kept;
  }
}
