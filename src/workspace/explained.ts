import { WorkbenchError } from '../engine/errors';
import type { Text } from '../i18n/text';
import { errorDetailWords } from '../i18n/words/error-details';
import { errorWords } from '../i18n/words/errors';
import { sqlRefusal } from './sql-refusal';

/** A fact with what it is called. */
type Detail = readonly [Text, string];

/** An error as the screen shows it: what happened, what helps, and the facts folded away. */
export interface Explained {
  readonly say: Text;
  readonly hint: Text;
  readonly details: readonly Detail[];
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

function detailsOf(error: unknown): readonly Detail[] {
  if (error instanceof WorkbenchError)
    return Object.entries(error.details).flatMap(([name, value]) => named(name, String(value)));
  return named('message', error instanceof Error ? error.message : String(error));
}

/** What the page itself makes use of is nobody's reading. */
function named(name: string, value: string): readonly Detail[] {
  return name === 'offers' ? [] : [[errorDetailWords[name] ?? { en: name, zh: name }, value]];
}
