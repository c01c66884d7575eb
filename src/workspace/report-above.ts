import type { Departed } from './persons/departed';
import { metricLeaves } from './report-leaving';
import { releasedOf } from './released';
import type { Item } from './report.svelte';
import type { Workspace } from './workspace.svelte';

const known = new WeakMap<Workspace, Map<string, Promise<readonly Departed[]>>>();

/** What leaves with the results that stand above an item of the report, each held against those above it. */
export async function departedAbove(workspace: Workspace, id: string): Promise<readonly Departed[]> {
  const { items } = workspace.report;
  const above = items.slice(
    0,
    items.findIndex((item) => item.id === id),
  );
  const { departed, earlier } = await releasedOf(workspace);
  return departedOf(workspace, above, departed.length + earlier.length);
}

/** Each beginning of the report is gone through once, as long as nothing changes. */
function departedOf(workspace: Workspace, items: readonly Item[], left: number): Promise<readonly Departed[]> {
  const asked = items.map((item) => (item.kind === 'metric' ? [item.metric, item.params, item.agreed] : null));
  const key = JSON.stringify([workspace.revision, workspace.report.k, left, asked]);
  const all = known.get(workspace) ?? new Map<string, Promise<readonly Departed[]>>();
  known.set(workspace, all);
  const one = all.get(key) ?? withLast(workspace, items, left);
  all.set(key, one);
  return one;
}

async function withLast(workspace: Workspace, items: readonly Item[], left: number): Promise<readonly Departed[]> {
  const last = items.at(-1);
  if (!last) return [];
  const above = await departedOf(workspace, items.slice(0, -1), left);
  if (last.kind !== 'metric') return above;
  const { evaluation, language } = workspace;
  try {
    const outcome = await evaluation.evaluate(last.metric, last.params);
    if (outcome.kind !== 'answered') return above;
    const about = { agreed: last.agreed ?? false, locale: language.locale, beside: above };
    const { departed } = await metricLeaves(workspace, last.metric, outcome.found, last.params, about);
    return [...above, departed];
  } catch {
    // What fails does not leave; its own place in the report says why.
    return above;
  }
}
