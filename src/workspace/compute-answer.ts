import { decode } from '../engine/decode';
import type { Metric } from '../metrics/metric';
import { failureOf, type ComputeReply, type ComputeTask } from './compute-task';

/** Rows sent at once: so many are received in a few milliseconds. */
const piece = 1000;
/** Milliseconds between two words about progress. */
const pause = 50;

/** Does a task and tells about it; what goes wrong is told too. */
export function answerTask(
  metrics: ReadonlyMap<string, Metric>,
  { metric, tables, setting, used }: ComputeTask,
  tell: (reply: ComputeReply) => void,
): void {
  try {
    const results = Object.fromEntries(Object.entries(tables).map(([name, stream]) => [name, decode(stream)]));
    const found = metrics.get(metric)?.compute(results, setting, used, progressTold(tell)) ?? null;
    for (let at = 0; found && at < found.rows.length; at += piece)
      tell({ kind: 'rows', rows: found.rows.slice(at, at + piece) });
    tell({ kind: 'found', found: found && { ...found, rows: [] } });
  } catch (error) {
    tell(failureOf(error));
  }
}

function progressTold(tell: (reply: ComputeReply) => void): (share: number) => void {
  let last = -Infinity;
  return (share) => {
    const now = performance.now();
    if (now - last < pause) return;
    last = now;
    tell({ kind: 'progress', share });
  };
}
