import { expect, it } from 'vitest';
import { pathData, pathDataFile } from '../../test/fixtures/path-data';
import { pathsOf } from './paths';
import { shapleyAttribution } from './shapley-attribution';

function credits(...paths: [string, number][]): Record<string, number> {
  const counts = paths.map(([path, conversions]) => ({ path: path.split('>'), conversions, nulls: 0, value: 0 }));
  return Object.fromEntries(shapleyAttribution(pathsOf(counts)).map(({ channel, credit }) => [channel, credit]));
}

// golden.json shapley_toy: P eeghor/mta tests
it('gives the values of the mta tests', () => {
  expect(credits(['a', 4], ['a>b', 6])).toEqual({ a: 7, b: 3 });
  expect(credits(['a>b>c>d', 10])).toEqual({ a: 2.5, b: 2.5, c: 2.5, d: 2.5 });
  expect(credits(['a', 5])).toEqual({ a: 5 });
});

it('does not care how often a channel is repeated', () => {
  expect(credits(['a>b>a>a', 6])).toEqual({ a: 3, b: 3 });
});

// O metrics.md 4.1, linear on unique channels
it.skipIf(!pathDataFile)('equals the stated values on PathData', () => {
  const found = Object.fromEntries(shapleyAttribution(pathData()).map(({ channel, credit }) => [channel, credit]));
  const expected = {
    eta: 3613.655952,
    iota: 3505.044048,
    alpha: 7627.944048,
    beta: 1982.739286,
    theta: 1190.963095,
    lambda: 987.782143,
    kappa: 159.057143,
    zeta: 199.991667,
    epsilon: 374.677381,
    gamma: 138.185714,
    delta: 2.292857,
    mi: 2.666667,
  };
  for (const [channel, credit] of Object.entries(expected)) expect(found[channel]).toBeCloseTo(credit, 5);
});
