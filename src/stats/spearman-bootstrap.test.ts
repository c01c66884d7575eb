import { expect, it } from 'vitest';
import { midRanks } from './mid-ranks';
import { correlation } from './correlation';
import { partialOf, partialSpearman } from './partial-spearman';
import { seeded } from './random';
import { rankCorrelations } from './rank-correlations';
import { spearman } from './spearman';
import { spearmanBootstrap } from './spearman-bootstrap';

const x = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9, 3, 2, 3, 8, 4];
const y = [2, 7, 1, 8, 2, 8, 1, 8, 2, 8, 4, 5, 9, 4, 5, 2, 3, 5, 3, 6];
const control = [1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 1, 2, 3, 4, 5, 1, 2, 3, 4, 5];

it('ranks a sample in one pass as one by one', () => {
  const counts = x.map((_, at) => (at * 7) % 4);
  const [[, r] = []] = rankCorrelations([x, y])(counts);
  const slow = correlation(midRanks(x, counts), midRanks(y, counts), { counts });
  expect(r).toBeCloseTo(slow?.r ?? NaN, 12);
  expect(partialOf(rankCorrelations([control, x, y])(counts))?.r).toBeCloseTo(
    partialSpearman(x, y, [control], { counts })?.rho ?? NaN,
    12,
  );
});

it('takes what does not vary for uncorrelated', () => {
  expect(
    rankCorrelations([
      [1, 1, 1],
      [1, 2, 3],
    ])([1, 1, 1]),
  ).toEqual([
    [0, 0],
    [0, 1],
  ]);
});

// scipy 1.17.1: bootstrap((x, y), spearmanr, paired=True, method='percentile', n_resamples=100000) of these twenty pairs;
// the partial one by residuals of the ranks, drawn alike.
it('is the interval that scipy draws', () => {
  const interval = spearmanBootstrap(x, y, [], { random: seeded(7), resamples: 20_000 });
  expect(interval?.low).toBeCloseTo(-0.2877, 1.7);
  expect(interval?.high).toBeCloseTo(0.6664, 1.7);
  const partial = spearmanBootstrap(x, y, [control], { random: seeded(7), resamples: 20_000 });
  expect(partial?.low).toBeCloseTo(-0.3998, 1.7);
  expect(partial?.high).toBeCloseTo(0.6706, 1.7);
});

it('draws persons, whether they stand one by one or counted', () => {
  const [many, multiplicities] = [[...x, ...x, ...x], x.map(() => 3)];
  const wide = spearmanBootstrap(x, y, [], { random: seeded(1) });
  const counted = spearmanBootstrap(x, y, [], { random: seeded(1), multiplicities, resamples: 10_000 });
  const single = spearmanBootstrap(many, [...y, ...y, ...y], [], { random: seeded(2), resamples: 10_000 });
  expect(counted?.low).toBeCloseTo(single?.low ?? NaN, 1.7);
  expect(counted?.high).toBeCloseTo(single?.high ?? NaN, 1.7);
  expect((wide?.high ?? 0) - (wide?.low ?? 0)).toBeGreaterThan(1.4 * ((counted?.high ?? 0) - (counted?.low ?? 0)));
});

it('is null where the correlation does not exist or cannot vary', () => {
  expect(spearmanBootstrap([1, 1, 1], [1, 2, 3], [], { random: seeded(1) })).toBeNull();
  expect(spearmanBootstrap([], [], [], { random: seeded(1) })).toBeNull();
  expect(spearman([1, 2, 3], [1, 2, 3])?.low).toBeNull();
});
