import { expect, it } from 'vitest';
import { bootstrapInterval } from './bootstrap-interval';

const replicates = Array.from({ length: 999 }, (_, i) => 3 + ((i - 400) / 300) ** 3);

it('accelerates by people, however they are gathered into patterns', () => {
  const people = { values: [2, 2, 2, 5, 5, 11], multiplicities: [1, 1, 1, 1, 1, 1] };
  const patterns = { values: [2, 5, 11], multiplicities: [3, 2, 1] };
  const interval = bootstrapInterval(3, replicates, 0.95, 'bca', people)!;
  expect(bootstrapInterval(3, replicates, 0.95, 'bca', patterns)).toEqual(interval);
  expect(interval.low).not.toBeCloseTo(bootstrapInterval(3, replicates, 0.95, 'percentile')!.low, 2);
});

it('mirrors the percentile interval for the basic one', () => {
  const { low, high } = bootstrapInterval(3, replicates, 0.9, 'percentile')!;
  expect(bootstrapInterval(3, replicates, 0.9, 'basic')).toEqual({ low: 6 - high, high: 6 - low });
});

it('has no interval when all replicates are equal, on one side, or the jackknife does not vary', () => {
  const jackknife = { values: [1, 2, 4], multiplicities: [1, 1, 1] };
  expect(bootstrapInterval(3, [3, 3, 3], 0.95, 'percentile')).toBeNull();
  expect(bootstrapInterval(3, [], 0.95, 'percentile')).toBeNull();
  expect(bootstrapInterval(-99, replicates, 0.95, 'bca', jackknife)).toBeNull();
  expect(bootstrapInterval(99, replicates, 0.95, 'bca', jackknife)).toBeNull();
  expect(bootstrapInterval(3, replicates, 0.95, 'bca', { values: [2, 2], multiplicities: [1, 1] })).toBeNull();
  expect(bootstrapInterval(3, replicates, 0.95, 'bca')).toBeNull();
});
