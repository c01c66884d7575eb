import { expect, it } from 'vitest';
import { binomialTest } from './binomial-test';
import { kano } from './kano';
import { kanoCategory } from './kano-category';

// P kanoMatrix.js of Zolano974/docker-venom-stack, metrics.md 6.3
it('places each pair of answers in its category', () => {
  const rows = [1, 2, 3, 4, 5].map((f) => [1, 2, 3, 4, 5].map((d) => kanoCategory(f, d)).join(''));
  expect(rows).toEqual(['QAAAO', 'RIIIM', 'RIIIM', 'RIIIM', 'RRRRQ']);
  expect([kanoCategory(0, 1), kanoCategory(6, 1), kanoCategory(1.5, 2), kanoCategory(Number.NaN, 1)]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

const none = { A: 0, O: 0, M: 0, I: 0, R: 0, Q: 0 };

// worked by hand
it('gives category, strength and the two coefficients', () => {
  const found = kano({ A: 40, O: 20, M: 10, I: 20, R: 5, Q: 5 })!;
  expect(found).toMatchObject({ n: 100, category: 'A', strength: 0.2, questionable: 0.05 });
  expect(found.better).toBeCloseTo(60 / 90, 12);
  expect(found.worse).toBeCloseTo(-30 / 90, 12);
  expect(found.leadP).toBeCloseTo(binomialTest(20, 60)!, 12);
});

it('breaks ties as M, O, A, I', () => {
  expect(kano({ ...none, A: 9, O: 9, M: 9, I: 9 })!.category).toBe('M');
  expect(kano({ ...none, A: 9, O: 9, I: 9 })!.category).toBe('O');
  expect(kano({ ...none, A: 9, I: 9, R: 9 })!.category).toBe('A');
  expect(kano({ ...none, A: 9, M: 9 })).toMatchObject({ strength: 0, leadP: 1 });
});

it('does not exist without answers, nor its coefficients without judged ones', () => {
  expect(kano(none)).toBeNull();
  expect(kano({ ...none, Q: 3 })).toMatchObject({ category: 'Q', better: null, worse: null, questionable: 1 });
});

// worked by hand: 2 (1 + 10 + 45) / 1024
it('tests a lead by signs', () => {
  expect(binomialTest(2, 10)).toBeCloseTo(112 / 1024, 10);
  expect(binomialTest(8, 10)).toBeCloseTo(112 / 1024, 10);
  expect(binomialTest(5, 10)).toBe(1);
  expect(binomialTest(0, 0)).toBeNull();
  expect(binomialTest(3, 2)).toBeNull();
});
