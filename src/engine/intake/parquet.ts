import type { LocalFile } from '../engine';
import { WorkbenchError } from '../errors';
import { isTooMuch } from './expand';
import { piecesOf } from './scratch';
import { unlessPanic } from './unless-panic';

/** A Parquet file's batches as Arrow IPC streams: large ones, since a batch costs more than its rows. */
export async function* parquetBatches(file: LocalFile, progress?: (share: number) => void): AsyncGenerator<Uint8Array> {
  const { ParquetFile } = await parquetWasm();
  const opened = await unlessPanic(ParquetFile.fromFile(file.blob)).catch((error: unknown) => {
    throw new WorkbenchError('file-unreadable', { file: file.name, message: String(error) }, error);
  });
  const metadata = opened.metadata();
  const groups = metadata.rowGroups();
  const bytes = groups.reduce((sum, group) => sum + group.totalByteSize(), 0);
  if (isTooMuch(bytes, file.blob.size))
    throw new WorkbenchError('file-too-large', { file: file.name, bytes, compressed: file.blob.size });
  const rows = groups.reduce((sum, group) => sum + group.numRows(), 0);
  const columns = Math.max(1, groups[0]?.numColumns() ?? 1);
  const batchSize = Math.max(1024, Math.min(1_000_000, Math.floor(2e7 / columns)));
  let [seen, yielded] = [0, false];
  try {
    const stream = (await unlessPanic(opened.stream({ batchSize, concurrency: 1 }))) as ReadableStream<{
      readonly numRows: number;
      intoIPCStream(): Uint8Array;
    }>;
    for await (const batch of patiently(piecesOf(stream))) {
      seen += batch.numRows;
      yielded = true;
      yield batch.intoIPCStream();
      progress?.(rows ? seen / rows : 1);
    }
    if (seen !== rows)
      throw new WorkbenchError('file-unreadable', {
        file: file.name,
        message: `the file says ${String(rows)} rows, ${String(seen)} could be read`,
      });
    if (!yielded) yield opened.schema().intoIPCStream();
  } catch (error) {
    if (error instanceof WorkbenchError) throw error;
    throw new WorkbenchError('file-unreadable', { file: file.name, message: String(error) }, error);
  }
}

async function* patiently<T>(pieces: AsyncGenerator<T>): AsyncGenerator<T> {
  for (;;) {
    const { done, value } = await unlessPanic(pieces.next());
    if (done) return;
    yield value;
  }
}

type ParquetWasm = typeof import('parquet-wasm');
let loaded: Promise<ParquetWasm> | null = null;

/** Loads the reader once; in the browser its module comes from the app's own origin. */
function parquetWasm(): Promise<ParquetWasm> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<ParquetWasm> {
  const module = await import('parquet-wasm');
  if (typeof module.default === 'function') {
    const { default: url } = await import('parquet-wasm/esm/parquet_wasm_bg.wasm?url');
    await module.default({ module_or_path: url });
  }
  return module;
}
