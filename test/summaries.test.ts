import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../src/engine/engine';
import { openNative } from '../src/headless/native';
import { metrics } from '../src/metrics';
import type { Metric } from '../src/metrics/metric';
import { run } from '../src/metrics/run';
import { summaryLine, summaryTable } from '../src/workspace/summary-line';
import { give } from './engines/given';

/** A word of the code, not of a language: no capital, no blank, no sign of Chinese. */
const internal = /^[a-z]+(?:[-_ ][a-z]+)*$/;
/** The same in both languages. */
const letters = new Set(['n', 'r', 'a', 'b', 'p', 'q', 'v']);

describe('figures for the whole', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openNative();
  });
  afterAll(() => engine.close());

  const linesOf = async (metric: Metric) => {
    const roles = await give(engine, metric.example.given);
    const asked = { params: metric.example.params ?? {}, seed: 1, roles };
    const outcome = await run(metric, asked, { engine, metrics });
    if (outcome.kind !== 'answered') throw new Error(outcome.kind);
    return Object.entries(outcome.found.summary).flatMap(([name, value]) => {
      const line = summaryLine(metric, name, value ?? 0, metrics);
      return line ? [{ name, ...line }] : [];
    });
  };

  describe.each([...metrics.values()].map((metric) => [metric.id, metric] as const))('of %s', (_, metric) => {
    it('are called and said in Chinese', async () => {
      const given = JSON.stringify(metric.example.given);
      const untold = (await linesOf(metric)).flatMap(({ name, label, values }) =>
        [label, ...values.flatMap((one) => (typeof one === 'number' ? [] : [one]))]
          .filter(({ zh }) => internal.test(zh) && !letters.has(zh) && !given.includes(`"${zh}"`))
          .map(({ zh }) => `${name}: ${zh}`),
      );
      expect(untold).toEqual([]);
    });

    it('are told apart by what they are called', async () => {
      const labels = (await linesOf(metric)).map(({ label }) => label);
      for (const locale of ['en', 'zh'] as const) {
        const names = labels.map((label) => label[locale]);
        expect(names).toEqual([...new Set(names)]);
      }
    });
  });

  it('puts the two models of early warning side by side, each figure under its name', async () => {
    const risk = metrics.get('risk')!;
    const roles = await give(engine, risk.example.given);
    const outcome = await run(risk, { params: risk.example.params ?? {}, seed: 1, roles }, { engine, metrics });
    if (outcome.kind !== 'answered') throw new Error(outcome.kind);
    const { summary } = outcome.found;
    const table = summaryTable(risk, summary)!;
    expect(table.rows.map(({ label }) => label.zh)).toEqual(['逻辑回归', '神经网络']);
    const { auc, brier } = summary.network as { auc: number; brier: number };
    const at = (name: string) => table.columns.findIndex(({ label }) => label.en === name);
    expect([table.rows[1]!.values[at('AUC')], table.rows[1]!.values[at('Brier score')]]).toEqual([auc, brier]);
    expect(table.columns.filter(({ label }) => internal.test(label.zh) && !letters.has(label.zh))).toEqual([]);
  });

  it('puts nothing side by side where there are no such parts, or none has a figure', () => {
    expect(summaryTable(metrics.get('csat')!, { csat: 0.5, without_flagged: { csat: 0.4 } })).toBeNull();
    const none = { auc: null, auc_low: null, auc_high: null };
    expect(summaryTable(metrics.get('sentiment')!, { lexicon: none, learnt: none })).toBeNull();
  });
});
