import type { Engine, Result } from '../../../src/engine/engine';
import { WorkbenchError } from '../../../src/engine/errors';
import { typed } from '../../../src/engine/sql';
import { openWasm } from '../../../src/engine/wasm';

/** How a cancelled act ended: with what, and how many milliseconds after the signal. */
export interface Ended {
  readonly milliseconds: number;
  readonly outcome: string;
}

/** What the tests do with the page's engine, from outside of the page. */
export class Lab {
  #engine: Promise<Engine> = openWasm();

  /** Opens another engine in the place of the one that ended. */
  async reopen(): Promise<void> {
    await (await this.#engine).close();
    this.#engine = openWasm();
    await this.#engine;
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
}

/** Aborts an act after so many milliseconds and waits for its end. */
export async function cancelled(after: number, act: (signal: AbortSignal) => Promise<unknown>): Promise<Ended> {
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
