import { afterAll, beforeAll, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const ask = (forms: readonly (readonly (number | null)[])[], more: readonly object[] = []) =>
  askMetric(engine, 'reliability', {
    responses: forms.flatMap((form, at) =>
      form.map((score, item) => ({
        response_id: String(at),
        item: `q${String(item)}`,
        kind: 'attribute',
        score,
        ...more[at],
      })),
    ),
  });
const forms = [
  [1, 2, 1],
  [2, 1, 2],
  [3, 5, 4],
  [4, 4, 5],
  [5, 4, 4],
];

it('is Cronbach’s α of the complete forms, incomplete ones counted', async () => {
  const [whole, gaps] = [await ask(forms), await ask([...forms, [5, null, 1]])];
  expect(gaps.summary).toMatchObject({ alpha: whole.summary.alpha, n: 5, incomplete: 1 });
  // Variances 2.5, 2.7, 2.7; the sum 4, 5, 12, 13, 13 has 20.3
  expect(whole.summary.alpha).toBeCloseTo(1.5 * (1 - 7.9 / 20.3), 12);
  expect(Number(whole.summary.low)).toBeLessThan(Number(whole.summary.alpha));
  expect(Number(whole.summary.high)).toBeGreaterThan(Number(whole.summary.alpha));
});

it('cautions of an item that runs against the others', async () => {
  const { summary, remarks } = await ask(forms.map(([a, b, c]) => [a!, b!, 6 - c!]));
  expect(Number(summary.alpha)).toBeLessThan(0.5);
  expect(remarks.en).toContain('may be reversed: ');
});

it('counts an answer twice where its weight is two', async () => {
  const twice = await ask([...forms, forms[2]!]);
  const weighted = await ask(
    forms,
    forms.map((_, at) => ({ weight: at === 2 ? 2 : 1 })),
  );
  expect(weighted.summary.alpha).toBeCloseTo(Number(twice.summary.alpha), 12);
  expect(weighted.summary).toMatchObject({ n: 5, effective_n: 36 / 8 });
});

it('does not exist for one item, or for items that do not vary', async () => {
  for (const none of [forms.map(([a]) => [a!]), forms.map(() => [3, 3])]) {
    const { summary, remarks } = await ask(none);
    expect(summary.alpha).toBeNull();
    expect(remarks.zh).toContain('α 不存在');
  }
});

it('joins the answers of a customer where each has its own response id', async () => {
  const { summary } = await askMetric(engine, 'reliability', {
    responses: forms.flatMap((form, at) =>
      form.map((score, item) => ({
        response_id: `${String(at)}-${String(item)}`,
        customer_id: String(at),
        item: `q${String(item)}`,
        kind: 'csat',
        score,
      })),
    ),
  });
  expect(summary.n).toBe(5);
});
