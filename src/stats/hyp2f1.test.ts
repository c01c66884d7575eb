import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hyp2f1 } from './hyp2f1';

// O scipy 1.17.1 scipy.special.hyp2f1
it.each([
  [0.243, 2.426, 2.219, 0.88, 1.8385453051196385],
  [0.243, 2.426, 2.219, 0.95, 2.4461866770309872],
  [0.243, 2.426, 2.219, 0.9999, 29.99618702810157],
  [2.243, 4.426, 4.219, 0.474, 4.574781444616262],
  [0.5, 1.25, -0.5, 0.3, -0.11155766468664231],
  [1, 1, 2, -3, 0.46209812037329656],
  [1, 1, 2, 0.97, 3.6150081415669884],
  [0.7, -0.3, 1.9, -20, 1.7822156797690514],
  [5.2, 3.3, 9.1, 0.93, 31.60647548418015],
  [-2, 3, 4.5, 0.99, 0.1552],
])('of (%d, %d; %d; %d) is %d', (a, b, c, z, value) => {
  expect(Math.abs(hyp2f1(a, b, c, z)! / value - 1)).toBeLessThan(1e-10);
});

it('does not exist from 1 on, nor at a pole of c', () => {
  expect(hyp2f1(1, 1, 2, 1)).toBeNull();
  expect(hyp2f1(1, 1, -2, 0.5)).toBeNull();
  expect(hyp2f1(Number.NaN, 1, 2, 0.5)).toBeNull();
});

it('obeys Euler’s transformation', () => {
  const parameter = fc.double({ min: 0.05, max: 4, noNaN: true });
  const z = fc.double({ min: -5, max: 0.89, noNaN: true });
  fc.assert(
    fc.property(parameter, parameter, parameter, z, (a, b, c, z) => {
      const euler = (1 - z) ** (c - a - b) * hyp2f1(c - a, c - b, c, z)!;
      expect(Math.abs(hyp2f1(a, b, c, z)! - euler)).toBeLessThan(1e-8 * Math.max(1, Math.abs(euler)));
    }),
  );
});
