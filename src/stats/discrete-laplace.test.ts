import { expect, it } from 'vitest';
import { discreteLaplace, type RandomBytes } from './discrete-laplace';
import { seeded } from './random';

function bytesOf(seed: number): RandomBytes {
  const random = seeded(seed);
  return (bytes) => bytes.forEach((_, i) => (bytes[i] = Math.floor(random() * 256)));
}

// variance 2 q / (1 − q)², P(0) = (1 − q) / (1 + q) with q = exp(−ε / sensitivity): Canonne, Kamath & Steinke (2020)
it.each([
  [1, 1],
  [0.5, 2],
  [2, 1],
])('has the variance and the share of zeros of ε = %d at sensitivity %i', (epsilon, sensitivity) => {
  const bytes = bytesOf(11);
  const draws = Array.from({ length: 20_000 }, () => discreteLaplace(epsilon, sensitivity, bytes)!);
  const q = Math.exp(-epsilon / sensitivity);
  const variance = (2 * q) / (1 - q) ** 2;
  const mean = draws.reduce((sum, x) => sum + x, 0) / draws.length;
  expect(Math.abs(mean)).toBeLessThan(4 * Math.sqrt(variance / draws.length));
  expect(Math.abs(draws.reduce((sum, x) => sum + x * x, 0) / draws.length / variance - 1)).toBeLessThan(0.08);
  const zeros = draws.filter((x) => x === 0).length / draws.length;
  expect(Math.abs(zeros - (1 - q) / (1 + q))).toBeLessThan(0.015);
  expect(draws.every(Number.isInteger)).toBe(true);
});

it('adds nothing for an infinite budget or where nothing can change', () => {
  expect(discreteLaplace(Infinity, 1, bytesOf(1))).toBe(0);
  expect(discreteLaplace(1, 0, bytesOf(1))).toBe(0);
});

it('refuses budgets and sensitivities that are none', () => {
  for (const epsilon of [0, -1, Number.NaN]) expect(discreteLaplace(epsilon, 1, bytesOf(1))).toBeNull();
  for (const sensitivity of [-1, 0.5, Number.NaN]) expect(discreteLaplace(1, sensitivity, bytesOf(1))).toBeNull();
});

it('takes cryptographic bytes', () => {
  expect(Number.isInteger(discreteLaplace(0.1, 1, (bytes) => crypto.getRandomValues(bytes)))).toBe(true);
});
