import type { Engine } from '../engine/engine';
import { WorkbenchError } from '../engine/errors';

/** Opens an engine, which tells how far its start has come (0 to 1), and once, if it ends without being asked to. */
export type OpenEngine = (watch: {
  readonly progress: (share: number) => void;
  readonly died: (error: WorkbenchError) => void;
}) => Promise<Engine>;

export type EngineState = 'waiting' | 'starting' | 'ready' | 'rebuilding' | 'failed';

/** One engine at a time: started when first needed, replaced when it dies, its memory always known. */
export class EngineRoom {
  state = $state<EngineState>('waiting');
  /** How far the start has come, 0 to 1. */
  progress = $state(0);
  memory = $state.raw<{ readonly used: number; readonly limit: number } | null>(null);
  /** Why the engine could not start. */
  error = $state.raw<unknown>(null);
  /** How often an engine died under the person's hands; the shell says so in words. */
  deaths = $state(0);
  readonly #open: OpenEngine;
  #engine: Promise<Engine> | null = null;
  readonly #dead = new WeakSet<Engine>();
  #measuring: Promise<void> | null = null;
  #rebuild: ((engine: Engine) => Promise<void>) | null = null;

  constructor(open: OpenEngine) {
    this.#open = open;
  }

  /** What must be done on a new engine after the old one died. */
  onReplaced(rebuild: (engine: Engine) => Promise<void>): void {
    this.#rebuild = rebuild;
  }

  /** Starts the engine if none runs, and waits for it. */
  start(): Promise<Engine> {
    this.#engine ??= this.#begin();
    return this.#engine;
  }

  /** Lets an act use the engine. If the engine dies in it, a new one is made and filled, and the act fails with the cause. */
  async use<T>(act: (engine: Engine) => Promise<T>): Promise<T> {
    const engine = await this.start();
    try {
      return await act(engine);
    } catch (error) {
      if (isDeath(error)) await this.#replace(engine, error);
      throw error;
    }
  }

  /** Ends this engine and starts over with the same files: also the only way to give memory back. */
  async restart(): Promise<void> {
    const engine = await this.start();
    await this.#replace(engine, null);
  }

  /** Asks the engine for its memory; one question at a time. */
  measure(): Promise<void> {
    if (this.state === 'ready') this.#measuring ??= this.#measure();
    return this.#measuring ?? Promise.resolve();
  }

  async close(): Promise<void> {
    const engine = this.#engine;
    void engine?.then((open) => this.#dead.add(open)).catch(() => undefined);
    this.#engine = null;
    this.state = 'waiting';
    this.memory = null;
    await this.#measuring;
    await (await engine?.catch(() => null))?.close();
  }

  async #measure(): Promise<void> {
    const engine = await this.#engine;
    this.memory = (await engine?.memory().catch(() => null)) ?? this.memory;
    this.#measuring = null;
  }

  async #begin(): Promise<Engine> {
    this.state = 'starting';
    this.error = null;
    this.progress = 0;
    try {
      const opening = this.#open({
        progress: (share) => {
          this.progress = share;
        },
        // A death at the start shows as a failed opening.
        died: (error) => void opening.then((engine) => this.#replace(engine, error)).catch(() => undefined),
      });
      const engine = await opening;
      this.state = 'ready';
      void this.measure();
      return engine;
    } catch (error) {
      this.state = 'failed';
      this.error = error;
      this.#engine = null;
      throw error;
    }
  }

  async #replace(dead: Engine, cause: WorkbenchError | null): Promise<void> {
    if (this.#dead.has(dead)) {
      await this.#engine;
      return;
    }
    this.#dead.add(dead);
    // An engine that a person's own cancelling ended is replaced without a word.
    if (cause && cause.details.reason !== 'cancelled') this.deaths += 1;
    const next = dead
      .close()
      .catch(() => undefined)
      .then(() => this.#begin())
      .then((engine) => this.#fill(engine));
    this.#engine = next;
    await next;
  }

  async #fill(engine: Engine): Promise<Engine> {
    this.state = 'rebuilding';
    try {
      await this.#rebuild?.(engine);
    } catch (error) {
      this.error = error;
    }
    this.state = 'ready';
    return engine;
  }
}

/** Whether the engine is gone for good with this error. */
export function isDeath(error: unknown): error is WorkbenchError {
  return error instanceof WorkbenchError && error.code === 'engine-died';
}
