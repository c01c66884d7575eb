import fc from 'fast-check';
import { expect, it } from 'vitest';
import { seeded } from './random';
import { stratifiedFolds } from './stratified-folds';

it('spreads each outcome evenly over the folds', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1), { minLength: 10, maxLength: 80 }), fc.integer(), (outcomes, seed) => {
      const folds = stratifiedFolds(outcomes, 5, seeded(seed))!;
      for (const outcome of [0, 1]) {
        const sizes = [0, 1, 2, 3, 4].map(
          (fold) => folds.filter((f, i) => f === fold && outcomes[i] === outcome).length,
        );
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }
      expect(stratifiedFolds(outcomes, 5, seeded(seed))).toEqual(folds);
    }),
  );
});

it('differs by seed, and refuses fewer rows than folds', () => {
  const outcomes = Array.from({ length: 50 }, (_, i) => i % 2);
  expect(stratifiedFolds(outcomes, 5, seeded(1))).not.toEqual(stratifiedFolds(outcomes, 5, seeded(2)));
  expect(stratifiedFolds([0, 1], 3, seeded(1))).toBeNull();
  expect(stratifiedFolds([0, 1], 1, seeded(1))).toBeNull();
});
