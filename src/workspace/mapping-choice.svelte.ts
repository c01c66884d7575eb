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
import type { TableName } from '../model/schema';

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
  readonly #changed: () => Promise<void>;

  constructor(changed: () => Promise<void>) {
    this.#changed = changed;
  }

  /** Takes a fresh guess for all tables, keeping what a person settled, also of files that are still awaited. */
  take(guess: Guess): void {
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
  settle(tie: Tie, candidate: string): Promise<void> {
    this.ties = this.ties.filter((one) => one !== tie);
    return this.supply(tie.source, tie.table, tie.column, { kind: 'column', column: candidate });
  }

  /** The person wants none of the candidates. */
  async dismiss(tie: Tie): Promise<void> {
    this.ties = this.ties.filter((one) => one !== tie);
    this.#settle(tie.source);
    await this.#changed();
  }

  addFeed(source: string, table: TableName): Promise<void> {
    const feed: Feed = { source, table, columns: {}, confidence: 1, reasons: {} };
    this.#settle(source);
    this.current = { ...this.current, feeds: [...this.current.feeds, feed] };
    return this.#changed();
  }

  removeFeed(source: string, table: TableName): Promise<void> {
    this.#settle(source);
    this.current = { ...this.current, feeds: this.current.feeds.filter((feed) => !isOf(feed, source, table)) };
    this.ties = this.ties.filter((tie) => tie.source !== source || tie.table !== table);
    return this.#changed();
  }

  /** The person has looked and agrees. */
  confirm(source: string): void {
    this.#settle(source);
  }

  /** Forgets what a person settled for a source, so that the next guess decides. */
  unsettle(source: string): void {
    this.settled = new Set([...this.settled].filter((one) => one !== source));
  }

  alias(name: string, shown: string | null): Promise<void> {
    const { [name]: _, ...others } = this.current.aliases;
    this.current = { ...this.current, aliases: shown === null ? others : { ...others, [name]: shown } };
    return this.#changed();
  }

  setCatalogue(entries: readonly CatalogueEntry[]): Promise<void> {
    this.catalogue = entries;
    return this.#changed();
  }

  #edit(source: string, table: TableName, change: (feed: Feed) => Feed): Promise<void> {
    this.#settle(source);
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
