import { fromFragment, isCarrier, parse } from './fragment';
import type { Keeping } from './keeping.svelte';
import type { Match } from './matched';
import type { Link } from './share';
import type { Workspace } from './workspace.svelte';

/** A link that was opened: read, shown, agreed to, matched to the receiver's files, and only then taken up. */
export class Received {
  /** offered: waits for a yes; files: agreed, waits for files; matching: files are there and differ. */
  stage = $state<'none' | 'offered' | 'files' | 'matching' | 'refused'>('none');
  link = $state.raw<Link | null>(null);
  /** Why a link was refused. */
  error = $state.raw<unknown>(null);
  matches = $state.raw<readonly Match[]>([]);
  readonly #workspace: Workspace;
  readonly #keeping: Keeping;

  constructor(workspace: Workspace, keeping: Keeping) {
    this.#workspace = workspace;
    this.#keeping = keeping;
  }

  /** Takes a fragment, if it carries a workspace; says whether it does. Nothing of it runs. */
  async offer(fragment: string): Promise<boolean> {
    if (!isCarrier(fragment)) return false;
    await this.#read(() => fromFragment(fragment));
    return true;
  }

  /** The same for the text of a `.json` file. */
  offerFile(text: string): Promise<void> {
    return this.#read(() => parse(text));
  }

  decline(): void {
    this.stage = 'none';
    this.link = null;
    this.error = null;
    this.matches = [];
  }

  /** The receiver said yes: a new workspace begins, and waits for files. */
  async accept(): Promise<void> {
    const { link } = this;
    if (!link || this.stage !== 'offered') return;
    await this.#keeping.begin();
    this.#adopt(link);
    this.stage = 'files';
  }

  /** Holds the link against the tables that are open; takes it up at once where nothing differs. */
  async match(): Promise<void> {
    const { link } = this;
    if (!link || (this.stage !== 'files' && this.stage !== 'matching')) return;
    const { matched } = await import('./matched');
    this.matches = matched(link, this.#workspace.files.tables);
    this.stage = 'matching';
    if (this.matches.every(({ table, missing }) => table !== null && missing.length === 0)) await this.takeUp();
  }

  /** The receiver says which own table a shape is; null: none. */
  async choose(shape: string, table: string | null): Promise<void> {
    const { held } = await import('./matched');
    const known = this.link?.shapes.find(({ name }) => name === shape);
    if (!this.link || !known) return;
    const own = this.#workspace.files.tables.find((one) => one.table === table) ?? null;
    const match = held(this.link, known, own);
    this.matches = this.matches.map((one) => (one.shape === shape ? match : one));
  }

  /** The receiver says which own column stands in for a missing one; null: none. */
  stand(shape: string, column: string, instead: string | null): void {
    this.matches = this.matches.map((one) =>
      one.shape === shape
        ? { ...one, missing: one.missing.map((each) => (each.column === column ? { column, instead } : each)) }
        : one,
    );
  }

  /** Takes the mapping up as it was matched; the canonical tables are made anew. */
  async takeUp(): Promise<void> {
    const { link, matches } = this;
    if (!link) return;
    const { applied } = await import('./matched');
    const { mapping, explore, report } = this.#workspace;
    const { feeds, queries, report: sent } = applied(link, matches);
    const sources = new Set(feeds.map(({ source }) => source));
    const others = mapping.current.feeds.filter(({ source }) => !sources.has(source));
    mapping.current = { feeds: [...feeds, ...others], aliases: link.intent.mapping.aliases };
    mapping.settled = new Set([...mapping.settled, ...sources]);
    mapping.ties = mapping.ties.filter(({ source }) => !sources.has(source));
    this.#adopt(link);
    explore.saved = queries;
    report.take(sent);
    await mapping.setCatalogue(link.intent.catalogue);
    this.decline();
  }

  #adopt({ intent, title }: Link): void {
    const workspace = this.#workspace;
    workspace.name = title;
    workspace.seed = intent.seed;
    workspace.times.take(intent);
    workspace.goals = intent.goals;
    workspace.weights = intent.weights;
    workspace.language.locale = intent.locale;
    workspace.filters.current = intent.filters;
    workspace.evaluation.settings = intent.settings;
  }

  async #read(json: () => unknown): Promise<void> {
    this.decline();
    try {
      const { readLink } = await import('./share');
      this.link = readLink(json());
      this.stage = 'offered';
    } catch (error) {
      this.error = error;
      this.stage = 'refused';
    }
  }
}
