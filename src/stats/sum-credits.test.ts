import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pathsOf } from './paths';
import { ruleShares, type Rule } from './rule-credits';
import { pathData, pathDataFile } from '../../test/fixtures/path-data';
import { sumCredits } from './sum-credits';

const toy = pathsOf([
  { path: ['direct'], conversions: 2, nulls: 0, value: 20 },
  { path: ['search', 'email'], conversions: 3, nulls: 0, value: 30 },
  { path: ['search', 'social', 'email'], conversions: 5, nulls: 1, value: 50 },
]);

// golden.json rules_toy: P eeghor/mta tests
it.each<[Rule, Record<string, number>]>([
  ['first', { direct: 2, search: 8, social: 0, email: 0 }],
  ['last', { direct: 2, search: 0, social: 0, email: 8 }],
  ['linear', { direct: 2, search: 19 / 6, social: 5 / 3, email: 19 / 6 }],
  ['position', { direct: 2, search: 3.5, social: 1, email: 3.5 }],
])('sums the credits of %s over the paths of the mta tests', (rule, expected) => {
  for (const { channel, credit, value } of sumCredits(toy, ruleShares(toy, rule))) {
    expect(credit).toBeCloseTo(expected[channel]!, 12);
    expect(value).toBeCloseTo(10 * expected[channel]!, 11);
  }
});

// P eeghor/mta tests
it('counts each repeated touch of the linear rule', () => {
  const paths = pathsOf([{ path: ['a', 'a', 'b'], conversions: 6, nulls: 0, value: 0 }]);
  const credits = sumCredits(paths, ruleShares(paths, 'linear'));
  expect(credits.map(({ credit }) => credit)).toEqual([4, 2]);
});

it('is empty without paths and gives nothing for an empty path', () => {
  const empty = pathsOf([{ path: [], conversions: 3, nulls: 0, value: 0 }]);
  expect(sumCredits(pathsOf([]), () => null)).toEqual([]);
  expect(sumCredits(empty, ruleShares(empty, 'linear'))).toEqual([]);
});

const reference = '../shared/data/mta_channelattribution/reference/heuristic_models.csv';

// O ChannelAttribution 2.2.4 heuristic_models
it.skipIf(!pathDataFile)('equals the heuristic models of ChannelAttribution on its 10,000 paths', () => {
  const [, ...rows] = readFileSync(reference, 'utf8').trim().split('\n');
  (['first', 'last', 'linear'] as const).forEach((rule, i) => {
    const sums = sumCredits(pathData(), ruleShares(pathData(), rule));
    const credits = new Map(sums.map((sum) => [sum.channel, sum]));
    for (const row of rows) {
      const [channel, ...numbers] = row.split(',');
      expect(credits.get(channel!)!.credit).toBeCloseTo(Number(numbers[2 * i]), 8);
      expect(credits.get(channel!)!.value).toBeCloseTo(Number(numbers[2 * i + 1]), 6);
    }
    expect(sums.reduce((sum, { credit }) => sum + credit, 0)).toBeCloseTo(19785, 8);
    expect(sums.reduce((sum, { value }) => sum + value, 0)).toBeCloseTo(74802.97159, 5);
  });
});
