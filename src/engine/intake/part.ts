import type { LocalFile } from '../engine';
import { WorkbenchError } from '../errors';
import type { Imported } from './imported';
import type { Sniffed } from './sniff';

/** One table's worth of a file: the file itself, a member of an archive, or a sheet. */
export type Part = TextPart | TypedPart;

export interface TextPart {
  readonly kind: 'text';
  readonly label: string;
  readonly file: LocalFile;
  readonly format: Imported['format'];
  readonly sniffed: Sniffed;
  /** The workbook that this sheet is from, with the names of all its sheets. */
  readonly book?: { readonly name: string; readonly sheets: readonly string[] };
}

export interface TypedPart {
  readonly kind: 'parquet' | 'arrow';
  readonly label: string;
  readonly file: LocalFile;
}

/** The file's first bytes. A directory, or a file that went away or was changed, fails with its name. */
export async function readHead({ name, blob }: LocalFile, length: number): Promise<Uint8Array> {
  return read(name, blob.slice(0, length));
}

/** The file's last bytes. */
export async function readTail({ name, blob }: LocalFile, length: number): Promise<Uint8Array> {
  return read(name, blob.slice(Math.max(0, blob.size - length)));
}

async function read(file: string, slice: Blob): Promise<Uint8Array> {
  try {
    return new Uint8Array(await slice.arrayBuffer());
  } catch (error) {
    const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
    if (/directory|EISDIR/i.test(message)) throw new WorkbenchError('file-directory', { file }, error);
    throw new WorkbenchError(
      name === 'NotReadableError' ? 'file-changed' : 'file-unreadable',
      { file, message },
      error,
    );
  }
}
