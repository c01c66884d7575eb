import { WorkbenchError } from '../errors';

/** Where bytes lie that had to be decoded before the engine can read them. */
export interface Scratch {
  /** Writes the stream away and gives it back as a blob that reads lazily, with its path where there is one. */
  keep(name: string, bytes: ReadableStream<Uint8Array>): Promise<{ readonly blob: Blob; readonly path?: string }>;
  /** Removes what was kept. */
  clear(): Promise<void>;
}

/** A folder of the origin's private files where a browser's worker names one; else pieces of memory. */
export async function openScratch(folder?: string): Promise<Scratch> {
  if (folder === undefined) return memory();
  const root = await globalThis.navigator.storage.getDirectory().catch(() => null);
  return root ? privateFiles(await root.getDirectoryHandle(folder, { create: true })) : memory();
}

function privateFiles(folder: FileSystemDirectoryHandle): Scratch {
  let kept = 0;
  return {
    async keep(file, bytes) {
      const handle = await folder.getFileHandle(String(++kept), { create: true });
      await write(handle, bytes).catch((error: unknown) => {
        throw error instanceof DOMException && error.name === 'QuotaExceededError'
          ? new WorkbenchError('file-too-large', { file, message: 'the browser has no room left to unpack it' }, error)
          : error;
      });
      return { blob: await handle.getFile() };
    },
    async clear() {
      for await (const name of folder.keys()) await folder.removeEntry(name);
    },
  };
}

/** Writing in place, which a browser allows in workers only. */
interface InPlace {
  createSyncAccessHandle(): Promise<{ write(bytes: Uint8Array): number; close(): void }>;
}

async function write(handle: FileSystemFileHandle & Partial<InPlace>, bytes: ReadableStream<Uint8Array>) {
  if (!handle.createSyncAccessHandle) return bytes.pipeTo(await handle.createWritable());
  const file = await handle.createSyncAccessHandle();
  try {
    for await (const piece of piecesOf(bytes)) file.write(piece);
  } finally {
    file.close();
  }
}

const most = 1.5e9;

function memory(): Scratch {
  return {
    async keep(name, bytes) {
      const pieces: BlobPart[] = [];
      let size = 0;
      for await (const piece of piecesOf(bytes)) {
        size += piece.length;
        if (size > most) throw new WorkbenchError('file-too-large', { file: name, bytes: size });
        pieces.push(piece as BlobPart);
      }
      return { blob: new Blob(pieces) };
    },
    clear: () => Promise.resolve(),
  };
}

/** A stream's pieces one by one; leaving the loop cancels the stream. */
export async function* piecesOf<T>(stream: ReadableStream<T>): AsyncGenerator<T> {
  const reader = stream.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** A stream of what a generator yields, pulled as it is read. */
export function streamOf<T>(pieces: AsyncGenerator<T>): ReadableStream<T> {
  return new ReadableStream<T>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
}

const pieceLength = 256 * 1024;

/** Lines as UTF-8 in pieces of some size: a piece for every line would cost more than the line. */
export function textStream(lines: Iterable<string> | AsyncIterable<string>): ReadableStream<Uint8Array> {
  return streamOf(pieced(lines));
}

async function* pieced(lines: Iterable<string> | AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  let gathered: string[] = [];
  let length = 0;
  for await (const line of lines) {
    gathered.push(line);
    length += line.length;
    if (length < pieceLength) continue;
    yield encoder.encode(gathered.join(''));
    gathered = [];
    length = 0;
  }
  if (length) yield encoder.encode(gathered.join(''));
}
