import { AsyncDuckDB, type Logger } from '@duckdb/duckdb-wasm';
import { WorkbenchError } from './errors';

type Task = Parameters<AsyncDuckDB['postTask']>[0];

/** DuckDB's worker, whose death is noticed: what waits is rejected, and so is everything after. */
export class WorkerDatabase extends AsyncDuckDB {
  #death: WorkbenchError | null = null;
  readonly #onDeath: ((error: WorkbenchError) => void) | undefined;

  constructor(logger: Logger, worker: Worker, onDeath?: (error: WorkbenchError) => void) {
    super(logger, worker);
    this.#onDeath = onDeath;
  }

  /** Ends the worker at once, as after a crash. */
  die(reason: 'cancelled' | 'crashed' | 'trapped' | 'out-of-memory', message = ''): WorkbenchError {
    this.#death ??= this.#end(
      new WorkbenchError('engine-died', { reason, message: message || `the engine ended: ${reason}` }),
    );
    return this.#death;
  }

  /** Ends the worker because nobody needs it any more. */
  async end(): Promise<void> {
    this.#death ??= new WorkbenchError('engine-died', { reason: 'closed', message: 'the engine was closed' });
    this._worker?.terminate();
    this._pendingRequests.clear();
    this._worker = null;
    return Promise.resolve();
  }

  /** Calls back with 0 to 1 while queries run, until the returned function is called. */
  watch(progress: (share: number) => void): () => void {
    const told = ({ percentage }: { readonly percentage: string }) => {
      const share = Number(percentage) / 100;
      if (share >= 0 && share <= 1) progress(share);
    };
    this._onExecutionProgress.push(told);
    return () => {
      this._onExecutionProgress = this._onExecutionProgress.filter((one) => one !== told);
    };
  }

  #end(error: WorkbenchError): WorkbenchError {
    this._worker?.terminate();
    for (const task of this._pendingRequests.values()) task.promiseRejecter(error);
    this._pendingRequests.clear();
    this._worker = null;
    queueMicrotask(() => this.#onDeath?.(error));
    return error;
  }

  protected override onError(event: ErrorEvent): void {
    event.preventDefault();
    this.die('crashed', event.message);
  }

  protected override onClose(): void {
    if (this._worker) this.die('crashed');
  }

  protected override async postTask<W extends Task>(task: W, transfer?: ArrayBuffer[]) {
    if (this.#death) throw this.#death;
    try {
      return await super.postTask(task, transfer);
    } catch (error) {
      if (this.#death) throw this.#death;
      const reason = trapOf(error);
      throw reason ? this.die(reason, String(error)) : error;
    }
  }
}

/** A trap leaves the module in no state to go on, whatever it says. */
function trapOf(error: unknown): 'trapped' | 'out-of-memory' | null {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  if (/enlarge memory|bad_alloc|memory\.grow|Array buffer allocation failed/i.test(text)) return 'out-of-memory';
  const trapped =
    /^RuntimeError\b|memory access out of bounds|table index is out of bounds|function signature mismatch|null function|unreachable|indirect call|Aborted\(|exceeded maximum call stack/i;
  return trapped.test(text) && !/exception_type/.test(text) ? 'trapped' : null;
}
