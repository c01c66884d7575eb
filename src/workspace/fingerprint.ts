import type { LocalFile } from '../engine/engine';
import { sha256 } from './sha256';

/** How a file is known again: name, size, and a hash of its head, middle and tail (64 KiB each) and its size. */
export interface FilePrint {
  readonly name: string;
  readonly size: number;
  readonly hash: string;
}

const part = 65_536;

export async function fingerprint({ name, blob }: LocalFile): Promise<FilePrint> {
  const { size } = blob;
  const starts = size <= 3 * part ? [0] : [0, Math.floor((size - part) / 2), size - part];
  const pieces = starts.map((start) => blob.slice(start, size <= 3 * part ? size : start + part));
  const bytes = await new Blob([String(size), ...pieces]).arrayBuffer();
  return { name, size, hash: await sha256(bytes) };
}
