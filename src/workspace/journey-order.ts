import { listedTouchpoints } from './listed-touchpoints';
import { scorecardOf } from './scorecard.svelte';
import type { Workspace } from './workspace.svelte';

/** Touchpoints as the scorecard has them; where nobody has opened that yet, as the catalogue has them. */
export async function journeyOrder(
  workspace: Workspace,
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly string[]> {
  const { places } = scorecardOf(workspace);
  const known = places.length ? places : await listedTouchpoints(workspace.engine, signal);
  return known.map(({ touchpoint }) => touchpoint);
}
