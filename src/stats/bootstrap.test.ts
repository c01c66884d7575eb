import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bootstrap } from './bootstrap';
import { bootstrapSeveral } from './bootstrap-several';
import { seeded } from './random';
import { resampler } from './resample';

const x = [10, 12, 12.5, 12.5, 13.9, 15, 21, 22, 23, 34, 50, 81, 89, 121, 134, 213];
const meanOf =
  (values: readonly number[]) =>
  (counts: ArrayLike<number>): number | null => {
    let [n, sum] = [0, 0];
    for (let i = 0; i < values.length; i++) {
      n += counts[i]!;
      sum += counts[i]! * values[i]!;
    }
    return n > 0 ? sum / n : null;
  };

// scipy test_resampling.py (R boot, 1e6 resamples), its tolerance .5 %
it.each([
  ['basic', 23.77, 79.12],
  ['percentile', 28.86, 84.21],
  ['bca', 32.31, 91.43],
] as const)('gives the published %s interval of a mean', (method, low, high) => {
  const result = bootstrap(x.length, meanOf(x), { random: seeded(5), resamples: 150_000, method })!;
  expect(result.estimate).toBe(meanOf(x)(x.map(() => 1)));
  expect(Math.abs(result.low / low - 1)).toBeLessThan(0.005);
  expect(Math.abs(result.high / high - 1)).toBeLessThan(0.005);
  expect(Math.abs(result.se / 14.236768716815405 - 1)).toBeLessThan(0.01);
});

it('gives equal intervals to equal seeds and others to other seeds', () => {
  const low = (seed: number): number => bootstrap(x.length, meanOf(x), { random: seeded(seed), resamples: 200 })!.low;
  expect(low(1)).toBe(low(1));
  expect(low(1)).not.toBe(low(2));
});

it('narrows with lower confidence', () => {
  const width = (confidence: number): number => {
    const { low, high } = bootstrap(x.length, meanOf(x), { random: seeded(1), confidence })!;
    return high - low;
  };
  expect(width(0.8)).toBeLessThan(width(0.95));
});

it.each(['percentile', 'basic', 'bca'] as const)(
  'gives patterns with multiplicities the %s interval of people',
  (method) => {
    const patterns = [0, 4, 7, 10];
    const multiplicities = [30, 20, 90, 160];
    const people = patterns.flatMap((value, i) => Array<number>(multiplicities[i]!).fill(value));
    const options = { resamples: 20_000, method };
    const few = bootstrap(patterns.length, meanOf(patterns), { ...options, random: seeded(1), multiplicities })!;
    const all = bootstrap(people.length, meanOf(people), { ...options, random: seeded(2) })!;
    expect(few.estimate).toBeCloseTo(all.estimate, 12);
    expect(few.low).toBeCloseTo(all.low, 1);
    expect(few.high).toBeCloseTo(all.high, 1);
    expect(few.se / all.se).toBeCloseTo(1, 1);
  },
);

it('is less sure of answers that come from few customers', () => {
  const customers = [1, 2, 4, 5, 5, 3, 1, 5].map((score) => ({ n: 6, sum: 6 * score }));
  const answers = customers.flatMap(({ n, sum }) => Array<number>(n).fill(sum / n));
  const overall = (counts: ArrayLike<number>): number => {
    const total = (part: 'n' | 'sum'): number => customers.reduce((all, own, i) => all + counts[i]! * own[part], 0);
    return total('sum') / total('n');
  };
  const clustered = bootstrap(customers.length, overall, { random: seeded(1) })!;
  const pretended = bootstrap(answers.length, meanOf(answers), { random: seeded(1) })!;
  expect(clustered.estimate).toBeCloseTo(pretended.estimate, 12);
  expect(clustered.se / pretended.se).toBeCloseTo(Math.sqrt(6), 0);
});

it('draws as many units as there are', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 12 }), fc.nat(), (multiplicities, seed) => {
      const counts = resampler(multiplicities.length, seeded(seed), multiplicities)();
      const total = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, value) => sum + value, 0);
      expect(total(counts)).toBe(total(multiplicities));
      counts.forEach((count, i) => expect(count === 0 || multiplicities[i]! > 0).toBe(true));
    }),
    { seed: 1 },
  );
});

// mean n p, variance n p (1 − p), covariance −n p q of the multinomial
it.each([[[1, 3, 16]], [[2, 0, 1, 1]], [[400, 90, 10]]])(
  'draws units that stand for %j with the moments of the multinomial',
  (multiplicities) => {
    const [n, draws] = [multiplicities.reduce((sum, times) => sum + times, 0), 20_000];
    const draw = resampler(multiplicities.length, seeded(5), multiplicities);
    const samples = Array.from({ length: draws }, () => [...draw()]);
    const mean = (of: (sample: readonly number[]) => number) =>
      samples.reduce((sum, sample) => sum + of(sample), 0) / draws;
    const shares = multiplicities.map((times) => times / n);
    shares.forEach((p, i) => {
      expect(Math.abs(mean((sample) => sample[i]!) - n * p)).toBeLessThan(
        4 * Math.sqrt((n * p * (1 - p)) / draws) + 1e-9,
      );
      shares.forEach((q, j) => {
        const covariance = mean((sample) => (sample[i]! - n * p) * (sample[j]! - n * q));
        expect(covariance / n).toBeCloseTo(i === j ? p * (1 - p) : -p * q, 1.8);
      });
    });
  },
);

it('takes several statistics from the same samples', () => {
  const both = bootstrapSeveral(x.length, (counts) => [meanOf(x)(counts)!, 1, 2 * meanOf(x)(counts)!], {
    random: seeded(3),
  })!;
  expect(both[2]!.low).toBeCloseTo(2 * both[0]!.low, 10);
  expect(both[1]).toBeNull();
});

it.each(['percentile', 'basic', 'bca'] as const)('has no %s interval of degenerate data', (method) => {
  const options = { random: seeded(1), resamples: 100, method };
  expect(bootstrap(0, meanOf([]), options)).toBeNull();
  expect(bootstrap(1, meanOf([4]), options)).toBeNull();
  expect(bootstrap(5, meanOf([4, 4, 4, 4, 4]), options)).toBeNull();
  expect(bootstrap(3, () => null, options)).toBeNull();
  expect(bootstrap(2, (counts) => (counts[0] === 2 ? null : 1 / counts[1]!), options)).toBeNull();
});
