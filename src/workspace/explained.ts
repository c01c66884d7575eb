import { WorkbenchError } from '../engine/errors';
import type { Text } from '../i18n/text';
import { errorDetailWords } from '../i18n/words/error-details';
import { errorWords } from '../i18n/words/errors';
import { allowedOf } from '../metrics/params';
import { sqlRefusal } from './sql-refusal';

/** A fact with what it is called; a text where it is told in the reader’s language. */
type Detail = readonly [Text, string | Text];

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
  if (error instanceof WorkbenchError && error.code === 'parameter') return refusalOf(error);
  if (error instanceof WorkbenchError)
    return Object.entries(error.details).flatMap(([name, value]) => named(name, String(value)));
  return named('message', error instanceof Error ? error.message : String(error));
}

/** Its message says the same once more, in English. */
function refusalOf(error: WorkbenchError): readonly Detail[] {
  const { message: _, allowed, allowed_zh: __, ...others } = error.details;
  const told = Object.entries(others).flatMap(([name, value]) => named(name, String(value)));
  return allowed === undefined ? told : [...told, ...named('allowed', allowedOf(error))];
}

/** What the page itself makes use of is nobody's reading. */
function named(name: string, value: string | Text): readonly Detail[] {
  return name === 'offers' ? [] : [[errorDetailWords[name] ?? { en: name, zh: name }, value]];
}
