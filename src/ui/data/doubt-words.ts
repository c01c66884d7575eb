import { columnKindWords, dataWords as words, noteWords, rejectWords } from '../../i18n/words/data';

import type { Hole, Text } from '../../i18n/text';

interface Sentence {
  readonly say: Text;
  readonly with: Readonly<Record<string, Hole>>;
}

/** Why a row or cell was not read: intake's reason (`missing columns: …`, `cell: NAME as KIND`) as a sentence. */
export function rejectSentence(reason: string): Sentence {
  const cell = /^cell: (.*) as (\w+)$/s.exec(reason);
  if (cell) {
    const [, column = '', kind = ''] = cell;
    return { say: words.cellUnreadable, with: { column, kind: columnKindWords[kind] ?? kind } };
  }
  const known = Object.entries(rejectWords).find(([start]) => reason.startsWith(start));
  return known ? { say: known[1], with: {} } : { say: { en: '{reason}', zh: '{reason}' }, with: { reason } };
}

/** What intake decided without being sure, as a sentence. */
export function noteSentence(code: string, details: Readonly<Record<string, string | number>>): Sentence {
  const known = noteWords[code];
  if (known)
    return {
      say: known,
      with: { column: '', columns: '', format: '', cells: '', rows: '', line: '', file: '', other: '', ...details },
    };
  const told = Object.entries(details).map(([name, value]) => `${name}: ${String(value)}`);
  return { say: { en: '{code} {told}', zh: '{code} {told}' }, with: { code, told: told.join(', ') } };
}
