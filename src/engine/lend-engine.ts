import type { Engine } from './engine';
import type { Line } from './line';
import type { EngineActs, RemoteActs } from './remote-engine';
import { typed } from './sql';

/** Lets the other end of the line use this engine; what it asks with a signal ends with this one. */
export function lendEngine(engine: Engine, line: Line<RemoteActs>, signal?: AbortSignal): void {
  const batches = async function* (source: number) {
    for (;;) {
      const batch = await line.call('batch', source);
      if (batch === null) return;
      yield batch;
    }
  };
  line.offer<EngineActs>({
    arrow: (text, { first, stoppable, watched }) =>
      engine.arrow(typed(text), {
        ...(first && { first }),
        signal: stoppable ? signal : undefined,
        progress:
          watched === null
            ? undefined
            : (share) => {
                line.tell('progressed', watched, share);
              },
      }),
    run: (texts) => engine.run(...texts.map(typed)),
    open: (file) => engine.open(file),
    shut: (name) => engine.shut(name),
    append: (table, source, stoppable) => engine.append(table, batches(source), stoppable ? signal : undefined),
    memory: () => engine.memory(),
  });
}
