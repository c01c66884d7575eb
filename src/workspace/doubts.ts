import type { Imported } from '../engine/intake/imported';
import { columnKindWords, noteWords } from '../i18n/words/data';
import { say } from '../i18n/say';
import type { Hole, Remark, Text } from '../i18n/text';

import { timeFormatWord } from './time-format-word';

type Note = Imported['notes'][number];

/** What a file's reader decided without being sure and a person should know before reading any figure. */
export function doubts(tables: readonly Imported[]): readonly Remark[] {
  return tables.flatMap(({ table, notes }) =>
    notes.flatMap((note): Remark[] => {
      const level = levels[note.code];
      if (!level) return [];
      return [
        {
          level,
          say: { en: '{source}: {doubt}', zh: '{source}：{doubt}' },
          with: { source: table, doubt: whole(note) },
        },
      ];
    }),
  );
}

/** The others change nothing that is counted. */
const levels: Readonly<Record<string, Remark['level']>> = {
  'names-quotes': 'caution',
  'mostly-values': 'caution',
  'files-differ': 'caution',
  'order-assumed': 'caution',
  'ids-damaged': 'caution',
  'rows-short': 'note',
  'rows-blank': 'note',
  'no-rows': 'note',
};

/** A note of the reader as a sentence with its holes. */
export function noteSentence({ code, details }: Note): { readonly say: Text; readonly with: Record<string, Hole> } {
  const known = noteWords[code];
  if (known)
    return { say: known, with: { ...empty, ...details, ...kindOf(details.kind), ...formatOf(details.format) } };
  const told = Object.entries(details).map(([name, value]) => `${name}: ${String(value)}`);
  return { say: { en: '{code} {told}', zh: '{code} {told}' }, with: { code, told: told.join(', ') } };
}

const empty = {
  column: '',
  columns: '',
  format: '',
  cells: '',
  rows: '',
  line: '',
  file: '',
  files: '',
  other: '',
  share: '',
  words: '',
};

function kindOf(kind: string | number | undefined): Record<string, Hole> {
  return kind === undefined ? {} : { kind: columnKindWords[kind] ?? String(kind) };
}

function formatOf(format: string | number | undefined): Record<string, Hole> {
  return typeof format === 'string' ? { format: timeFormatWord(format) } : {};
}

function whole(note: Note): Text {
  const { say: text, with: values } = noteSentence(note);
  return { en: say(text, values, 'en'), zh: say(text, values, 'zh') };
}
