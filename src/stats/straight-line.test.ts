import fc from 'fast-check';
import { expect, it } from 'vitest';
import { straightLine } from './straight-line';

// R package careless, inst/testdata/lonstring-test-data.csv: 10·i ones, then 0 and 1 in turn up to 100 answers
it.each([10, 20, 30, 40, 50, 60, 70, 80, 90])('finds the run of %i in the test data of careless', (run) => {
  const answers = Array.from({ length: 100 }, (_, i) => (i < run ? 1 : i % 2));
  expect(straightLine(answers)!.longestRun).toBe(run);
});

it('finds runs of either answer, as in the last row of the test data', () => {
  const { longestRun, averageRun } = straightLine(Array.from({ length: 100 }, (_, i) => 1 - (Math.floor(i / 10) % 2)))!;
  expect([longestRun, averageRun]).toEqual([10, 10]);
});

it('measures the spread within a person', () => {
  expect(straightLine([1, 2, 3, 4])!.spread).toBeCloseTo(Math.sqrt(5 / 3), 12);
  expect(straightLine([4, 4, 4])).toEqual({ answered: 3, longestRun: 3, averageRun: 3, spread: 0 });
});

it('passes over items without an answer', () => {
  expect(straightLine([5, null, 5, null, 5])!.longestRun).toBe(3);
  expect(straightLine([5])!.spread).toBeNull();
  expect(straightLine([null, null])).toBeNull();
  expect(straightLine([])).toBeNull();
});

it('counts between one and all answers', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 30 }), (answers) => {
      const { longestRun, averageRun } = straightLine(answers)!;
      expect(longestRun).toBeLessThanOrEqual(answers.length);
      expect(averageRun).toBeLessThanOrEqual(longestRun);
      expect(averageRun).toBeGreaterThanOrEqual(1);
    }),
    { seed: 1 },
  );
});
