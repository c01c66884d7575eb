import { columnKindWords, dataWords as words, rejectWords } from '../../i18n/words/data';

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
