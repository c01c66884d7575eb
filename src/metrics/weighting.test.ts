import { afterAll, beforeAll, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

/** apiclus1 of the R package survey 4.1-1, as in its help of `rake`. */
const cells = [
  ['E', 'No', 12, 39.83850941],
  ['E', 'Yes', 132, 29.87046387],
  ['H', 'No', 3, 67.12578263],
  ['H', 'Yes', 11, 50.33015277],
  ['M', 'No', 8, 49.0700674],
  ['M', 'Yes', 17, 36.79218166],
] as const;
const people = cells.flatMap(([stype, wide, n]) =>
  Array.from({ length: n }, (_, at) => ({ customer_id: `${stype}${wide}${String(at)}`, stype, wide })),
);
const given = {
  customers: people,
  responses: people.map(({ customer_id }) => ({ response_id: customer_id, customer_id, score: 5 })),
};
const margins = { stype: { E: 4421, H: 755, M: 1018 }, wide: { No: 1072, Yes: 5122 } };

// R stops within one person of its targets, we within a millionth of the total: weights agree to two decimals.
it('rakes apiclus1 as the R package survey does', async () => {
  const { rows, summary } = await askMetric(engine, 'weighting', given, { margins });
  rows.forEach(({ weight }, at) => expect(weight).toBeCloseTo(cells[at]![3], 2));
  expect(summary.effective_n).toBeCloseTo(174.0105279, 1);
  expect(summary.design_effect).toBeCloseTo(1.051660507, 4);
});

it('refuses margins it does not know, and an empty cell', async () => {
  await expect(askMetric(engine, 'weighting', given, { margins: ['planet'] })).rejects.toThrow(/margins/);
  const lacking = await askMetric(engine, 'weighting', given, { margins: { stype: { E: 1, H: 1, M: 1, X: 1 } } });
  expect(lacking.summary.effective_n).toBeNull();
  expect(lacking.remarks.en).toContain('stype: X');
});
