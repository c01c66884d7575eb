import type { LocalFile } from '../engine';
import { WorkbenchError } from '../errors';
import type { ImportOptions } from './import-files';
import { readHead, type Part } from './part';
import type { Scratch } from './scratch';
import { sampleBytes, sniff } from './sniff';

/** What a file holds, known by its content. */
export async function partsOf(
  file: LocalFile,
  _scratch: Scratch,
  options: ImportOptions,
  _failed: unknown[],
): Promise<readonly Part[]> {
  if (file.blob.size === 0) throw new WorkbenchError('file-empty', { file: file.name });
  const head = await readHead(file, sampleBytes);
  return [textPart(file, head, options)];
}

function textPart(file: LocalFile, head: Uint8Array, { decisions = {} }: ImportOptions): Part {
  const sniffed = sniff(head, head.length >= file.blob.size, decisions[file.name]);
  if (sniffed.preview.length === 0) throw new WorkbenchError('file-empty', { file: file.name });
  return { kind: 'text', label: file.name, file, format: 'csv', sniffed };
}
