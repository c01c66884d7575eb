import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pathsOf } from './paths';
import { ruleShares, type Rule, type RuleOptions } from './rule-credits';

/** The shares of the touches of one path, of the given ages. */
function shared(path: readonly string[], rule: Rule, options: RuleOptions = {}, ages: readonly number[] | null = null) {
  return ruleShares(pathsOf([{ path, conversions: 1, nulls: 0, value: 0 }], ages), rule, options)(0, path.length);
}

it.each<[Rule, string[], number[]]>([
  ['first', ['a', 'b', 'c'], [1, 0, 0]],
  ['last', ['a', 'b', 'c'], [0, 0, 1]],
  ['linear', ['a', 'b', 'c', 'd'], [0.25, 0.25, 0.25, 0.25]],
  // Adobe, Mixpanel, Google, Matomo (metrics.md 4.1)
  ['position', ['a'], [1]],
  ['position', ['a', 'b'], [0.5, 0.5]],
  ['position', ['a', 'b', 'c', 'd'], [0.4, 0.1, 0.1, 0.4]],
  ['j', ['a', 'b'], [0.25, 0.75]],
  ['j', ['a', 'b', 'c'], [0.2, 0.2, 0.6]],
  ['inverse-j', ['a', 'b'], [0.75, 0.25]],
  ['inverse-j', ['a', 'b', 'c'], [0.6, 0.2, 0.2]],
])('%s shares a conversion over %j as %j', (rule, path, shares) => {
  shared(path, rule)!.forEach((share, i) => expect(share).toBeCloseTo(shares[i]!, 12));
});

it('gives the last touch that is not direct all, and a direct one only when all are direct', () => {
  expect(shared(['a', 'b', 'direct', 'direct'], 'last-non-direct', { direct: 'direct' })).toEqual([0, 1, 0, 0]);
  expect(shared(['direct', 'direct'], 'last-non-direct', { direct: 'direct' })).toEqual([0, 1]);
  expect(shared(['a', 'b'], 'last-non-direct', { direct: null })).toEqual([0, 1]);
});

// golden.json time_decay: P coreyhaines31/marketingskills (printed 175, 290, 575, 3415, 7545), O
it('halves the weight of a touch with each half-life', () => {
  const shares = shared([...'abcde'], 'time-decay', {}, [38, 33, 26, 8, 0])!;
  [175.2, 287.44, 574.88, 3417.04, 7545.45].forEach((value, i) => expect(shares[i]! * 12000).toBeCloseTo(value, 1));
});

// P stementorai.com
it('shares over weekly touches as published', () => {
  const shares = shared([...'abcd'], 'time-decay', {}, [28, 21, 14, 7])!;
  [0.0667, 0.1333, 0.2667, 0.5333].forEach((share, i) => expect(shares[i]).toBeCloseTo(share, 4));
});

it('normalises custom weights and leaves the middle out of two touches', () => {
  const weights = { first: 30, middle: 50, last: 10 };
  expect(shared(['a', 'b'], 'position', { weights })).toEqual([0.75, 0.25]);
  expect(shared(['a', 'b', 'c'], 'position', { weights })![1]).toBeCloseTo(5 / 9, 12);
});

it('has no credits where they do not exist', () => {
  expect(shared([], 'linear')).toBeNull();
  expect(shared(['a', 'b'], 'time-decay')).toBeNull();
  expect(shared(['a'], 'time-decay', { halfLife: 0 }, [1])).toBeNull();
  expect(shared(['a', 'b'], 'position', { weights: { first: 0, middle: 1, last: 0 } })).toBeNull();
  expect(shared(['a', 'b'], 'j', { weights: { first: -1, middle: 1, last: 3 } })).toBeNull();
});

it('shares exactly one conversion, however long and old the path', () => {
  const rules: Rule[] = ['first', 'last', 'last-non-direct', 'linear', 'position', 'j', 'inverse-j', 'time-decay'];
  const touch = fc.tuple(fc.constantFrom('a', 'b', 'direct'), fc.double({ min: 0, max: 1e6, noNaN: true }));
  fc.assert(
    fc.property(fc.constantFrom(...rules), fc.array(touch, { minLength: 1, maxLength: 60 }), (rule, touches) => {
      const [path, ages] = [touches.map(([channel]) => channel), touches.map(([, age]) => age)];
      const shares = shared(path, rule, { direct: 'direct' }, ages)!;
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      expect(shares.every((share) => share >= 0)).toBe(true);
    }),
  );
});
