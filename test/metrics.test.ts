import { parse, View } from 'vega';
import { compile } from 'vega-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../src/engine/engine';
import { openNative } from '../src/headless/native';
import { locales } from '../src/i18n/text';
import { say } from '../src/i18n/say';
import { metrics } from '../src/metrics';
import { run } from '../src/metrics/run';
import { give } from './engines/given';
import { openWasmInNode } from './engines/wasm-node';

const engines = { native: openNative, 'wasm in Node': openWasmInNode };

describe.each(Object.entries(engines))('on %s', (_, open) => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await open();
  });
  afterAll(() => engine.close());

  describe.each([...metrics.values()].map((metric) => [metric.id, metric] as const))('%s', (_id, metric) => {
    const setting = { params: metric.example.params ?? {}, seed: 1 };

    it('gives what its example says, in both languages, with charts that draw', async () => {
      const roles = await give(engine, metric.example.given);
      const outcome = await run(metric, { ...setting, roles }, { engine, metrics });
      expect(outcome.kind).toBe('answered');
      if (outcome.kind !== 'answered') return;
      const { found } = outcome;
      expect(rounded(found.rows)).toMatchObject(rounded(metric.example.gives.rows) as object);
      expect(found.rows).toHaveLength(metric.example.gives.rows.length);
      expect(rounded(found.summary)).toMatchObject(rounded(metric.example.gives.summary) as object);
      expect(structuredClone(found)).toEqual(found);
      expectFinite(found);
      for (const locale of locales) {
        for (const { say: text, with: values } of metric.remarks(found, { ...setting, roles }))
          expectSpoken(say(text, values, locale));
        for (const chart of metric.charts(found, { ...setting, roles }, locale)) {
          expect(chart.title && chart.alternative).toBeTruthy();
          await draws(chart.spec);
        }
      }
      expect(rounded((await again(roles)).found)).toEqual(rounded(found));
    });

    it('says which roles are lacking', async () => {
      expect((await run(metric, { ...setting, roles: new Set() }, { engine, metrics })).kind).toBe('lacking');
    });

    it('is empty, not broken, on tables without rows', async () => {
      const roles = await give(engine, metric.example.given);
      await give(engine, {});
      const outcome = await run(metric, { ...setting, roles }, { engine, metrics });
      if (outcome.kind === 'answered') expectFinite(outcome.found);
      else expect(outcome.kind).toBe('empty');
    });

    async function again(roles: ReadonlySet<string>) {
      const outcome = await run(metric, { ...setting, roles }, { engine, metrics });
      if (outcome.kind !== 'answered') throw new Error(outcome.kind);
      return outcome;
    }
  });
});

async function draws(chart: Parameters<typeof compile>[0]) {
  const warned: unknown[] = [];
  const logger: any = {
    level: () => logger,
    warn: (...a: unknown[]) => (warned.push(...a), logger),
    info: () => logger,
    debug: () => logger,
    error: (...a: unknown[]) => (warned.push(...a), logger),
  };
  const { spec } = compile(structuredClone(chart), { logger });
  expect(warned).toEqual([]);
  expect(await (await new View(parse(spec), { renderer: 'none' }).runAsync()).toSVG()).toContain('<svg');
}

/** A sentence, no hole of which was left open or filled with what is no value. */
function expectSpoken(sentence: string) {
  expect(sentence).not.toBe('');
  expect(sentence).not.toMatch(/\{\w+(:\w+)?\}|undefined|NaN|Infinity|\[object/);
}

function expectFinite(value: unknown) {
  if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true);
  else if (value && typeof value === 'object') Object.values(value).forEach(expectFinite);
}

function rounded(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, v) => (typeof v === 'number' ? Number(v.toPrecision(8)) : v)));
}
