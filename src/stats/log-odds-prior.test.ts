import { expect, it } from 'vitest';
import { logOddsPrior } from './log-odds-prior';

const first = new Map([
  ['slow', 10],
  ['fast', 30],
  ['the', 60],
]);
const second = new Map([
  ['slow', 40],
  ['the', 60],
]);

// worked by hand from eq. 15, 20–22 of Monroe et al. (2008): prior of 'slow' 10 · 50 / 200
it('gives the shrunk log-odds ratio in standard errors', () => {
  const slow = logOddsPrior(first, second, 10).find(({ word }) => word === 'slow')!;
  const logOdds = Math.log(12.5 / (110 - 12.5)) - Math.log(42.5 / (110 - 42.5));
  expect(slow.logOdds).toBeCloseTo(logOdds, 12);
  expect(slow.z).toBeCloseTo(logOdds / Math.sqrt(1 / 12.5 + 1 / 42.5), 12);
  expect(slow.count).toBe(50);
});

it('orders from the first group’s words to the second’s and leaves common ones at 0', () => {
  const found = logOddsPrior(first, second);
  expect(found.map(({ word }) => word)).toEqual(['fast', 'the', 'slow']);
  expect(found[1]!.z).toBeCloseTo(0, 12);
});

it('changes sign when the groups change places', () => {
  const back = new Map(logOddsPrior(second, first).map(({ word, z }) => [word, z]));
  for (const { word, z } of logOddsPrior(first, second)) expect(back.get(word)).toBeCloseTo(-z, 12);
});

it('is empty unless both groups have words', () => {
  expect(logOddsPrior(new Map(), second)).toEqual([]);
  expect(logOddsPrior(first, new Map([['slow', 0]]))).toEqual([]);
});
