import { expect, it } from 'vitest';
import { trainings } from './risk-model';
import { course, strongest, wordingOf } from './risk-scoring';

const model = { probability: () => 0.5, reasons: (row: ArrayLike<number>) => Array.from(row) };

it('tells progress through the training, and through the people that the models are asked about', () => {
  const told: number[] = [];
  const heard = course((share) => told.push(share), { rounds: 1, trained: 10_000, asked: 200_000 });
  for (let fit = 0; fit < trainings.logistic; fit++) heard.fitted('light');
  for (let fit = 0; fit < trainings.network; fit++) heard.fitted('heavy');
  // Training on ten thousand is about a third of the way where two hundred thousand are to be judged.
  expect(told.at(-1)).toBeGreaterThan(0.2);
  expect(told.at(-1)).toBeLessThan(0.5);
  const before = told.length;
  for (const train of [heard.asking(() => model), heard.asking(() => model)]) {
    const trained = train({ rows: [], outcomes: [] })!;
    for (let who = 0; who < 200_000; who++) trained.reasons([who]);
  }
  expect(told.length - before).toBe(800);
  expect(told).toEqual([...told].sort((a, b) => a - b));
  expect(told.at(-1)).toBeCloseTo(1, 9);
});

it('says nothing of a model that there is not', () => {
  const heard = course(() => undefined, { rounds: 1, trained: 10, asked: 10 });
  expect(heard.asking(() => null)({ rows: [], outcomes: [] })).toBeNull();
});

it('names the inputs that speak most for a score, of equal ones the first, and none that speaks against it', () => {
  const wording = wordingOf(['visits', 'plan = year', 'fee', 'cases'], [2, 0.5, 30, 1]);
  const row = [5, 0, 20, 0];
  expect(strongest(3, [0.2, 0.7, -1, 0.2], row, wording)).toEqual(['plan ≠ year', 'visits ↑', 'cases ↓']);
  expect(strongest(1, [0.2, 0.7, -1, 0.2], row, wording)).toEqual(['plan ≠ year']);
  expect(strongest(3, [0, -0.1, 0, 1e-10], row, wording)).toEqual([]);
});
