import fc from 'fast-check';
import { expect, it } from 'vitest';
import { benjaminiHochberg } from './benjamini-hochberg';

// the first: p.adjust of R on the example of Benjamini & Hochberg (1995); the second: statsmodels test_multi.py (R multtest)
const published = [
  {
    p: [
      0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1,
    ],
    q: [
      0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.06385714286, 0.06385714286, 0.0645, 0.0765, 0.486, 0.58118181818,
      0.714875, 0.75323076923, 0.81321428571, 1,
    ],
  },
  {
    p: [
      5.23656777208e-5, 0.00028140506198, 0.0149877310796, 0.0202732688798, 0.177096952723, 0.642193923795,
      0.680845947633, 0.71626938238, 0.838541367553, 0.967833824309,
    ],
    q: [
      5.23656777208e-4, 0.0014070253099, 0.0499591035987, 0.0506831721995, 0.354193905446, 0.895336727975,
      0.895336727975, 0.895336727975, 0.931712630614, 0.967833824309,
    ],
  },
];

it.each(published)('gives the published q values', ({ p, q }) => {
  benjaminiHochberg(p).forEach((value, i) => expect(value).toBeCloseTo(q[i]!, 10));
});

it('rejects four of the first example at .05', () => {
  expect(benjaminiHochberg(published[0]!.p).filter((q) => q! <= 0.05)).toHaveLength(4);
});

it('keeps tests that do not exist and does not count them', () => {
  expect(benjaminiHochberg([null, 0.04, 0.01, null])).toEqual([null, 0.04, 0.02, null]);
});

it('follows the order of the p values, never below them and never above 1', () => {
  const thousandth = fc.nat(1000).map((value) => value / 1000);
  fc.assert(
    fc.property(fc.array(thousandth, { minLength: 1, maxLength: 20 }), (p) => {
      const q = benjaminiHochberg(p).map((value) => value!);
      q.forEach((value, i) => {
        expect(value).toBeGreaterThanOrEqual(p[i]! * (1 - 1e-12));
        expect(value).toBeLessThanOrEqual(1);
        q.forEach((other, j) => expect(p[i]! < p[j]! ? value <= other : true).toBe(true));
      });
    }),
    { seed: 1 },
  );
});
