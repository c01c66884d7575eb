import { expect, it } from 'vitest';
import { bursts } from './bursts';

const steady = [...Array<number>(40).fill(2), ...Array<number>(30).fill(1), ...Array<number>(30).fill(3)];

// scipy 1.17.1: poisson.sf(11, mean of the counts cut at 3)
it('finds a burst among counts that vary no more than chance', () => {
  const chances = bursts([...steady, 12]);
  expect(chances[100]! / 1.4349151091511514e-6).toBeCloseTo(1, 9);
  expect(Math.min(...chances.slice(0, 100).map((chance) => chance!))).toBeGreaterThan(0.1);
});

// scipy 1.17.1: nbinom.sf(9, size, size / (size + mean)) by the moments of the counts
it('is used to bursts where counts vary more than chance', () => {
  const counts = [0, 0, 9, 0, 1, 8, 0, 0, 7, 0, 0, 10, 1, 0, 9, 0, 0, 8, 0, 10];
  expect(bursts(counts)[11]).toBeCloseTo(0.0776316045053929, 10);
});

it('expects more in busy hours', () => {
  const busy = Array.from({ length: 48 }, (_, hour) => (hour % 24 === 12 ? 20 : 2));
  const expected = busy.map((count) => count / 2);
  expect(bursts(busy)[12]).toBeLessThan(1e-6);
  expect(bursts(busy, expected)[12]).toBeGreaterThan(0.3);
});

it('finds the only busy hour of a quiet month', () => {
  const counts = Array.from({ length: 720 }, (_, hour) => (hour === 100 ? 40 : hour % 25 === 0 ? 1 : 0));
  expect(bursts(counts)[100]).toBeLessThan(1e-20);
  expect(bursts(counts)[1]).toBe(1);
  expect(bursts(counts)[25]).toBeCloseTo(0.09, 1);
});

it('says nothing without counts or expectation', () => {
  expect(bursts([])).toEqual([]);
  expect(bursts([0, 0])).toEqual([null, null]);
  expect(bursts([3, 4], [1, 0])[1]).toBeNull();
});
