import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../src/engine/engine';
import { openNative } from '../src/headless/native';
import { columnWords } from '../src/i18n/words/shell';
import { metrics } from '../src/metrics';
import type { Metric } from '../src/metrics/metric';
import { run } from '../src/metrics/run';
import { give } from './engines/given';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

/** The columns of all rows that the metric gives to its example, and with periods where it can be grouped. */
async function columnsOf(metric: Metric): Promise<readonly string[]> {
  const roles = await give(engine, metric.example.given);
  const settings = [{}, ...('by' in metric.params ? [{ by: 'period' }] : [])];
  const columns = new Set<string>();
  for (const more of settings) {
    const params = { ...metric.example.params, ...more };
    const outcome = await run(metric, { params, roles, seed: 1 }, { engine, metrics }).catch(() => null);
    if (outcome?.kind !== 'answered') continue;
    for (const row of outcome.found.rows) for (const name of Object.keys(row)) columns.add(name);
  }
  return [...columns];
}

describe('every column of a result has words in both languages', () => {
  it.each([...metrics.values()].map((metric) => [metric.id, metric] as const))('%s', async (_, metric) => {
    const columns = await columnsOf(metric);
    expect(columns.length).toBeGreaterThan(0);
    const silent = columns.filter((name) => {
      const words = metric.headings[name]?.label ?? columnWords[name];
      return !words?.en || !words.zh;
    });
    expect(silent).toEqual([]);
  });
});
