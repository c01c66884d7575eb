import type { Workspace } from '../workspace.svelte';

const kept = new WeakMap<Workspace, { readonly id: string; readonly made: unknown }>();

/** What a screen works on as long as the workspace of this id is open; made when first asked for. */
export function keptBeside<T>(workspace: Workspace, id: string, make: () => T): T {
  const known = kept.get(workspace);
  // One kind of thing is kept here, by the one screen that asks.
  if (known?.id === id) return known.made as T;
  const made = make();
  kept.set(workspace, { id, made });
  return made;
}
