import { expect, it } from 'vitest';
import { expectedFalseAlarms } from './expected-false-alarms';
import { runRules, type RunRule } from './run-rules';
import { normalQuantile } from './normal-quantile';
import { seeded } from './random';

const points = (distances: readonly (number | null)[]) =>
  distances.map((distance) => ({ value: distance, lower: -3, upper: 3, distance }));
const all = ['beyond', 'side', 'trend', 'two-of-three', 'four-of-five'] as const;

it.each<[RunRule, (number | null)[], number[]]>([
  ['beyond', [0, 3.1, -3.1, 3, null], [1, 2]],
  ['side', [1, 1, 1, 1, 1, 1, 1, 0.1, 0.1, -1], [7, 8]],
  ['side', [1, 1, 1, 1, null, 1, 1, 1, 1], []],
  ['side', [1, 1, 1, 1, 0, 1, 1, 1, 1], []],
  ['trend', [-2, -1, 0, 0.5, 1, 1.5, 1.4], [5]],
  ['trend', [-2, -1, 0, 0, 1, 1.5, 1.6], []],
  ['trend', [6, 5, 4, 3, 2, 1].map((value) => value / 10), [5]],
  ['trend', [1, 2, 3, null, 4, 5, 6], []],
  ['two-of-three', [2.1, 0, 2.1, 0, 0, -2.1, 2.1, -2.1], [2, 7]],
  ['two-of-three', [2.1, 2.2, 0], [1]],
  ['four-of-five', [1.1, 1.1, 0, 1.1, 1.1, 0.5], [4]],
  ['four-of-five', [1.1, 1.1, -1.1, 1.1, -1.1, 1.1], []],
])('marks %s in %j', (rule, distances, expected) => {
  const marked = runRules(points(distances), { rules: [rule] });
  expect(marked.flatMap((rules, i) => (rules.length > 0 ? [i] : []))).toEqual(expected);
});

it('marks only points beyond the limits unless asked', () => {
  expect(runRules(points([1, 1, 1, 1, 1, 1, 1, 1, 4]))).toEqual([[], [], [], [], [], [], [], [], ['beyond']]);
});

it('takes another length of run', () => {
  expect(runRules(points([1, 1, 1]), { rules: ['side'], side: 3 })[2]).toEqual(['side']);
});

it.each(all.map((rule) => [rule]))('expects about as many false alarms of %s as chance gives', (rule) => {
  const random = seeded(9);
  const n = 60_000;
  const marked = runRules(points(Array.from({ length: n }, () => normalQuantile(random() || 0.5))), { rules: [rule] });
  const alarms = marked.filter((rules) => rules.length > 0).length;
  expect(alarms / expectedFalseAlarms(n, { rules: [rule] })).toBeGreaterThan(0.85);
  expect(alarms / expectedFalseAlarms(n, { rules: [rule] })).toBeLessThan(1.15);
});

it('expects 0.27 false alarms a hundred points, and more with every rule', () => {
  expect(expectedFalseAlarms(100)).toBeCloseTo(0.27, 2);
  expect(expectedFalseAlarms(100, { rules: all })).toBeGreaterThan(1.5);
});
