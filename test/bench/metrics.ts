import { expect, it } from 'vitest';
import type { Engine } from '../../src/engine/engine';
import { metrics } from '../../src/metrics';
import type { Metric, Setting } from '../../src/metrics/metric';
import { run, type Computing } from '../../src/metrics/run';
import { giveFiveMillion, size } from '../engines/five-million';
import { openWasmInNode } from '../engines/wasm-node';

const goal = 3;
/** Milliseconds that a computation may hold the page's own thread. */
const frame = 50;

/** What a metric cannot be asked without, and choices that take longer than the defaults. */
const params: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>> = {
  conversion: [{}, { unit: 'session' }, { mode: 'assisted' }],
  funnel: [{ steps: ['Product page', 'Cart', 'Checkout'] }],
  change: [{ metric: 'csat', before: '2025-01-01/2025-06-30', after: '2025-07-01/2025-12-31' }],
  weighting: [{ margins: { segment: { new: 1, loyal: 1, vip: 1 } } }],
};

/** `METRICS=overlap,churn npm run bench -- metrics` measures only these. */
const wanted = process.env.METRICS?.split(',');
const asked = [...metrics.values()].filter(({ id }) => !wanted || wanted.includes(id));

it(`measures every metric on ${String(size.interactions)} events and ${String(size.responses)} answers in DuckDB-WASM`, async () => {
  const engine = await openWasmInNode();
  const start = now();
  const roles = await giveFiveMillion(engine);
  console.log(`made in ${seconds(now() - start)} s`);
  const slow: string[] = [];
  const frozen: string[] = [];
  for (const metric of asked) {
    for (const chosen of params[metric.id] ?? [{}]) {
      const line = await measured(engine, metric, { params: chosen, roles, seed: 1 });
      const name = [metric.id, ...Object.values(chosen).filter((value) => typeof value === 'string')].join(' ');
      console.log(`${name.padEnd(26)} ${line.text}`);
      if (line.total > goal * 1000) slow.push(name);
      if (!metric.slow && line.computing > frame) frozen.push(name);
    }
  }
  console.log(`over ${String(goal)} s: ${slow.join(', ') || 'none'}`);
  console.log(`over ${String(frame)} ms on the page's own thread: ${frozen.join(', ') || 'none'}`);
  await engine.close();
  expect(asked.length).toBeGreaterThan(0);
}, 3_000_000);

async function measured(engine: Engine, metric: Metric, setting: Setting) {
  const times: string[] = [];
  let [computing, rows] = [0, 0];
  let kind: string;
  const [begun, begunAt] = [now(), performance.now()];
  const timed = watched(engine, (name, spent) => times.push(`${name} ${seconds(spent)}`));
  const compute: Computing = async (of, answers, own, used) => {
    const found = await answers.results();
    const before = now();
    const answer = of.compute(found, own, used);
    computing += now() - before;
    return answer;
  };
  try {
    const outcome = await run(metric, setting, { engine: timed, metrics, computing: compute });
    kind = outcome.kind === 'lacking' ? `lacking ${outcome.roles.join(' ')}` : outcome.kind;
    rows = outcome.kind === 'answered' ? outcome.found.rows.length : 0;
  } catch (error) {
    kind = `failed: ${String(error).slice(0, 200)}`;
  }
  const total = now() - begun;
  const passed = performance.now() - begunAt;
  const mark = total > goal * 1000 ? ' SLOW' : '';
  const text = `${seconds(total).padStart(7)} s (${seconds(passed)} s on the clock) = queries ${seconds(total - computing)} + compute ${seconds(computing)}${mark}; ${kind}, ${String(rows)} rows [${times.join(', ')}]`;
  return { text, total, computing };
}

/** The engine, which tells how long each query took. */
function watched(engine: Engine, told: (name: string, spent: number) => void): Engine {
  let nth = 0;
  return new Proxy(engine, {
    get(target, property) {
      if (property !== 'ask') {
        const own: unknown = Reflect.get(target, property, target);
        return typeof own === 'function' ? (own.bind(target) as unknown) : own;
      }
      return async (...args: Parameters<Engine['ask']>) => {
        const before = now();
        const found = await target.ask(...args);
        told(String(++nth), now() - before);
        return found;
      };
    },
  });
}

/** Milliseconds of processor: what it would take if nobody else used the machine, DuckDB running in this very thread. */
function now(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}
