import type { Engine, Row } from '../engine/engine';
import { sql } from '../engine/sql';
import type { AliasProposal, Met } from '../model/aliases';
import type { CatalogueProposal } from '../model/catalogue';
import type { CatalogueEntry } from '../model/mapping';
import type { Workspace } from './workspace.svelte';

/** A touchpoint as the catalogue now has it. */
export interface ListedTouchpoint {
  readonly touchpoint: string;
  /** Rows of all tables that name it; 0: only the catalogue does. */
  readonly n: number;
  readonly values: Row;
  /** The person said something of it, or added it. */
  readonly mine: boolean;
  /** The columns that the person set. */
  readonly own: ReadonlySet<string>;
}

type Scalar = string | number | boolean | null;

/** All touchpoints that files or the person name, what they are, and what is proposed for them. */
export class TouchpointList {
  rows = $state.raw<readonly ListedTouchpoint[]>([]);
  /** What names alone say; counts only where a person accepts it. */
  proposals = $state.raw<readonly CatalogueProposal[]>([]);
  aliases = $state.raw<readonly AliasProposal[]>([]);
  /** True until the list has been asked for once. */
  waiting = $state(true);
  error = $state.raw<unknown>(null);
  readonly #workspace: Workspace;
  #asked = 0;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Reads the list anew from all rows, whatever is filtered. The latest wins. */
  async ask(): Promise<void> {
    const asked = ++this.#asked;
    try {
      await this.#workspace.settled();
      const found = await this.#workspace.engine.use((engine) => this.#read(engine));
      if (asked !== this.#asked) return;
      this.rows = found.rows;
      this.proposals = found.proposals;
      this.aliases = found.aliases;
      this.error = null;
    } catch (error) {
      if (asked === this.#asked) this.error = error;
    } finally {
      if (asked === this.#asked) this.waiting = false;
    }
  }

  /** Says what a touchpoint is; null: deliberately nothing. */
  set(touchpoint: string, column: string, value: Scalar): Promise<void> {
    return this.#write([{ touchpoint, [column]: value }]);
  }

  /** Takes back all that the person set for a touchpoint; the files then say again. */
  release(touchpoint: string): Promise<void> {
    const { mapping, history } = this.#workspace;
    const { aliases } = mapping.current;
    history.note('catalogue');
    return mapping.setCatalogue(
      mapping.catalogue.filter((entry) => (aliases[entry.touchpoint] ?? entry.touchpoint) !== touchpoint),
    );
  }

  /** A touchpoint that no file names. */
  add(touchpoint: string): Promise<void> {
    return this.#write([{ touchpoint }]);
  }

  accept(proposals: readonly CatalogueProposal[]): Promise<void> {
    return this.#write(proposals.map(({ touchpoint, values }) => ({ touchpoint, ...values })));
  }

  /** What was proposed is deliberately left empty. */
  refuse({ touchpoint, values }: CatalogueProposal): Promise<void> {
    const nothing = Object.keys(values).map((column) => [column, null] as const);
    return this.#write([{ touchpoint, ...Object.fromEntries(nothing) }]);
  }

  #write(entries: readonly CatalogueEntry[]): Promise<void> {
    const { mapping, history } = this.#workspace;
    history.note('catalogue');
    const own = new Map(mapping.catalogue.map((entry) => [entry.touchpoint, entry]));
    for (const entry of entries) own.set(entry.touchpoint, { ...own.get(entry.touchpoint), ...entry });
    return mapping.setCatalogue([...own.values()]);
  }

  async #read(engine: Engine) {
    const [{ propose, shownEntries, touchpointsMet }, { proposeCatalogue }] = await Promise.all([
      import('../model/aliases'),
      import('../model/catalogue'),
    ]);
    const { mapping } = this.#workspace;
    const own = new Map(
      shownEntries(mapping.catalogue, mapping.current.aliases).map((entry) => [entry.touchpoint, entry]),
    );
    const met = await touchpointsMet(engine);
    const rows = listed(met, await engine.query(sql`SELECT * FROM store.touchpoints`), own);
    const byName = new Map(rows.map((row) => [row.touchpoint, row]));
    return {
      rows,
      proposals: proposeCatalogue([...byName.keys()]).flatMap((one) => stillOpen(one, byName.get(one.touchpoint))),
      aliases: propose(met, mapping.current.aliases),
    };
  }
}

/** Those of the catalogue in its order, then those that only rows name, most frequent first. */
function listed(
  met: readonly Met[],
  catalogue: readonly Row[],
  own: ReadonlyMap<string, CatalogueEntry>,
): readonly ListedTouchpoint[] {
  const known = new Map(catalogue.map((values) => [String(values.touchpoint), values]));
  const counts = new Map(met.map(({ name, n }) => [name, n]));
  const names = [...known.keys(), ...met.map(({ name }) => name).filter((name) => !known.has(name))];
  return names.map((touchpoint) => ({
    touchpoint,
    n: counts.get(touchpoint) ?? 0,
    values: known.get(touchpoint) ?? { touchpoint },
    mine: own.has(touchpoint),
    own: new Set(Object.keys(own.get(touchpoint) ?? {}).filter((column) => column !== 'touchpoint')),
  }));
}

/** A proposal for what neither a file nor the person says; none where nothing is left of it. */
function stillOpen(proposal: CatalogueProposal, row: ListedTouchpoint | undefined): readonly CatalogueProposal[] {
  const open = Object.entries(proposal.values).filter(
    ([column]) => (row?.values[column] ?? null) === null && !row?.own.has(column),
  );
  return open.length ? [{ ...proposal, values: Object.fromEntries(open) }] : [];
}
