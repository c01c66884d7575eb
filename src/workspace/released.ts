import type { Departed } from './persons/beside';
import type { Workspace } from './workspace.svelte';

/**
 * What has left since the page was opened, so that a later result gives nothing away by its difference to an earlier one.
 * Only results of the same data under the same filters can be held against each other.
 */
export class Released {
  #all: readonly { readonly metric: string; readonly revision: number; readonly departed: Departed }[] = [];
  readonly #workspace: Pick<Workspace, 'revision'>;

  constructor(workspace: Pick<Workspace, 'revision'>) {
    this.#workspace = workspace;
  }

  /** The results of this metric that have left. */
  of(metric: string): readonly Departed[] {
    const { revision } = this.#workspace;
    return this.#all.flatMap((one) => (one.metric === metric && one.revision === revision ? [one.departed] : []));
  }

  note(metric: string, departed: Departed): void {
    const { revision } = this.#workspace;
    this.#all = [...this.#all.filter((one) => one.revision === revision), { metric, revision, departed }];
  }
}

const all = new WeakMap<Workspace, Released>();

/** What has left of a workspace. */
export function releasedOf(workspace: Workspace): Released {
  const known = all.get(workspace) ?? new Released(workspace);
  all.set(workspace, known);
  return known;
}
