import { WorkbenchError } from '../../engine/errors';
import type { Text } from '../../i18n/text';
import { branchRefusals } from '../../i18n/words/branch-refusals';

/** Why files do not go together, or sums may not leave, as a sentence with its values; null for any other error. */
export function branchRefusalOf(
  error: unknown,
): { readonly text: Text; readonly details: WorkbenchError['details'] } | null {
  if (!(error instanceof WorkbenchError) || error.code !== 'branch') return null;
  const { reason } = error.details;
  const [, text] = Object.entries(branchRefusals).find(([name]) => name === reason) ?? [];
  return text ? { text, details: error.details } : null;
}
