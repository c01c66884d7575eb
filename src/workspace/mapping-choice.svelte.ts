import type { Imported } from '../engine/intake/imported';
import type { Remark } from '../i18n/text';
import {
  noMapping,
  type CatalogueEntry,
  type Feed,
  type Guess,
  type Mapping,
  type Supply,
  type Tie,
} from '../model/mapping';
import type { Profiles } from '../model/profile';
import type { TableName } from '../model/schema';
import type { Act } from './history.svelte';

/** All of the meaning at one moment; its parts are immutable. */
export interface Settled {
  readonly current: Mapping;
  readonly ties: readonly Tie[];
  readonly catalogue: readonly CatalogueEntry[];
  readonly settled: ReadonlySet<string>;
}

/** What the columns mean: guessed first, then as the person says. */
export class MappingChoice {
  current = $state.raw<Mapping>(noMapping);
  /** Coin tosses that a person must decide. */
  ties = $state.raw<readonly Tie[]>([]);
  remarks = $state.raw<readonly Remark[]>([]);
  /** The person's own catalogue of touchpoints; overrides files. */
  catalogue = $state.raw<readonly CatalogueEntry[]>([]);
  /** Sources whose feeds a person confirmed or corrected: a new guess leaves them alone. */
  settled = $state.raw<ReadonlySet<string>>(new Set());
  /** What the values of the columns say; the last guess was made with it. */
  profiles: Profiles = {};
  readonly #changed: () => Promise<void>;
  readonly #about: (act: Act) => void;
  #guessed: Guess = { feeds: [], ties: [], remarks: [] };

  /** `changed` is called after each act, `about` before it. */
  constructor(changed: () => Promise<void>, about: (act: Act) => void = () => undefined) {
    this.#changed = changed;
    this.#about = about;
  }

  get settledNow(): Settled {
    const { current, ties, catalogue, settled } = this;
    return { current, ties, catalogue, settled };
  }

  /** As it was at a moment; sources that nobody had settled then, or that came later, are as guessed. */
  backTo({ current, ties, catalogue, settled }: Settled): Promise<void> {
    const { feeds, ties: tossed } = this.#guessed;
    const known = new Set(current.feeds.map(({ source }) => source));
    const isOpen = ({ source }: { readonly source: string }) => !settled.has(source);
    this.settled = settled;
    this.catalogue = catalogue;
    this.current = { ...current, feeds: [...current.feeds.filter((feed) => !isOpen(feed)), ...feeds.filter(isOpen)] };
    this.ties = [...ties, ...tossed.filter((tie) => isOpen(tie) && !known.has(tie.source) && !ties.includes(tie))];
    return this.#changed();
  }

  /** Takes a fresh guess for all tables, keeping what a person settled, also of files that are still awaited. */
  take(guess: Guess, profiles: Profiles = {}): void {
    this.#guessed = guess;
    this.profiles = profiles;
    const kept = this.current.feeds.filter(({ source }) => this.settled.has(source));
    const fresh = guess.feeds.filter(({ source }) => !this.settled.has(source));
    this.current = { ...this.current, feeds: [...kept, ...fresh] };
    this.ties = guess.ties.filter(({ source }) => !this.settled.has(source));
    this.remarks = guess.remarks;
  }

  /** The mapping of the sources that stand. */
  standing(tables: readonly Imported[]): Mapping {
    const here = new Set(tables.map(({ table }) => table));
    return { ...this.current, feeds: this.current.feeds.filter(({ source }) => here.has(source)) };
  }

  clear(): void {
    this.current = noMapping;
    this.ties = [];
    this.remarks = [];
    this.catalogue = [];
    this.settled = new Set();
    this.profiles = {};
    this.#guessed = { feeds: [], ties: [], remarks: [] };
  }

  feedsOf(source: string): readonly Feed[] {
    return this.current.feeds.filter((feed) => feed.source === source);
  }

  /** Says where a canonical column comes from; null: from nowhere. */
  supply(source: string, table: TableName, column: string, supply: Supply | null): Promise<void> {
    return this.#edit(source, table, (feed) => {
      const { [column]: _, ...others } = feed.columns;
      return { ...feed, columns: supply ? { ...others, [column]: supply } : others };
    });
  }

  /** Changes the whole feed, e.g. the columns of a survey that become answers. */
  change(source: string, table: TableName, change: (feed: Feed) => Feed): Promise<void> {
    return this.#edit(source, table, change);
  }

  /** Decides a coin toss. */
  settle(tie: Tie, change: (feed: Feed) => Feed): Promise<void> {
    return this.#edit(tie.source, tie.table, change, tie);
  }

  /** The person wants none of the candidates. */
  async dismiss(tie: Tie): Promise<void> {
    this.#about('mapping');
    this.ties = this.ties.filter((one) => one !== tie);
    this.#settle(tie.source);
    await this.#changed();
  }

  /** Uses a source for a further table; what is known of its columns already stands in `feed`. */
  addFeed(source: string, table: TableName, feed?: Feed): Promise<void> {
    this.#about('mapping');
    this.#settle(source);
    const added = feed ?? { source, table, columns: {}, confidence: 1, reasons: {} };
    this.current = { ...this.current, feeds: [...this.current.feeds, added] };
    return this.#changed();
  }

  removeFeed(source: string, table: TableName): Promise<void> {
    this.#about('mapping');
    this.#settle(source);
    this.current = { ...this.current, feeds: this.current.feeds.filter((feed) => !isOf(feed, source, table)) };
    this.ties = this.ties.filter((tie) => tie.source !== source || tie.table !== table);
    return this.#changed();
  }

  /** The person has looked and agrees. */
  confirm(source: string): void {
    this.#about('mapping');
    this.#settle(source);
  }

  /** Forgets what a person settled for a source, so that the next guess decides. */
  unsettle(source: string): void {
    this.settled = new Set([...this.settled].filter((one) => one !== source));
  }

  /** Counts a touchpoint under another's name; under its own: keeps it apart; null: leaves it open. */
  alias(name: string, shown: string | null): Promise<void> {
    this.#about('aliases');
    const { [name]: _, ...others } = this.current.aliases;
    const moved = Object.entries(others).map(
      ([from, to]) => [from, shown !== null && to === name ? shown : to] as const,
    );
    const aliases = Object.fromEntries(moved);
    this.current = { ...this.current, aliases: shown === null ? aliases : { ...aliases, [name]: shown } };
    return this.#changed();
  }

  setCatalogue(entries: readonly CatalogueEntry[]): Promise<void> {
    this.catalogue = entries;
    return this.#changed();
  }

  #edit(source: string, table: TableName, change: (feed: Feed) => Feed, settled?: Tie): Promise<void> {
    this.#about('mapping');
    this.#settle(source);
    this.ties = this.ties.filter((one) => one !== settled);
    this.current = {
      ...this.current,
      feeds: this.current.feeds.map((feed) => (isOf(feed, source, table) ? change(feed) : feed)),
    };
    return this.#changed();
  }

  #settle(source: string): void {
    this.settled = new Set([...this.settled, source]);
  }
}

function isOf(feed: Feed, source: string, table: TableName): boolean {
  return feed.source === source && feed.table === table;
}
