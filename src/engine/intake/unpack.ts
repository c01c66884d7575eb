import type { LocalFile } from '../engine';
import { WorkbenchError } from '../errors';
import { columnNames } from './column-names';
import { quoted } from './decode-text';
import { detectEncoding } from './encoding';
import { guarded, isTooMuch } from './expand';
import { asWorkbenchError, type ImportOptions, type ImportOutcome } from './import-files';
import type { Decisions } from './imported';
import type { JsonShape } from './json-records';
import { kindOfFile } from './kind-of-file';
import { readHead, type Part, type TextPart } from './part';
import { streamOf, type Scratch } from './scratch';
import { sampleBytes, sniff } from './sniff';
import { inflating, membersOf, openMember, type Member } from './zip';

interface Unpacking {
  readonly scratch: Scratch;
  readonly options: ImportOptions;
  /** Members that could not be read; the others go on. */
  readonly failed: ImportOutcome['failed'][number][];
  /** How many archives this file already lies in. */
  readonly depth: number;
}

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
      return [await recorded(file, head, 'array', within)];
    case 'json-object':
      return [await recorded(file, head, 'object', within)];
    case 'ndjson':
      return [await recorded(file, head, 'lines', within)];
    case 'text':
      return [textPart(file, head, decisionsOn(file, within.options), 'csv')];
  }
}

function decisionsOn(file: LocalFile, { decisions = {} }: ImportOptions): Decisions {
  return decisions[file.name] ?? {};
}

function textPart(file: LocalFile, head: Uint8Array, decisions: Decisions, format: TextPart['format']): TextPart {
  const sniffed = sniff(head, head.length >= file.blob.size, decisions);
  if (sniffed.preview.length === 0) throw new WorkbenchError('file-empty', { file: file.name });
  return { kind: 'text', label: file.name, file, format, sniffed };
}

/** Decisions are given by the name a person sees, which an inner file of a `.gz` shares with the outer one. */
async function unzipped(file: LocalFile, within: Unpacking): Promise<readonly Part[]> {
  if (within.depth > 2)
    throw new WorkbenchError('file-format', { file: file.name, message: 'archives within archives within archives' });
  const told = within.options.progress && ((share: number) => within.options.progress?.(file.name, 0.3 * share));
  const bytes = guarded(file.blob.stream().pipeThrough(inflating('gzip')), file.name, file.blob.size, told);
  const kept = await within.scratch.keep(file.name, bytes).catch((error: unknown) => {
    throw error instanceof WorkbenchError
      ? error
      : new WorkbenchError(
          'file-unreadable',
          { file: file.name, message: 'the compressed file is cut off or damaged' },
          error,
        );
  });
  return unpack({ name: file.name, ...kept }, { ...within, depth: within.depth + 1 });
}

async function archived(file: LocalFile, within: Unpacking): Promise<readonly Part[]> {
  const members = await membersOf(file);
  if (members.some(({ name }) => name === 'xl/workbook.xml' || name === 'xl/workbook.bin'))
    return sheets(file, members, within);
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

async function extracted(file: LocalFile, member: Member, { scratch }: Unpacking): Promise<LocalFile> {
  const name = `${file.name}/${member.name}`;
  if (isTooMuch(member.size, member.compressed))
    throw new WorkbenchError('file-too-large', { file: name, bytes: member.size, compressed: member.compressed });
  const bytes = guarded(await openMember(file, member), name, member.compressed);
  return { name, ...(await scratch.keep(name, bytes)) };
}

async function sheets(
  file: LocalFile,
  members: readonly Member[],
  { scratch, options, failed }: Unpacking,
): Promise<readonly Part[]> {
  const size = members.reduce((sum, member) => sum + member.size, 0);
  if (isTooMuch(size, file.blob.size) || size > 1.5e9)
    throw new WorkbenchError('file-too-large', { file: file.name, bytes: size, compressed: file.blob.size });
  const { sheetsOf } = await import('./sheets');
  const found = await sheetsOf(file, decisionsOn(file, options).sheets);
  if (found.length === 0) throw new WorkbenchError('file-empty', { file: file.name });
  const parts: Part[] = [];
  for (const { sheet, lines } of found) {
    const name = `${file.name}/${sheet}`;
    try {
      const blob = new Blob(lines as string[]);
      const inner = { name, ...(await scratch.keep(name, blob.stream())) };
      const given = decisionsOn(inner, options);
      const dialect = {
        delimiter: ',',
        quote: '"',
        escape: '"',
        cut: 'delimiter',
        comment: null,
        ...given.dialect,
      } as const;
      parts.push(textPart(inner, await readHead(inner, sampleBytes), { ...given, encoding: 'utf-8', dialect }, 'xlsx'));
    } catch (error) {
      failed.push({ file: name, error: asWorkbenchError(error, name) });
    }
  }
  return parts;
}

/** Records become a table of comma-separated texts, over two passes: the first learns the names. */
async function recorded(
  file: LocalFile,
  head: Uint8Array,
  shape: JsonShape,
  { scratch, options }: Unpacking,
): Promise<Part> {
  const given = decisionsOn(file, options);
  const encoding = given.encoding ?? detectEncoding(head, head.length >= file.blob.size);
  const { recordsOf } = await import('./json-records');
  const read = () =>
    recordsOf(
      file.blob.stream().pipeThrough(new TextDecoderStream(encoding) as ReadableWritablePair<string, Uint8Array>),
      file.name,
      shape,
    );
  const keys = new Set<string>();
  for await (const record of read()) {
    options.signal?.throwIfAborted();
    for (const key of record.keys()) keys.add(key);
    if (keys.size > 5000)
      throw new WorkbenchError('file-columns', { file: file.name, columns: keys.size, limit: 5000 });
  }
  if (keys.size === 0) throw new WorkbenchError('file-empty', { file: file.name });
  const names = [...keys];
  const rows = async function* () {
    yield `${names.map(quoted).join(',')}\n`;
    for await (const record of read()) yield `${names.map((name) => quoted(record.get(name) ?? '')).join(',')}\n`;
  };
  const inner = {
    name: file.name,
    ...(await scratch.keep(file.name, streamOf(rows()).pipeThrough(new TextEncoderStream()))),
  };
  const dialect = {
    delimiter: ',',
    quote: '"',
    escape: '"',
    cut: 'delimiter',
    comment: null,
    skipped: 0,
    headerLines: 1,
  } as const;
  const part = textPart(
    inner,
    await readHead(inner, sampleBytes),
    { encoding: 'utf-8', dialect },
    shape === 'lines' ? 'ndjson' : 'json',
  );
  return { ...part, sniffed: { ...part.sniffed, ...columnNames([names], names.length), above: 1, padded: false } };
}
