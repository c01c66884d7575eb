import type { Computing } from '../metrics/run';
import type { Found } from '../metrics/metric';

type Reply = { readonly id: number } & (
  { readonly kind: 'found'; readonly found: Found | null } | { readonly kind: 'failed'; readonly error: unknown }
);

/** Computes metrics marked slow in a worker that `start` makes when first needed; the others here. */
export function computingIn(start: () => Worker): Computing {
  let worker: Worker | null = null;
  let asked = 0;
  const waiting = new Map<number, PromiseWithResolversLike>();
  const begin = () => {
    const begun = start();
    begun.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
      const who = waiting.get(data.id);
      waiting.delete(data.id);
      if (data.kind === 'found') who?.resolve(data.found);
      else who?.reject(data.error);
    });
    begun.addEventListener('error', (event) => {
      for (const who of waiting.values()) who.reject(new TypeError(event.message));
      waiting.clear();
      worker = null;
    });
    return begun;
  };
  return (metric, rows, setting, used) => {
    if (!metric.slow) return metric.compute(rows, setting, used);
    worker ??= begin();
    const id = ++asked;
    worker.postMessage({ id, metric: metric.id, rows, setting, used });
    return new Promise<Found | null>((resolve, reject) => waiting.set(id, { resolve, reject }));
  };
}

interface PromiseWithResolversLike {
  readonly resolve: (found: Found | null) => void;
  readonly reject: (error: unknown) => void;
}
