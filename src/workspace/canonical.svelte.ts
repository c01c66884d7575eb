import type { Engine } from '../engine/engine';
import type { Built } from '../model/built';
import type { Filters } from '../model/filters';
import type { CatalogueEntry, Mapping } from '../model/mapping';
import type { EngineRoom } from './engine-room.svelte';
import { filterOptions, keptNow } from './filter-options';
import type { FilterOptions } from './filter-choice.svelte';
import type { Rooms } from './rooms';

/** What the canonical tables are made of at the moment they are made. */
export interface Ingredients {
  readonly mapping: Mapping;
  readonly catalogue: readonly CatalogueEntry[];
  readonly filters: Filters;
  readonly zone: string;
}

/** The canonical tables: made of files by what their columns mean, and filtered. The latest wish wins. */
export class Canonical {
  /** Grows whenever the tables changed: whoever shows answers asks anew. */
  revision = $state(0);
  built = $state.raw<Built | null>(null);
  building = $state(false);
  /** Why the tables could not be made. */
  error = $state.raw<unknown>(null);
  readonly #room: EngineRoom;
  readonly #model: Rooms['model'];
  readonly #of: () => Ingredients;
  readonly #offer: (options: FilterOptions) => void;
  #standing: Promise<void> = Promise.resolve();
  #stop: AbortController | null = null;

  /** `offer` is told what there is to filter by, whenever the tables were made anew. */
  constructor(
    room: EngineRoom,
    model: Rooms['model'],
    { of, offer }: { readonly of: () => Ingredients; readonly offer: (options: FilterOptions) => void },
  ) {
    this.#room = room;
    this.#model = model;
    this.#of = of;
    this.#offer = offer;
  }

  /** The mapped columns, as `table.column`. */
  get roles(): ReadonlySet<string> {
    return this.built?.roles ?? none;
  }

  /** Ends when nothing is being built any more. */
  get settled(): Promise<void> {
    return this.#standing;
  }

  /** Makes the tables anew, or only their filtered views. */
  remake(because: 'mapping' | 'filters'): Promise<void> {
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    const before = this.#standing;
    this.#standing = before.then(async () => {
      if (stop.signal.aborted) return;
      await this.#room.use((engine) => this.#build(engine, because, stop.signal)).catch(() => undefined);
    });
    return this.#standing;
  }

  /** Makes the tables in an engine that has none. */
  refill(engine: Engine): Promise<void> {
    return this.#build(engine, 'mapping', new AbortController().signal);
  }

  /** Whoever shows answers asks anew, although the tables stand as they did. */
  outdate(): void {
    this.revision += 1;
  }

  clear(): void {
    this.built = null;
    this.outdate();
  }

  async #build(engine: Engine, because: 'mapping' | 'filters', signal: AbortSignal): Promise<void> {
    this.building = true;
    this.error = null;
    try {
      const { build, view } = await this.#model();
      const { mapping, catalogue, filters, zone } = this.#of();
      if (because === 'mapping' || !this.built) {
        this.built = await build(engine, mapping, { filters, catalogue, zone, signal });
        this.#offer(await filterOptions(engine, this.built.roles));
      } else {
        await view(engine, filters);
        this.built = { ...this.built, counts: await keptNow(engine, this.built.counts) };
      }
    } catch (error) {
      if (signal.aborted) return;
      this.error = error;
      throw error;
    } finally {
      this.building = false;
      this.outdate();
      void this.#room.measure();
    }
  }
}

const none: ReadonlySet<string> = new Set();
