import { afterAll, beforeAll, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import type { Given } from './metric';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const answers = (scores: readonly number[], touchpoint: string) =>
  scores.map((score, at) => ({
    response_id: `${touchpoint}${String(at)}`,
    customer_id: String(at),
    touchpoint,
    kind: 'csat',
    score,
  }));

it('takes sampling noise off, and never hides a uniformly bad level', async () => {
  const bad = { responses: [...answers([1, 2, 1, 2], 'app'), ...answers([2, 1, 1, 2], 'shop')] };
  const { summary, remarks } = await askMetric(engine, 'consistency', bad);
  expect(summary).toMatchObject({ between: 1, mean: 1.5 });
  expect(remarks.en).toContain('uniformly poor');
});

it('takes off no more noise than customers who rate several touchpoints make', async () => {
  const levels = [1, 2, 3, 4, 1, 2, 3, 4];
  const scaled = [
    ...answers(levels, 'app'),
    ...answers(
      levels.map((level) => level + 1),
      'shop',
    ),
  ].map((row) => ({
    ...row,
    scale_min: 1,
    scale_max: 5,
  }));
  // Each customer rates the shop exactly one point higher: nothing of that is chance, and 1 − 0.5 / 2 is left.
  expect((await askMetric(engine, 'consistency', { responses: scaled })).summary.between).toBeCloseTo(0.75, 12);
  // Of strangers the variance of a mean is 10 / 7 / 8; half of it sets two means apart.
  const strangers = scaled.map((row, at) => ({ ...row, customer_id: String(at) }));
  const { summary } = await askMetric(engine, 'consistency', { responses: strangers });
  expect(summary.between).toBeCloseTo(1 - Math.sqrt(0.25 - 10 / 7 / 8 / 2) / 2, 12);
});

it('takes off the noise of those who rated touchpoints, however many only rated the whole', async () => {
  const rated = [...answers([1, 2, 3, 4, 5, 3], 'app'), ...answers([4, 5, 3, 4, 5, 2], 'shop')];
  const strangers = rated.map((row, at) => ({ ...row, customer_id: String(at), scale_min: 1, scale_max: 5 }));
  const others = Array.from({ length: 40 }, (_, at) => ({
    ...strangers[0]!,
    response_id: `overall${String(at)}`,
    customer_id: `overall${String(at)}`,
    touchpoint: null,
    kind: 'overall',
  }));
  const ask = async (responses: NonNullable<Given['responses']>) =>
    (await askMetric(engine, 'consistency', { responses })).summary.between;
  expect(await ask([...strangers, ...others])).toBeCloseTo((await ask(strangers)) as number, 12);
});

it('counts customers by their weight, and says what the answers are worth', async () => {
  const responses = [...answers([3, 2, 2], 'app'), ...answers([3, 4, 4], 'shop')].map((row) => ({
    ...row,
    weight: row.customer_id === '0' ? 6 : 1,
  }));
  const { summary, rows } = await askMetric(engine, 'consistency', { responses });
  expect(summary.within_sd).toBeCloseTo((6 * 0 + 2 * Math.SQRT2) / 8, 12);
  expect(summary.effective_n).toBeCloseTo(16 ** 2 / 76, 12);
  expect(rows[0]!.effective_n).toBeCloseTo(8 ** 2 / 38, 12);
});

it('finds Krippendorff’s published α with touchpoints as coders (fast-krippendorff sample)', async () => {
  const none = null;
  const coders = [
    [none, none, none, none, none, 3, 4, 1, 2, 1, 1, 3, 3, none, 3],
    [1, none, 2, 1, 3, 3, 4, 3, none, none, none, none, none, none, none],
    [none, none, 2, 1, 3, 4, 4, none, 2, 1, 1, 3, 3, none, 4],
  ];
  const responses = coders.flatMap((scores, coder) =>
    scores.flatMap((score, at) =>
      score === null
        ? []
        : [
            {
              response_id: `${String(coder)}-${String(at)}`,
              customer_id: String(at),
              touchpoint: String(coder),
              kind: 'csat',
              score,
            },
          ],
    ),
  );
  expect((await askMetric(engine, 'consistency', { responses })).summary.alpha).toBeCloseTo(0.8108448928, 9);
});

it('audits alone are enough for the statements', async () => {
  const audits = ['99', '99 ', '109'].map((value, at) => ({ touchpoint: String(at), fact: 'price', value }));
  const { summary, remarks } = await askMetric(engine, 'consistency', { audits });
  expect(summary).toMatchObject({ between: null, alpha: null, fact_agreement: 2 / 3, pair_agreement: 1 / 3 });
  expect(remarks.en).toContain('most frequent one');
});

it('counts blank audits and earlier ones, and takes neither for a statement', async () => {
  const audits = [
    { touchpoint: 'app', fact: 'price', value: '99', canonical: '99', audited_at: '2025-02-01' },
    { touchpoint: 'app', fact: 'price', value: '79', canonical: '99', audited_at: '2025-01-01' },
    { touchpoint: 'shop', fact: 'price', value: '  ', canonical: '99', audited_at: '2025-02-01' },
    { touchpoint: 'shop', fact: '', value: '99', canonical: '99', audited_at: '2025-02-01' },
    { touchpoint: 'call', fact: 'price', value: null, canonical: '99', audited_at: '2025-02-01' },
  ];
  const { rows, summary, remarks } = await askMetric(engine, 'consistency', { audits });
  expect(rows).toHaveLength(1);
  expect(rows[0]).toMatchObject({ touchpoint: 'app', facts: 1, agreement: 1 });
  expect(summary).toMatchObject({ fact_agreement: 1, facts_missing: 3, facts_superseded: 1 });
  expect(remarks.en).toContain('3 audited statements are blank');
  expect(remarks.en).toContain('1 earlier audits');
});
