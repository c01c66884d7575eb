import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { give } from '../../test/engines/given';
import { openWasmInNode } from '../../test/engines/wasm-node';
import type { Engine } from '../engine/engine';
import { WorkbenchError } from '../engine/errors';
import { metrics } from '../metrics';
import { run, type Waiting } from '../metrics/run';
import { answerTask } from './compute-answer';
import type { ComputeReply, ComputeTask } from './compute-task';
import { computingIn } from './computing';

/** The page's worker without its thread: messages are cloned both ways, and it begins a task when it is told to. */
class Bench extends EventTarget {
  readonly tasks: ComputeTask[] = [];
  replies: ComputeReply[] = [];
  ended = false;
  postMessage(task: ComputeTask, transfer: ArrayBuffer[]) {
    this.tasks.push(structuredClone(task, { transfer }));
  }
  terminate() {
    this.ended = true;
  }
  work() {
    const task = this.tasks.shift();
    if (!task || this.ended) throw new Error('nothing to do');
    answerTask(metrics, task, (reply) => {
      this.replies.push(reply);
      this.dispatchEvent(new MessageEvent('message', { data: structuredClone(reply) }));
    });
  }
}

let engine: Engine;
let hired: Bench[] = [];
beforeAll(async () => {
  engine = await openWasmInNode();
});
afterAll(() => engine.close());
beforeEach(() => {
  hired = [];
});

function office() {
  return computingIn(() => {
    const worker = new Bench();
    hired.push(worker);
    return worker as unknown as Worker;
  });
}

const customers = Array.from({ length: 2500 }, (_, at) => ({
  order_id: `o${String(at)}`,
  customer_id: `c${String(at)}`,
  ordered_at: '2025-01-01',
  amount: 5,
}));
const until = (seen: () => boolean) => expect.poll(seen, { timeout: 20_000, interval: 5 }).toBe(true);

async function predict(computing: ReturnType<typeof office>, waiting: Waiting = {}, params = {}) {
  const roles = await give(engine, { orders: customers });
  return run(metrics.get('clv-predicted')!, { params, roles, seed: 1 }, { engine, metrics, computing, ...waiting });
}

it('finds in a worker what it finds here, the rows in pieces', async () => {
  const computing = office();
  const asked = predict(computing);
  await until(() => hired[0]?.tasks.length === 1);
  hired[0]!.work();
  const [there, here] = [
    await asked,
    await predict(async (metric, answers, setting, used) => metric.compute(await answers.results(), setting, used)),
  ];
  if (there.kind !== 'answered' || here.kind !== 'answered') throw new Error('no answer');
  expect(there.found).toEqual(here.found);
  expect(there.found.rows).toHaveLength(2500);
  expect(hired[0]!.replies.filter(({ kind }) => kind === 'rows')).toHaveLength(3);
});

it('ends the worker with the task that is stopped, and does the next one in a new worker', async () => {
  const computing = office();
  const stop = new AbortController();
  const first = predict(computing, { signal: stop.signal });
  await until(() => hired[0]?.tasks.length === 1);
  const second = predict(computing);
  stop.abort();
  await expect(first).rejects.toMatchObject({ name: 'AbortError' });
  expect(hired[0]!.ended).toBe(true);
  await until(() => hired[1]?.tasks.length === 1);
  hired[1]!.work();
  expect((await second).kind).toBe('answered');
});

it('forgets a task that waits when it is stopped, and leaves the one that runs alone', async () => {
  const computing = office();
  const [first, stop] = [predict(computing), new AbortController()];
  await until(() => hired[0]?.tasks.length === 1);
  const second = predict(computing, { signal: stop.signal });
  const refusal = expect(second).rejects.toMatchObject({ name: 'AbortError' });
  await new Promise((resolve) => setTimeout(resolve, 500));
  stop.abort();
  await refusal;
  expect(hired[0]!.ended).toBe(false);
  hired[0]!.work();
  expect((await first).kind).toBe('answered');
  expect(hired[0]!.tasks).toHaveLength(0);
});

it('keeps a refused parameter what it is on its way between threads', async () => {
  const roles = await give(engine, { paths: [{ path: 'a > b', conversions: 1, nulls: 1, value: 1 }] });
  const asked = run(
    metrics.get('attribution')!,
    { params: { direct: 'nobody' }, roles, seed: 1 },
    { engine, metrics, computing: office() },
  );
  await until(() => hired[0]?.tasks.length === 1);
  const refused = expect(asked).rejects.toSatisfy(
    (error) => error instanceof WorkbenchError && error.details.name === 'direct',
  );
  hired[0]!.work();
  await refused;
});

it('hears how far a computation has come, between 0 and 1', async () => {
  const shares: number[] = [];
  const roles = await give(engine, { paths: [{ path: 'a > b', conversions: 5, nulls: 3, value: 1 }] });
  const asked = run(
    metrics.get('attribution')!,
    { params: {}, roles, seed: 1 },
    { engine, metrics, computing: office(), progress: (share) => shares.push(share) },
  );
  await until(() => hired[0]?.tasks.length === 1);
  hired[0]!.work();
  await asked;
  expect(shares.length).toBeGreaterThan(0);
  expect(shares.every((share) => share >= 0 && share <= 1)).toBe(true);
});
