import type { Engine, LocalFile } from '../engine';
import { asMessage } from '../error-message';
import { Line, type Port } from '../line';
import { RemoteEngine, type EngineActs, type RemoteActs } from '../remote-engine';
import { importFiles } from './import-files';
import type { ImportOptions, ImportOutcome } from './import-options';
import { openScratch } from './scratch';

/** What the worker that imports offers to its page. */
export interface IntakeActs extends RemoteActs {
  import(files: readonly LocalFile[], order: Order): Promise<Told>;
  stop(): void;
}

/** What the page offers in return. */
export interface PageActs extends EngineActs {
  progress(file: string, share: number): void;
  begun(table: string): void;
  ended(table: string): void;
}

interface Order extends Pick<ImportOptions, 'decisions' | 'zone' | 'taken'> {
  readonly engine: Engine['kind'];
  readonly folder: string;
}

type Told = Omit<ImportOutcome, 'failed'> & {
  readonly failed: readonly { readonly file: string; readonly error: unknown }[];
};

/** Does what a page's `importInWorker` asks, over the worker's own scope. */
export function serveImports(port: Port): void {
  const line = new Line<PageActs>(port);
  const stop = new AbortController();
  line.offer<Omit<IntakeActs, keyof RemoteActs>>({
    stop: () => {
      stop.abort();
    },
    import: async (files, { engine, folder, ...order }) => {
      const { imported, failed } = await importFiles(new RemoteEngine(engine, line), files, {
        ...order,
        signal: stop.signal,
        scratch: await openScratch(folder),
        progress: (file, share) => {
          line.tell('progress', file, share);
        },
        begun: (table) => {
          line.tell('begun', table);
        },
        ended: (table) => {
          line.tell('ended', table);
        },
      });
      return { imported, failed: failed.map(({ file, error }) => ({ file, error: asMessage(error) })) };
    },
  });
}
