import type { Workspace } from '../../workspace/workspace.svelte';
import { samples } from '../start/samples';

/** The sample whose files are those that are open, and none besides; else null. */
export function sampleOpen(workspace: Workspace): string | null {
  const open = new Set(workspace.files.opened.map(({ name }) => name));
  return samples.find(({ files }) => files.length === open.size && files.every((name) => open.has(name)))?.id ?? null;
}
