import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import { give } from '../../test/engines/given';
import type { Engine } from '../engine/engine';
import { sql } from '../engine/sql';
import { openNative } from '../headless/native';
import { say } from '../i18n/say';
import { seeded } from '../stats/random';
import { metrics } from './index';
import { run } from './run';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

/** 200 honest forms of six items and an overall score, and ten that say 5 to everything. */
function survey(kind: string, straight = 10) {
  const random = seeded(3);
  const grade = () => 1 + Math.floor(5 * random());
  const form = (response_id: string, scores: readonly number[]) => [
    ...scores.map((score, at) => ({
      response_id,
      touchpoint: `t${String(at % 3)}`,
      item: `q${String(at)}`,
      kind,
      score,
    })),
    {
      response_id,
      touchpoint: null,
      item: null,
      kind: 'overall',
      score: Math.min(5, Math.max(1, (scores[0] ?? 3) + Math.floor(3 * random()) - 1)),
    },
  ];
  const honest = Array.from({ length: 200 }, (_, at) =>
    form(`h${String(at)}`, Array.from({ length: 6 }, grade)),
  ).flat();
  const careless = Array.from({ length: straight }, (_, at) => form(`s${String(at)}`, [5, 5, 5, 5, 5, 5])).flat();
  return { honest, all: [...honest, ...careless] };
}

describe.each([
  'csat',
  'nps',
  'ces',
  'satisfaction-index',
  'consistency',
  'reliability',
  'drivers',
  'importance-performance',
  'penalty-reward',
])(
  // prettier-ignore
  '%s',
  (metric) => {
    const { honest, all } = survey(metric === 'nps' || metric === 'ces' ? metric : 'csat');

    it('shows beside its figures what they are without flagged forms', async () => {
      const whole = await askMetric(engine, metric, { responses: all });
      const left = await askMetric(engine, metric, { responses: honest });
      const beside = whole.summary.without_flagged as Record<string, unknown>;
      expect(beside).toMatchObject({ flagged: 10, forms: 210 });
      for (const [name, value] of Object.entries(left.summary))
        if (typeof value === 'number') expect(beside[name]).toBeCloseTo(value, 10);
      expect(whole.remarks.en).toContain('10 of 210 forms carry a flag of authenticity and are counted here');
      expect(whole.remarks.zh).toContain('此处已计入');
    });

    it('leaves them out when told to, and shows what they would make of it', async () => {
      const whole = await askMetric(engine, metric, { responses: all });
      const without = await askMetric(engine, metric, { responses: all }, { flagged: 'exclude' });
      const left = await askMetric(engine, metric, { responses: honest });
      const { with_flagged: beside, ...summary } = without.summary;
      const { without_flagged: _, ...same } = left.summary;
      expect(summary).toEqual(same);
      expect(beside).toMatchObject({ flagged: 10, n: whole.summary.n });
    });
  },
);

it('puts the other figure into each row, and no column where nothing is flagged', async () => {
  const { all, honest } = survey('csat');
  const { rows } = await askMetric(engine, 'csat', { responses: all });
  const left = await askMetric(engine, 'csat', { responses: honest });
  expect(rows.map((row) => row.without_flagged)).toEqual(left.rows.map(({ csat }) => csat));
  expect(left.rows[0]).not.toHaveProperty('without_flagged');
  expect(left.summary.without_flagged).toMatchObject({ flagged: 0, csat: left.summary.csat });
});

it('reaches a metric that another one follows', async () => {
  const { all, honest } = survey('csat');
  const dated = (rows: typeof all) =>
    rows.map((row, at) => ({ ...row, submitted_at: at % 2 ? '2025-01-05' : '2025-04-05' }));
  const sides = { before: '2025-01-01/2025-03-31', after: '2025-04-01/2025-06-30', duplicate_hours: 0 };
  const { duplicate_hours: _, ...params } = sides;
  const of = (rows: typeof all, settings: object) =>
    askMetric(engine, 'change', { responses: dated(rows) }, { ...params, settings });
  const [excluded, without] = [await of(all, { flagged: 'exclude' }), await of(honest, { flagged: 'exclude' })];
  expect((await of(all, {})).summary.n_before).not.toBe(without.summary.n_before);
  expect(excluded.summary.n_before).toBe(without.summary.n_before);
});

it('flags by the rules that were set for authenticity, and says that they are not the usual ones', async () => {
  const roles = await give(engine, { responses: survey('csat').all });
  const metric = metrics.get('csat')!;
  const of = async (rules: Record<string, unknown> | undefined, params = {}) => {
    const outcome = await run(metric, { params, roles, seed: 1 }, { engine, metrics, rules });
    if (outcome.kind !== 'answered') throw new Error(outcome.kind);
    return { ...outcome.found, said: metric.remarks(outcome.found, { params, roles, seed: 1 }) };
  };
  const [usual, own] = [await of(undefined), await of({ run: 8 })];
  expect(usual.summary.without_flagged).toMatchObject({ flagged: 10 });
  expect(usual.summary.without_flagged).not.toHaveProperty('rules');
  expect(own.summary.without_flagged).toMatchObject({ flagged: 0, rules: { run: 8 } });
  const lax = await of({ run: 2, run_share: 0.3 });
  expect((lax.summary.without_flagged as { flagged: number }).flagged).toBeGreaterThan(10);
  const spoken = (locale: 'en' | 'zh') =>
    lax.said.map(({ say: text, with: values }) => say(text, values, locale)).join('\n');
  expect(spoken('en')).toContain('carry a flag of authenticity by the rules set there and are counted here');
  expect(spoken('zh')).toContain('被真实性检查（按所设规则）标记');
  await expect(of({ run: 'many' })).rejects.toThrow('parameter run');
});

it('leaves no table behind', async () => {
  await askMetric(engine, 'csat', { responses: survey('csat').all });
  expect(
    await engine.query(sql`SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'flagged%'`),
  ).toEqual([]);
});

it('keeps forms without a time where others came in a burst', async () => {
  const form = (response_id: string, score: number, hour: number | null) => ({
    response_id,
    touchpoint: 'shop',
    item: 'q',
    kind: 'csat',
    score,
    submitted_at: hour === null ? null : new Date(Date.UTC(2025, 0, 1, hour)).toISOString(),
  });
  const responses = [
    ...Array.from({ length: 200 }, (_, at) => form(`calm ${String(at)}`, 5, at % 100)),
    ...Array.from({ length: 40 }, (_, at) => form(`burst ${String(at)}`, 1, 200)),
    ...Array.from({ length: 30 }, (_, at) => form(`undated ${String(at)}`, 4, null)),
  ];
  const { summary } = await askMetric(engine, 'csat', { responses }, { flagged: 'exclude' });
  expect(summary).toMatchObject({ n: 230, with_flagged: { flagged: 40, forms: 270, n: 270 } });
});
