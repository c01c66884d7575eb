import { afterAll, beforeAll, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { seeded } from '../stats/random';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

/** 300 people whose overall score is 0.7 of app, 0.2 of shop, and noise. */
const random = seeded(7);
const whole = Array.from({ length: 300 }, (_, at) => {
  const pick = () => 1 + Math.floor(random() * 5);
  const [app, shop] = [pick(), pick()];
  const overall = 0.3 + 0.7 * app + 0.2 * shop + 0.4 * (random() - 0.5);
  const about = { response_id: String(at), customer_id: String(at), scale_min: 1, scale_max: 5 };
  return [
    { ...about, touchpoint: 'app', kind: 'csat', score: app },
    { ...about, touchpoint: 'shop', kind: 'csat', score: shop },
    { ...about, touchpoint: null, kind: 'overall', score: overall },
  ];
}).flat();
const rated = whole.filter(({ kind }) => kind === 'csat');
const row = (rows: readonly Record<string, any>[], name: string) => rows.find(({ touchpoint }) => touchpoint === name)!;

it('moves the index by the weights, and the index of the moved answers is the one it foretold', async () => {
  const custom = { app: 3, shop: 1 };
  const asked = await askMetric(
    engine,
    'what-if',
    { responses: rated },
    { index_params: { weights: 'custom', custom }, changes: { shop: 10 } },
  );
  const raised = rated.map((one) => (one.touchpoint === 'shop' ? { ...one, score: one.score + 0.4 } : one));
  const index = await askMetric(
    engine,
    'satisfaction-index',
    { responses: raised.map((one) => ({ ...one, scale_min: 1, scale_max: 6 })) },
    { weights: 'custom', custom },
  );
  expect(asked.summary.gain).toBeCloseTo(2.5, 9);
  // On a scale of 1 to 6 the same means stand at four fifths of their height.
  expect(asked.summary.index_then).toBeCloseTo(Number(index.summary.index) * 1.25, 6);
  expect(asked.remarks.en).toContain('If the relation is causal');
  expect(asked.remarks.zh).toContain('若关系为因果');
});

it('stays within the scale, and takes the reached gain only', async () => {
  const { rows, summary, remarks } = await askMetric(
    engine,
    'what-if',
    { responses: rated },
    { changes: { app: 90, shop: { to: 0 } } },
  );
  expect(row(rows, 'app')).toMatchObject({ then: 100, clipped: true });
  expect(row(rows, 'app').index_gain).toBeCloseTo((100 - row(rows, 'app').now) / 2, 9);
  expect(row(rows, 'shop').index_gain).toBeCloseTo(-row(rows, 'shop').now / 2, 9);
  expect(summary.index_then).toBeCloseTo(50, 9);
  expect(remarks.en).toContain('cut at its end: app');
});

it('puts first what effort pays most for', async () => {
  const asked = (effort: object) =>
    askMetric(engine, 'what-if', { responses: rated }, { changes: { app: 5, shop: 10 }, effort });
  expect((await asked({ app: 1, shop: 4 })).rows.map(({ touchpoint }) => touchpoint)).toEqual(['app', 'shop']);
  expect((await asked({ app: 4, shop: 1 })).rows.map(({ touchpoint }) => touchpoint)).toEqual(['shop', 'app']);
});

it('names all that gain the same, and none where nothing stands out', async () => {
  const asked = (params: Record<string, unknown>) => askMetric(engine, 'what-if', { responses: rated }, params);
  const equal = await asked({ changes: { app: 5, shop: 5 } });
  expect(equal.rows.map(({ index_gain }) => index_gain)).toEqual([2.5, 2.5]);
  expect(equal.remarks.en).toContain('The same is gained at each touchpoint: 2.5 points');
  expect(equal.remarks.en).not.toContain('Most is gained');
  expect(equal.remarks.zh).toContain('各触点提升相同：2.5 分');
  const paid = await asked({ changes: { app: 4, shop: 8 }, effort: { app: 1, shop: 2 } });
  expect(paid.remarks.en).toContain('Effort pays the same everywhere: 2 points per unit of effort');
  expect((await asked({ changes: { app: 4, shop: 8 } })).remarks.en).toContain('Most is gained at shop: 4 points');
  const third = rated
    .map((one) => ({
      ...one,
      touchpoint: one.touchpoint === 'app' ? 'web' : one.touchpoint,
      response_id: `w${one.response_id}`,
    }))
    .filter(({ touchpoint }) => touchpoint === 'web');
  const tied = await askMetric(
    engine,
    'what-if',
    { responses: [...rated, ...third] },
    { changes: { app: 3, shop: 6, web: 6 } },
  );
  expect(tied.remarks.en).toContain('Most is gained at shop, web: 2 points');
  expect(tied.remarks.zh).toContain('提升最大：shop、web，2 分');
});

it('foretells overall satisfaction by the slopes of the drivers, with intervals', async () => {
  const { rows, summary } = await askMetric(
    engine,
    'what-if',
    { responses: whole },
    { model: 'drivers', changes: { app: 8, shop: 8 } },
  );
  const app = row(rows, 'app');
  expect(summary.model).toBe('drivers');
  expect(app.low).toBeLessThan(5.6);
  expect(app.high).toBeGreaterThan(5.6);
  expect(app.high - app.low).toBeLessThan(0.5);
  expect(app.index_gain).toBeGreaterThan(row(rows, 'shop').high);
  expect((app.low + app.high) / 2).toBeCloseTo(app.index_gain, 9);
  const beside = await askMetric(engine, 'what-if', { responses: whole }, { changes: { app: 8 } });
  expect(row(beside.rows, 'app').overall_gain).toBeCloseTo(app.index_gain, 9);
  expect(row(beside.rows, 'app').index_gain).toBeCloseTo(4, 9);
});

it('has no gain where too few people make a slope, and says so', async () => {
  const { summary, rows, remarks } = await askMetric(
    engine,
    'what-if',
    { responses: whole.slice(0, 60) },
    { model: 'drivers' },
  );
  expect(summary).toMatchObject({ gain: null, low: null, high: null, index_then: null });
  expect(rows.every(({ index_gain }) => index_gain === null)).toBe(true);
  expect(remarks.en).toContain('No gain');
});

it.each([
  ['changes', { changes: { nowhere: 5 } }],
  ['changes', { changes: { app: 'much' } }],
  ['changes', { changes: { app: { to: 120 } } }],
  ['effort', { effort: { app: 0 } }],
  ['index_params', { index_params: [1] }],
])('refuses %s that do not fit, by name: %j', async (name, params) => {
  await expect(askMetric(engine, 'what-if', { responses: rated }, params)).rejects.toThrow(`parameter ${name}`);
});

it('tells where the index may lie then: today’s interval, moved by what the changes bring', async () => {
  const index = await askMetric(engine, 'satisfaction-index', { responses: rated });
  const { summary } = await askMetric(engine, 'what-if', { responses: rated }, { changes: { app: 8 } });
  expect(summary.index_then_low).toBeCloseTo(Number(index.summary.low) + 4, 9);
  expect(summary.index_then_high).toBeCloseTo(Number(index.summary.high) + 4, 9);
  const all = await askMetric(
    engine,
    'what-if',
    { responses: whole },
    { model: 'drivers', changes: { app: 100, shop: 100 } },
  );
  expect(Number(all.summary.index_now) + Number(all.summary.high)).toBeLessThanOrEqual(100 + 1e-9);
  expect(Number(all.summary.low)).toBeLessThanOrEqual(Number(all.summary.gain) + 1e-9);
});
