import { catalogueWord } from '../i18n/words/touchpoints';
import { listedTouchpoints } from './listed-touchpoints';
import { stagesOf } from './scorecard-places';
import { scorecardOf } from './scorecard.svelte';
import type { Workspace } from './workspace.svelte';

/**
 * Touchpoints as the scorecard has them (where nobody has opened that yet, as the catalogue has them), then stages, by
 * every name that a chart may give them.
 */
export async function journeyOrder(
  workspace: Workspace,
  signal: AbortSignal = new AbortController().signal,
): Promise<readonly string[]> {
  const { places } = scorecardOf(workspace);
  const known = places.length ? places : await listedTouchpoints(workspace.engine, signal);
  const stages = stagesOf(known).flatMap(({ stage }) =>
    stage === null ? [] : [stage, ...Object.values(catalogueWord('stage', stage))],
  );
  return [...new Set([...known.map(({ touchpoint }) => touchpoint), ...stages])];
}
