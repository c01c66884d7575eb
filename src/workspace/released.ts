import type { Departed } from './persons/beside';
import type { Workspace } from './workspace.svelte';

/** What has left since the page was opened, so that a later result gives nothing away by its difference to an earlier one. */
export class Released {
  #all: readonly {
    readonly metric: string;
    readonly files: string;
    readonly revision: number;
    readonly departed: Departed;
  }[] = [];
  readonly #workspace: Source;

  constructor(workspace: Source) {
    this.#workspace = workspace;
  }

  /** The results of this metric that have left of the data as it is, under the filters as they are. */
  of(metric: string): readonly Departed[] {
    return this.#left(metric).flatMap(({ revision, departed }) =>
      revision === this.#workspace.revision ? [departed] : [],
    );
  }

  /** Those that left before these files or the filters changed. */
  before(metric: string): readonly Departed[] {
    return this.#left(metric).flatMap(({ revision, departed }) =>
      revision === this.#workspace.revision ? [] : [departed],
    );
  }

  note(metric: string, departed: Departed): void {
    const { revision } = this.#workspace;
    this.#all = [...this.#all, { metric, files: this.#files, revision, departed }];
  }

  #left(metric: string) {
    return this.#all.filter((one) => one.metric === metric && one.files === this.#files);
  }

  get #files(): string {
    return JSON.stringify(this.#workspace.files.opened.map(({ name }) => name).sort());
  }
}

interface Source {
  readonly revision: number;
  readonly files: { readonly opened: readonly { readonly name: string }[] };
}

const all = new WeakMap<Workspace, Released>();

/** What has left of a workspace. */
export function releasedOf(workspace: Workspace): Released {
  const known = all.get(workspace) ?? new Released(workspace);
  all.set(workspace, known);
  return known;
}
