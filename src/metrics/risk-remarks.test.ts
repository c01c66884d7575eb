import { expect, it } from 'vitest';
import { say } from '../i18n/say';
import { judge } from './risk-model';
import { riskRemarks } from './risk-remarks';

const outcomes = [0, 1, 0, 1, 1, 0];
const scores = judge([0.1, 0.9, 0.2, 0.8, 0.7, 0.3], outcomes);
const said = {
  logistic: scores,
  network: scores,
  n: 6,
  events: 3,
  inputs: 1,
  trained_on: 6,
  drawn: false,
  left_out: [],
  giving_away: [],
  retrospective: false,
  duplicates: 0,
  by: 'customer',
  touchpoints: null,
  target: 'churn',
  precision_at_team: { cases: 3, share: 1 },
} as const;
const spoken = (difference: number, p: number | null) =>
  riskRemarks(said, { difference, se: 0.01, z: null, p })
    .map(({ say: text, with: holes }) => say(text, holes, 'en'))
    .find((text) => text.startsWith('The network'));

it.each([
  [0.004, 0.6, 'cannot be told from that of the logistic regression'],
  [0.05, 0.01, 'is better than'],
  [-0.05, 0.01, 'is worse than'],
])('says what the network has over the simpler model: %d at p %d', (difference, p, words) => {
  expect(spoken(difference, p)).toContain(words);
});

it('says nothing where the two do not differ at all', () => {
  expect(spoken(0, null)).toBeUndefined();
  expect(riskRemarks(said, null).length).toBe(riskRemarks(said, { difference: 0, se: 0, z: null, p: null }).length);
});
