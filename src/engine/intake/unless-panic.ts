const patience = 20_000;

/**
 * What the Parquet reader answers. On a malformed page it panics and never does; its panic reaches nobody but the worker
 * at large, where it would end the reading of all other files: it counts as the answer. Twenty idle seconds do, too.
 */
export async function unlessPanic<T>(answer: Promise<T>): Promise<T> {
  const over = new AbortController();
  const panic = new Promise<never>((_, reject) => {
    const giveUp = (cause?: unknown) => {
      reject(new Error('the Parquet reader gave up on a malformed page', { cause }));
    };
    const timer = setTimeout(giveUp, patience);
    over.signal.addEventListener('abort', () => {
      clearTimeout(timer);
    });
    const panicked = (event: Event) => {
      event.preventDefault();
      giveUp(event);
    };
    // Node has no such events at large.
    for (const kind of ['error', 'unhandledrejection'])
      (globalThis as Partial<EventTarget>).addEventListener?.(kind, panicked, { signal: over.signal });
  });
  return Promise.race([answer, panic]).finally(() => {
    over.abort();
  });
}
