import { WorkbenchError } from '../engine/errors';
import type { Text } from '../i18n/text';
import { errorWords } from '../i18n/words/errors';
import { sqlRefusal } from './sql-refusal';

/** An error as the screen shows it: what happened, what helps, and the facts folded away. */
export interface Explained {
  readonly say: Text;
  readonly hint: Text;
  readonly details: readonly (readonly [string, string])[];
}

export function explained(error: unknown): Explained {
  const code = error instanceof WorkbenchError ? error.code : 'unknown';
  const words = errorWords[code] ?? errorWords.unknown;
  if (!words) throw new TypeError(`no words for ${code}`);
  const details = detailsOf(error);
  if (!(error instanceof WorkbenchError) || code !== 'sql') return { ...words, details };
  const { message = '', meant } = error.details;
  const known = sqlRefusal(String(message), meant === undefined ? null : String(meant));
  return { say: known?.say ?? words.say, hint: known?.hint ?? words.hint, details };
}

function detailsOf(error: unknown): readonly (readonly [string, string])[] {
  if (error instanceof WorkbenchError)
    return Object.entries(error.details).map(([name, value]) => [name, String(value)] as const);
  return [['message', error instanceof Error ? error.message : String(error)]];
}
