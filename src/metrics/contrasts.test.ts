import { expect, it } from 'vitest';
import { contrasts } from './contrasts';

const rest = { name: 'rest', n: 100, mean: 0.5, variance: 0.25 };

it('does not take three answers that agree for answers without spread', () => {
  const [agreed] = contrasts([{ name: 'agreed', n: 3, mean: 1, variance: 0 }, rest]);
  // By hand: t = .5 / √(.25 / 3 + .25 / 100) = 1.707 on 2.12 degrees of freedom.
  expect(agreed?.p).toBeGreaterThan(0.2);
  expect(agreed?.p).toBeLessThan(0.23);
});

it('leaves a large group its own spread', () => {
  const [sure] = contrasts([{ name: 'sure', n: 300, mean: 0, variance: 0 }, rest]);
  expect(sure?.p).toBeLessThan(1e-6);
});
