import type { Engine, LocalFile, Result } from '../../../src/engine/engine';
import { WorkbenchError } from '../../../src/engine/errors';
import { importInWorker } from '../../../src/engine/intake/import-in-worker';
import type { Decisions } from '../../../src/engine/intake/imported';
import intakeWorker from '../../../src/engine/intake/intake.worker.ts?worker&url';
import { typed } from '../../../src/engine/sql';
import { underPolicy } from '../../../src/engine/under-policy';
import { openWasm } from '../../../src/engine/wasm';

/** How a cancelled act ended: with what, and how many milliseconds after the signal. */
export interface Ended {
  readonly milliseconds: number;
  readonly outcome: string;
}

/** What became of the chosen files. */
export interface Taken {
  readonly tables: Readonly<Record<string, number>>;
  readonly failed: readonly { readonly file: string; readonly code: string; readonly details: object }[];
  readonly milliseconds: number;
  /** Milliseconds of every task of the page's own thread that took over fifty. */
  readonly longTasks: readonly number[];
  /** How often progress was told. */
  readonly progress: number;
}

/** What the tests do with the page's engine and intake, from outside of the page. */
export class Lab {
  #engine: Promise<Engine> = openWasm();
  #begun: Promise<Taken> | null = null;
  readonly #import = importInWorker(() => underPolicy(intakeWorker));

  /** Opens another engine in the place of the one that ended. */
  async reopen(): Promise<void> {
    await (await this.#engine).close();
    this.#engine = openWasm();
    await this.#engine;
  }

  /** Whether the engine lives; one that died is replaced by an empty one. */
  async alive(): Promise<boolean> {
    const engine = await this.#engine;
    const lives = await engine.version().then(
      () => true,
      () => false,
    );
    if (!lives) await this.reopen();
    return lives;
  }

  async version(): Promise<string> {
    return (await this.#engine).version();
  }

  async ask(text: string): Promise<Result> {
    return (await this.#engine).ask(typed(text));
  }

  async run(text: string): Promise<void> {
    await (await this.#engine).run(typed(text));
  }

  /** Cancels a query that has run for `after` milliseconds. */
  async cancel(text: string, after: number): Promise<Ended> {
    const engine = await this.#engine;
    return cancelled(after, (signal) => engine.query(typed(text), { signal }));
  }

  /** Imports the files that were chosen. */
  async import(decisions: Readonly<Record<string, Decisions>> = {}): Promise<Taken> {
    const engine = await this.#engine;
    const longTasks: number[] = [];
    const observer = new PerformanceObserver((list) => {
      longTasks.push(...list.getEntries().map(({ duration }) => duration));
    });
    observer.observe({ type: 'longtask' });
    let told = 0;
    const from = performance.now();
    const { imported, failed } = await this.#import(engine, chosen(), {
      decisions,
      zone: 'UTC',
      progress: () => told++,
    });
    const milliseconds = performance.now() - from;
    await new Promise((resolve) => setTimeout(resolve, 100));
    observer.disconnect();
    return {
      tables: Object.fromEntries(imported.map(({ table, rows }) => [table, rows])),
      failed: failed.map(({ file, error: { code, details } }) => ({ file, code, details })),
      milliseconds,
      longTasks,
      progress: told,
    };
  }

  /** Begins an import, whose outcome `imported` waits for. */
  begin(): void {
    this.#begun = this.import().catch((error: unknown) => {
      throw new Error(error instanceof WorkbenchError ? `${error.code}: ${error.message}` : String(error));
    });
    this.#begun.catch(() => undefined);
  }

  imported(): Promise<Taken> {
    return this.#begun ?? this.import();
  }

  /** Cancels the import of the chosen files after so many milliseconds. */
  async cancelImport(after: number): Promise<Ended> {
    const engine = await this.#engine;
    return cancelled(after, (signal) => this.#import(engine, chosen(), { zone: 'UTC', signal }));
  }

  /** What lies in the origin's private files. */
  async scratch(): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) names.push(name);
    return names;
  }
}

function chosen(): readonly LocalFile[] {
  const input = document.querySelector('input');
  return Array.from(input?.files ?? [], (blob) => ({ name: blob.name, blob }));
}

/** Aborts an act after so many milliseconds and waits for its end. */
async function cancelled(after: number, act: (signal: AbortSignal) => Promise<unknown>): Promise<Ended> {
  const stop = new AbortController();
  const acting = act(stop.signal).then(
    () => 'answered',
    (error: unknown) =>
      error instanceof WorkbenchError ? `${error.code}: ${String(error.details.reason)}` : String(error),
  );
  await new Promise((resolve) => setTimeout(resolve, after));
  const from = performance.now();
  stop.abort('cancelled by the test');
  const outcome = await acting;
  return { milliseconds: performance.now() - from, outcome };
}

declare global {
  var lab: Lab;
}
globalThis.lab = new Lab();
