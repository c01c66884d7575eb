import type { LocalFile } from '../engine';
import { WorkbenchError } from '../errors';
import { guarded, isTooMuch } from './expand';
import { asWorkbenchError } from './file-error';
import type { ImportOptions, ImportOutcome } from './import-options';
import type { JsonShape } from './json-records';
import { kindOfFile } from './kind-of-file';
import { readHead, type Part } from './part';
import type { Scratch } from './scratch';
import { sampleBytes } from './sniff';
import { decisionsOn, textPart, type Unpacking } from './unpacking';
import { inflating, membersOf, openMember, type Member } from './zip';

/** The tables' worth of parts in a file, known by its content. */
export function partsOf(
  file: LocalFile,
  scratch: Scratch,
  options: ImportOptions,
  failed: ImportOutcome['failed'][number][],
): Promise<readonly Part[]> {
  return unpack(file, { scratch, options, failed, depth: 0 });
}

async function unpack(file: LocalFile, within: Unpacking): Promise<readonly Part[]> {
  const head = await readHead(file, sampleBytes);
  if (head.length === 0) throw new WorkbenchError('file-empty', { file: file.name });
  switch (await kindOfFile(file, head)) {
    case 'gzip':
      return unzipped(file, within);
    case 'zip':
      return archived(file, within);
    case 'parquet':
      return [{ kind: 'parquet', label: file.name, file }];
    case 'arrow':
      return [{ kind: 'arrow', label: file.name, file }];
    case 'json-array':
      return recorded(file, head, 'array', within);
    case 'json-object':
      return recorded(file, head, 'object', within);
    case 'ndjson':
      return recorded(file, head, 'lines', within);
    case 'text':
      return [textPart(file, head, decisionsOn(file, within.options), 'csv')];
  }
}

async function recorded(
  file: LocalFile,
  head: Uint8Array,
  shape: JsonShape,
  within: Unpacking,
): Promise<readonly Part[]> {
  return [await (await import('./unpack-records')).unpackRecords(file, head, shape, within)];
}

/** Decisions are given by the name a person sees, which an inner file of a `.gz` shares with the outer one. */
async function unzipped(file: LocalFile, within: Unpacking): Promise<readonly Part[]> {
  if (within.depth > 2)
    throw new WorkbenchError('file-format', { file: file.name, message: 'archives within archives within archives' });
  const told = within.options.progress && ((share: number) => within.options.progress?.(file.name, 0.3 * share));
  const keep = (bytes: ReadableStream<Uint8Array>) =>
    within.scratch.keep(file.name, guarded(bytes, file.name, file.blob.size, told));
  const kept = await keep(file.blob.stream().pipeThrough(inflating('gzip')))
    .catch(async (error: unknown) => {
      if (error instanceof WorkbenchError) throw error;
      return keep((await import('./gunzip')).gunzipMembers(file.blob));
    })
    .catch((error: unknown) => {
      if (error instanceof WorkbenchError) throw error;
      const message = 'the compressed file is cut off or damaged';
      throw new WorkbenchError('file-unreadable', { file: file.name, message }, error);
    });
  return unpack({ name: file.name, ...kept }, { ...within, depth: within.depth + 1 });
}

async function archived(file: LocalFile, within: Unpacking): Promise<readonly Part[]> {
  const members = await membersOf(file);
  if (members.some(({ name }) => name === 'xl/workbook.xml' || name === 'xl/workbook.bin'))
    return (await import('./unpack-workbook')).unpackWorkbook(file, members, within);
  if (members.length === 0) throw new WorkbenchError('file-empty', { file: file.name });
  if (within.depth > 2)
    throw new WorkbenchError('file-format', { file: file.name, message: 'archives within archives within archives' });
  const parts: Part[] = [];
  for (const member of members) {
    const label = `${file.name}/${member.name}`;
    try {
      parts.push(...(await unpack(await extracted(file, member, within), { ...within, depth: within.depth + 1 })));
    } catch (error) {
      within.options.signal?.throwIfAborted();
      within.failed.push({ file: label, error: asWorkbenchError(error, label) });
    }
  }
  return parts;
}

async function extracted(file: LocalFile, member: Member, { scratch, options }: Unpacking): Promise<LocalFile> {
  const name = `${file.name}/${member.name}`;
  if (isTooMuch(member.size, member.compressed))
    throw new WorkbenchError('file-too-large', { file: name, bytes: member.size, compressed: member.compressed });
  const told = options.progress && ((share: number) => options.progress?.(name, 0.3 * share));
  const bytes = guarded(await openMember(file, member), name, member.compressed, told);
  return { name, ...(await scratch.keep(name, bytes)) };
}
