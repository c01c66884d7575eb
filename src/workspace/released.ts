import { fingerprint } from './fingerprint';
import type { DepartedQuery } from './leave-query';
import type { Departed } from './persons/departed';
import type { Before } from './persons/beside';
import { sha256OfText } from './sha256';
import type { Workspace } from './workspace.svelte';

/** All that has left of a workspace's files before. */
export interface Released extends Before {
  readonly queries: readonly DepartedQuery[];
}

/** What has left of these files: of the data as it is, and of what it was before. */
export async function releasedOf(workspace: Workspace): Promise<Released> {
  const [all, data] = await Promise.all([workspace.left.of(filesOf(workspace)), dataOf(workspace)]);
  const metrics = all.flatMap(({ departed, data: of }) => ('metric' in departed ? [{ departed, of }] : []));
  return {
    departed: metrics.flatMap(({ departed, of }) => (of === data ? [departed] : [])),
    earlier: metrics.flatMap(({ departed, of }) => (of === data ? [] : [departed])),
    queries: all.flatMap(({ departed }) => ('metric' in departed ? [] : [departed])),
  };
}

/** Something has left: what leaves later is held against it. */
export async function noteReleased(workspace: Workspace, departed: Departed | DepartedQuery): Promise<void> {
  const left = { files: filesOf(workspace), data: await dataOf(workspace), departed };
  await workspace.left.add(left, await sha256OfText(JSON.stringify(left)));
}

/** Files by their names, in whichever order they were opened. */
export function filesNamed(names: readonly string[]): string {
  return JSON.stringify([...names].sort());
}

function filesOf({ files }: Workspace): string {
  return filesNamed(files.opened.map(({ name }) => name));
}

/** What the canonical tables are made of, but for the filters. */
async function dataOf({ files, mapping, times }: Workspace): Promise<string> {
  const prints = await Promise.all(files.opened.map(fingerprint));
  const { feeds, aliases } = mapping.standing(files.tables);
  const meanings = feeds.map(({ confidence: _, reasons: _reasons, preset: _preset, ...feed }) => feed);
  const sorted = prints.map(({ name, size, hash }) => [name, size, hash].join('|')).sort();
  return sha256OfText(JSON.stringify([sorted, files.decisions, meanings, aliases, mapping.catalogue, times.zone]));
}
