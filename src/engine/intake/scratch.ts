import { WorkbenchError } from '../errors';

/** Where bytes lie that had to be decoded before the engine can read them. */
export interface Scratch {
  /** Writes the stream away and gives it back as a blob that reads lazily, with its path where there is one. */
  keep(name: string, bytes: ReadableStream<Uint8Array>): Promise<{ readonly blob: Blob; readonly path?: string }>;
  /** Removes what was kept. */
  clear(): Promise<void>;
}

/** The origin's private file system where the browser has one; else pieces of memory. */
export async function openScratch(): Promise<Scratch> {
  const root = await (globalThis.navigator as Navigator | undefined)?.storage?.getDirectory?.().catch(() => null);
  return root ? privateFiles(root) : memory();
}

function privateFiles(root: FileSystemDirectoryHandle): Scratch {
  const names: string[] = [];
  return {
    async keep(_, bytes) {
      const name = `intake-${crypto.randomUUID()}`;
      const handle = await root.getFileHandle(name, { create: true });
      names.push(name);
      await bytes.pipeTo(await handle.createWritable());
      return { blob: await handle.getFile() };
    },
    async clear() {
      for (const name of names.splice(0)) await root.removeEntry(name);
    },
  };
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
