import { expect, it } from 'vitest';
import { resultOf } from '../engine/result';
import { rowsOf } from './columns';

const result = resultOf(
  [
    { name: 'who', type: 'VARCHAR' },
    { name: 'score', type: 'DOUBLE' },
  ],
  [['a', 'b'], Float64Array.of(4, NaN)],
  2,
);

it('hands a table over by rows, or by columns where the metric reads those', () => {
  const { rows, people } = rowsOf(
    'm',
    { rows: { who: 'text', score: 'number?' }, people: { byColumn: { score: 'number?' } } },
    { rows: result, people: result },
  );
  expect(rows).toEqual([
    { who: 'a', score: 4 },
    { who: 'b', score: null },
  ]);
  expect(people.cells).toEqual([['a', 'b'], Float64Array.of(4, NaN)]);
});

it.each([
  [{ score: 'number' }, 'm: t.score is NaN, not number'],
  [{ score: 'text?' }, 'm: t.score is 4, not text?'],
  [{ where: 'text?' }, 'm: t.where is undefined, not text?'],
] as const)('holds the SQL to %j, however the table is read', (declared, said) => {
  expect(() => rowsOf('m', { t: declared }, { t: result })).toThrow(said);
  expect(() => rowsOf('m', { t: { byColumn: declared } }, { t: result })).toThrow(said);
});

it('takes a table that was not asked for as empty', () => {
  const { t, u } = rowsOf('m', { t: { score: 'number' }, u: { byColumn: { score: 'number' } } }, {});
  expect([t.length, u.length]).toEqual([0, 0]);
});
