import type { LocalFile } from '../engine';
import { WorkbenchError } from '../errors';
import { columnNames } from './column-names';
import { quoted } from './decode-text';
import { judgeEncoding } from './judge-encoding';
import { recordsOf, type JsonShape } from './json-records';
import { readHead, type TextPart } from './part';
import { textStream } from './scratch';
import { sampleBytes } from './sniff';
import { decisionsOn, textPart, type Unpacking } from './unpacking';

/** Records become a table of comma-separated texts, over two passes: the first learns the names. */
export async function unpackRecords(
  file: LocalFile,
  head: Uint8Array,
  shape: JsonShape,
  { scratch, options }: Unpacking,
): Promise<TextPart> {
  const given = decisionsOn(file, options);
  const encoding = given.encoding ?? (await judgeEncoding(file.blob, head));
  const read = async function* (from: number) {
    let seen = 0;
    const bytes = file.blob.stream().pipeThrough(
      new TransformStream<Uint8Array, Uint8Array>({
        transform(piece, controller) {
          seen += piece.length;
          options.progress?.(file.name, from + (0.15 * seen) / file.blob.size);
          controller.enqueue(piece);
        },
      }),
    );
    const text = bytes.pipeThrough(new TextDecoderStream(encoding) as ReadableWritablePair<string, Uint8Array>);
    for await (const record of recordsOf(text, file.name, shape)) {
      options.signal?.throwIfAborted();
      yield record;
    }
  };
  const keys = new Set<string>();
  for await (const record of read(0)) {
    for (const key of record.keys()) keys.add(key);
    if (keys.size > 5000)
      throw new WorkbenchError('file-columns', { file: file.name, columns: keys.size, limit: 5000 });
  }
  if (keys.size === 0) throw new WorkbenchError('file-empty', { file: file.name });
  const names = [...keys];
  const rows = async function* () {
    yield `${names.map(quoted).join(',')}\n`;
    for await (const record of read(0.15)) yield `${names.map((name) => quoted(record.get(name) ?? '')).join(',')}\n`;
  };
  const inner = {
    name: file.name,
    ...(await scratch.keep(file.name, textStream(rows()))),
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
