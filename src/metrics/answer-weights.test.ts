import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import { give } from '../../test/engines/given';
import { firm } from '../../test/engines/made-up-firm';
import type { Engine } from '../engine/engine';
import { sql } from '../engine/sql';
import { openNative } from '../headless/native';
import { seeded } from '../stats/random';
import { metrics } from '.';
import { responseWeight } from './answer-weights';
import { run } from './run';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

type Rows = readonly Readonly<Record<string, string | number | null>>[];

/** Forms of six items and an overall score, of unequal weights. */
function survey(kind: string, prefix: string, size: number, weightOf: (at: number) => number): Rows {
  const random = seeded(size);
  const grade = () => 1 + Math.floor(5 * random());
  return Array.from({ length: size }, (_, at) => {
    const form = { response_id: `${prefix}${String(at)}`, weight: weightOf(at), submitted_at: '2025-03-01' };
    const scores = Array.from({ length: 6 }, grade);
    const overall = Math.min(5, Math.max(1, scores[0]! + Math.floor(3 * random()) - 1));
    return [
      ...scores.map((score, q) => ({ ...form, touchpoint: `t${String(q % 3)}`, item: `q${String(q)}`, kind, score })),
      { ...form, touchpoint: null, item: null, kind: 'overall', score: overall },
    ];
  }).flat();
}

describe.each([
  ['csat', 'csat'],
  ['nps', 'nps'],
  ['ces', 'ces'],
  ['satisfaction-index', 'csat'],
  ['consistency', 'csat'],
  ['reliability', 'csat'],
  ['drivers', 'csat'],
])('%s', (metric, kind) => {
  it('leaves out answers of weight 0 or below, and says how many', async () => {
    const good = survey(kind, 'good', 40, (at) => 1 + (at % 3));
    const none = survey(kind, 'none', 12, (at) => (at % 2 ? 0 : -3));
    const [plain, mixed] = [
      await askMetric(engine, metric, { responses: good }),
      await askMetric(engine, metric, { responses: [...none, ...good] }),
    ];
    const { without_flagged: _, ...wanted } = plain.summary;
    const { without_flagged: __, weightless, ...found } = mixed.summary;
    expect(found).toEqual(wanted);
    expect(mixed.rows).toEqual(plain.rows);
    expect(weightless).toBe(12 * 7);
    expect(mixed.remarks.en).toContain('caution: 84 rows of responses have a weight of 0, below 0 or no number');
    expect(mixed.remarks.zh).toContain('84 行的权重为 0、负数或不是有限的数');
    expect(plain.summary).not.toHaveProperty('weightless');
  });
});

it('leaves out pairs of answers, texts and alerts of no weight too', async () => {
  const pair = (response_id: string, weight: number) =>
    ['kano_functional', 'kano_dysfunctional'].map((kind) => ({ response_id, item: 'i', kind, score: 1, weight }));
  const kano = await askMetric(engine, 'kano', { responses: [...pair('a', 1), ...pair('b', 0)] });
  expect(kano.summary).toMatchObject({ n: 1, weightless: 2 });
  const said = { touchpoint: 't', kind: 'verbatim', text: 'very good' };
  const texts = [1, -1, 0].map((weight, at) => ({ ...said, response_id: String(at), weight }));
  for (const id of ['sentiment', 'topics'])
    expect((await askMetric(engine, id, { responses: texts })).summary, id).toMatchObject({ weightless: 2 });
  const alerts = [1, 0].map((weight, at) => ({
    response_id: String(at),
    customer_id: String(at),
    touchpoint: 't',
    kind: 'nps',
    score: 2,
    submitted_at: '2025-01-01',
    weight,
  }));
  const tickets = [{ ticket_id: '1', customer_id: '9', touchpoint: 't', created_at: '2025-03-01' }];
  expect((await askMetric(engine, 'closed-loop', { responses: alerts, tickets })).summary).toMatchObject({
    alerts: 1,
    weightless: 1,
  });
});

it('leaves out weights that are no numbers, and counts only those of the period asked about', async () => {
  const roles = await give(engine, { responses: survey('csat', 'r', 6, () => 1) });
  await engine.run(
    sql`UPDATE canonical.responses SET weight = 'nan'::DOUBLE WHERE response_id = 'r0'`,
    sql`UPDATE canonical.responses SET weight = 'inf'::DOUBLE, submitted_at = '2025-05-01' WHERE response_id = 'r1'`,
  );
  const of = async (only?: { to: string }) => {
    const outcome = await run(metrics.get('csat')!, { params: {}, roles, seed: 1 }, { engine, metrics, only });
    return outcome.kind === 'answered' ? outcome.found.summary : null;
  };
  expect(await of()).toMatchObject({ n: 4 * 6, weightless: 14 });
  expect(await of({ to: '2025-04-01' })).toMatchObject({ n: 4 * 6, weightless: 7 });
});

it('keeps answers of no weight where no weight is read', async () => {
  const responses = survey('csat', 'none', 12, (at) => at % 2);
  const { summary } = await askMetric(engine, 'authenticity', { responses });
  expect(summary.n).toBe(12);
  expect(summary).not.toHaveProperty('weightless');
});

it('knows every metric that reads weights', async () => {
  const roles = await give(engine, { ...firm, responses: firm.responses.map((row) => ({ ...row, weight: 1 })) });
  const ofCsat = { metric: 'csat', before: '2025-01-01/2025-01-31', after: '2025-02-01/2025-02-28' };
  for (const metric of metrics.values()) {
    const params = metric.id === 'change' ? ofCsat : (metric.example.params ?? {});
    const texts = Object.values(metric.query({ params, roles, seed: 1 })).map(({ text }) => text);
    expect(metric.weighted ?? false, metric.id).toBe(texts.some((text) => text.includes(responseWeight.text)));
  }
});
