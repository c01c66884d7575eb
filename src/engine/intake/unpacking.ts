import type { LocalFile } from '../engine';
import { WorkbenchError } from '../errors';
import type { ImportOptions, ImportOutcome } from './import-options';
import type { Decisions } from './imported';
import type { TextPart } from './part';
import type { Scratch } from './scratch';
import { sniff } from './sniff';

/** What goes along into archives within archives. */
export interface Unpacking {
  readonly scratch: Scratch;
  readonly options: ImportOptions;
  /** Members that could not be read; the others go on. */
  readonly failed: ImportOutcome['failed'][number][];
  /** How many archives this file already lies in. */
  readonly depth: number;
}

/** What a person decided on the file of this name. */
export function decisionsOn(file: LocalFile, { decisions = {} }: ImportOptions): Decisions {
  return decisions[file.name] ?? {};
}

/** A text as a table's worth, sniffed as a person decided; an empty one fails. */
export function textPart(
  file: LocalFile,
  head: Uint8Array,
  decisions: Decisions,
  format: TextPart['format'],
): TextPart {
  const sniffed = sniff(head, head.length >= file.blob.size, decisions);
  if (sniffed.preview.length === 0) throw new WorkbenchError('file-empty', { file: file.name });
  return { kind: 'text', label: file.name, file, format, sniffed };
}
