import type { Engine, LocalFile } from '../engine';
import { fromMessage } from '../error-message';
import { WorkbenchError } from '../errors';
import { Line } from '../line';
import { lendEngine } from '../lend-engine';
import type { EngineActs } from '../remote-engine';
import { discard } from './discard';
import type { importFiles } from './import-files';
import type { ImportOptions, ImportOutcome } from './import-options';
import { inScratchFolder } from './scratch-folder';
import type { IntakeActs, PageActs } from './serve-imports';

/** How long a worker may take to end an import by itself. */
const grace = 150;

/** `importFiles` in a worker of its own, one import after the other; the engine stays where it is. */
export function importInWorker(start: () => Worker): typeof importFiles {
  let last: Promise<unknown> = Promise.resolve();
  return (engine, files, options) => {
    const mine = last.then(() => inScratchFolder((folder) => importOnce(start, engine, files, options, folder)));
    last = mine.catch(() => undefined);
    return mine;
  };
}

async function importOnce(
  start: () => Worker,
  engine: Engine,
  files: readonly LocalFile[],
  { decisions, zone, taken, signal, progress }: ImportOptions,
  folder: string,
): Promise<ImportOutcome> {
  signal?.throwIfAborted();
  const worker = start();
  const line = new Line<IntakeActs>(worker);
  const begun = new Set<string>();
  lendEngine(engine, line, signal);
  line.offer<Omit<PageActs, keyof EngineActs>>({
    progress: (file, share) => progress?.(file, share),
    begun: (table) => begun.add(table),
    ended: (table) => begun.delete(table),
  });
  worker.addEventListener('error', (event) => {
    event.preventDefault();
    line.break(new WorkbenchError('file-unreadable', { message: `the reader of files ended: ${event.message}` }));
  });
  const stop = () => {
    line.tell('stop');
    setTimeout(() => {
      line.break(signal?.reason);
    }, grace);
  };
  signal?.addEventListener('abort', stop);
  try {
    const told = await line.call('import', files.map(withoutHandle), {
      engine: engine.kind,
      folder,
      decisions,
      zone,
      taken,
    });
    return { ...told, failed: told.failed.map(({ file, error }) => ({ file, error: asWorkbenchError(error) })) };
  } catch (error) {
    for (const table of begun) await discard(engine, table);
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    worker.terminate();
  }
}

function withoutHandle({ name, blob }: LocalFile): LocalFile {
  return { name, blob };
}

function asWorkbenchError(message: unknown): WorkbenchError {
  const error = fromMessage(message);
  return error instanceof WorkbenchError ? error : new WorkbenchError('file-unreadable', { message: String(error) });
}
