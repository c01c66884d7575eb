import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { givenAway } from '../../test/given-away';
import { complementOf, type Total } from './complement';

/** A table of `across` columns with totals of each line, each column and all. */
function margins(cells: number, across: number): readonly Total[] {
  const all = Array.from({ length: cells }, (_, at) => at);
  const by = (keyOf: (at: number) => number) =>
    [...new Set(all.map(keyOf))].map((key) => ({ rows: all.filter((at) => keyOf(at) === key) }));
  return [{ rows: all }, ...by((at) => at % across), ...by((at) => Math.floor(at / across))];
}

const hide = (persons: readonly number[], totals: readonly Total[], k: number) => {
  const few = new Set(persons.flatMap((n, at) => (n < k ? [at] : [])));
  return [...few, ...complementOf({ hidden: few, persons, totals, k })].sort((a, b) => a - b);
};

describe('what is hidden beside a hidden row', () => {
  it('is nothing where no total is known, and the smallest other one where one is', () => {
    expect(hide([50, 3, 20, 30], [], 5)).toEqual([1]);
    expect(hide([50, 3, 20, 30], [{ rows: [0, 1, 2, 3] }], 5)).toEqual([1, 2]);
    expect(hide([50, 3, 4, 30], [{ rows: [0, 1, 2, 3] }], 5)).toEqual([1, 2]);
  });

  it('is enough in each total, not just in all of them together', () => {
    // One touchpoint of three persons under two models that share out the same conversions.
    const models = [{ rows: [0, 1, 2] }, { rows: [3, 4, 5] }];
    expect(hide([3, 40, 30, 3, 40, 30], models, 5)).toEqual([0, 2, 3, 5]);
  });

  it('is a rectangle in a table with totals of lines and columns', () => {
    expect(hide([2, 30, 40, 30, 50, 60, 40, 60, 70], margins(9, 3), 5)).toEqual([0, 1, 3, 4]);
  });

  it('takes what comes in against what goes out of a place', () => {
    expect(hide([30, 3, 33, 40], [{ rows: [0, 1], less: [2] }], 5)).toEqual([0, 1]);
  });

  it('is nothing where the only total is known from the rows that are all hidden', () => {
    expect(hide([2, 3, 40, 50], [{ rows: [0, 1], from: [0, 1] }], 10)).toEqual([0, 1]);
  });

  it('is found in a table of fifty by fifty with many small rows before anybody waits', () => {
    const persons = Array.from({ length: 2500 }, (_, at) => 1 + ((at * 7919) % 97));
    const begun = performance.now();
    expect(hide(persons, margins(2500, 50), 5).length).toBeGreaterThan(100);
    expect(performance.now() - begun).toBeLessThan(5000);
  });

  it('stands up to an attacker who tries every sum of hidden rows', () => {
    const table = fc.tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 2, maxLength: 12 }),
      fc.integer({ min: 2, max: 8 }),
    );
    fc.assert(
      fc.property(table, ([across, persons, k]) => {
        const totals = margins(persons.length, across);
        const hidden = hide(persons, totals, k);
        const isAll = hidden.length === persons.length;
        if (!isAll) expect(givenAway(hidden, totals, persons, k)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('is no more than it takes: with any row of it shown again something would be given away', () => {
    const table = fc.tuple(
      fc.integer({ min: 2, max: 4 }),
      fc.array(fc.integer({ min: 3, max: 40 }), { minLength: 4, maxLength: 16 }),
    );
    fc.assert(
      fc.property(table, ([across, persons]) => {
        const totals = margins(persons.length, across);
        const hidden = hide(persons, totals, 5);
        if (hidden.length === persons.length) return;
        for (const row of hidden.filter((one) => persons[one]! >= 5)) {
          const rest = hidden.filter((one) => one !== row);
          expect(givenAway(rest, totals, persons, 5)).not.toEqual([]);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
