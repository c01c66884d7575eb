import type { Computing, Waiting } from '../metrics/run';
import type { Found } from '../metrics/metric';
import type { ComputeReply, ComputeTask } from './compute-task';
import { rebuilt } from './compute-task';

/** Computes metrics marked slow in a worker that `start` makes when first needed; the others here. */
export function computingIn(start: () => Worker): Computing {
  const queue = new ComputeQueue(start);
  return async (metric, answers, setting, used, waiting) => {
    if (!metric.slow) return (await import('../metrics/run')).here(metric, answers, setting, used, waiting);
    const tables = await answers.arrow();
    return queue.compute({ metric: metric.id, tables, setting, used }, waiting);
  };
}

interface Job {
  readonly task: ComputeTask;
  readonly waiting: Waiting;
  readonly rows: Found['rows'][];
  readonly resolve: (found: Found | null) => void;
  readonly reject: (error: unknown) => void;
}

/** One worker, one task at a time; a task that is stopped takes its worker with it, and the next gets a new one. */
class ComputeQueue {
  readonly #start: () => Worker;
  #worker: Worker | null = null;
  #jobs: readonly Job[] = [];

  constructor(start: () => Worker) {
    this.#start = start;
  }

  compute(task: ComputeTask, waiting: Waiting): Promise<Found | null> {
    const { signal } = waiting;
    signal?.throwIfAborted();
    return new Promise<Found | null>((resolve, reject) => {
      const stopped = () => {
        this.#stop(job, signal?.reason);
      };
      const job: Job = {
        task,
        waiting,
        rows: [],
        resolve: (found) => {
          signal?.removeEventListener('abort', stopped);
          resolve(found);
        },
        reject: (error) => {
          signal?.removeEventListener('abort', stopped);
          reject(error as Error);
        },
      };
      signal?.addEventListener('abort', stopped);
      this.#jobs = [...this.#jobs, job];
      if (this.#jobs.length === 1) this.#begin();
    });
  }

  #begin(): void {
    const [job] = this.#jobs;
    if (!job) return;
    this.#worker ??= this.#hire();
    const buffers = Object.values(job.task.tables).map(({ buffer }) => buffer);
    this.#worker.postMessage(job.task, [...new Set(buffers)]);
  }

  #hire(): Worker {
    const worker = this.#start();
    worker.addEventListener('message', ({ data }: MessageEvent<ComputeReply>) => {
      if (worker === this.#worker) this.#hear(data);
    });
    worker.addEventListener('error', (event) => {
      if (worker !== this.#worker) return;
      this.#dismiss();
      this.#end((job) => {
        job.reject(new TypeError(event.message));
      });
    });
    return worker;
  }

  #hear(reply: ComputeReply): void {
    const [job] = this.#jobs;
    if (reply.kind === 'progress') job?.waiting.progress?.(reply.share);
    else if (reply.kind === 'rows') job?.rows.push(reply.rows);
    else
      this.#end((ended) => {
        if (reply.kind === 'failed') ended.reject(rebuilt(reply));
        else ended.resolve(reply.found && { ...reply.found, rows: ended.rows.flat() });
      });
  }

  #end(tell: (job: Job) => void): void {
    const [job, ...others] = this.#jobs;
    this.#jobs = others;
    if (job) tell(job);
    this.#begin();
  }

  #stop(job: Job, reason: unknown): void {
    const running = this.#jobs[0] === job;
    this.#jobs = this.#jobs.filter((other) => other !== job);
    job.reject(reason);
    if (!running) return;
    this.#dismiss();
    this.#begin();
  }

  #dismiss(): void {
    this.#worker?.terminate();
    this.#worker = null;
  }
}
