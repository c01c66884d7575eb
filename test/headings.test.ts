import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../src/engine/engine';
import { openNative } from '../src/headless/native';
import { columnWords } from '../src/i18n/words/shell';
import { metrics } from '../src/metrics';
import type { Metric, ResultRow } from '../src/metrics/metric';
import { run } from '../src/metrics/run';
import { valueWord } from '../src/workspace/value-word';
import { give } from './engines/given';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

/** All rows that the metric gives to its example: as it is, with periods where it can be grouped, and as set by default. */
async function rowsOf(metric: Metric): Promise<readonly ResultRow[]> {
  const roles = await give(engine, metric.example.given);
  const own = metric.example.params ?? {};
  const rows: ResultRow[] = [];
  for (const params of [own, {}, ...('by' in metric.params ? [{ ...own, by: 'period' }] : [])]) {
    const outcome = await run(metric, { params, roles, seed: 1 }, { engine, metrics }).catch(() => null);
    if (outcome?.kind === 'answered') rows.push(...outcome.found.rows);
  }
  return rows;
}

/** Whether a text comes from the data (a name, a day, names joined by signs), not from the metric. */
function isGiven(text: string, given: string): boolean {
  return /^\d/.test(text) || text.split(/ [>=+≤] /).every((part) => given.includes(part) || /^\d/.test(part));
}

describe('every column of a result has words in both languages', () => {
  it.each([...metrics.values()].map((metric) => [metric.id, metric] as const))('%s', async (_, metric) => {
    const columns = [...new Set((await rowsOf(metric)).flatMap((row) => Object.keys(row)))];
    expect(columns.length).toBeGreaterThan(0);
    const silent = columns.filter((name) => {
      const words = metric.headings[name]?.label ?? columnWords[name];
      return !words?.en || !words.zh;
    });
    expect(silent).toEqual([]);
  });
});

describe('every word of a metric’s own in its rows has words in both languages', () => {
  it.each([...metrics.values()].map((metric) => [metric.id, metric] as const))('%s', async (_, metric) => {
    const given = JSON.stringify(metric.example.given);
    const silent = (await rowsOf(metric)).flatMap((row) =>
      Object.entries(row).flatMap(([column, value]) =>
        typeof value === 'string' && !isGiven(value, given) && !valueWord(metric.headings[column], value)
          ? [`${column}: ${value}`]
          : [],
      ),
    );
    expect([...new Set(silent)]).toEqual([]);
  });
});
