import fc from 'fast-check';
import { expect, it } from 'vitest';
import { givenAway } from '../../test/given-away';
import { furtherGroups, isApart, type Groups } from './whole-groups';

/** Groups of one row each; the first ones together are told by a figure each, as averages of cohorts are. */
function groupsOf(persons: readonly number[]): Groups {
  const places = persons.map((_, at) => at);
  return { rows: places.map((at) => [at]), persons, together: places.slice(1).map((end) => places.slice(0, end)) };
}

const goneIn = (persons: readonly number[], k: number) => {
  const few = new Set(persons.flatMap((n, at) => (n < k ? [at] : [])));
  return furtherGroups(groupsOf(persons), few, k);
};

it('takes the neighbour of a small group, though another one is smaller, since more figures of several stand', () => {
  expect([...goneIn([60, 50, 3, 40, 30, 20], 5)].sort()).toEqual([2, 3]);
  expect([...goneIn([60, 50, 40, 30, 20, 3], 5)].sort()).toEqual([4, 5]);
  expect([...goneIn([60, 50, 40], 5)]).toEqual([]);
});

it('leaves no group to be had from the number of all and the figures of several that stand', () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 2, maxLength: 10 });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 2, max: 12 }), (persons, k) => {
      const gone = goneIn(persons, k);
      if (gone.size === persons.length) return;
      const { together } = groupsOf(persons);
      const told = [persons.map((_, at) => at), ...together.filter((of) => !isApart(of, gone))].map((rows) => ({
        rows,
      }));
      expect(givenAway([...gone], told, persons, k)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});
