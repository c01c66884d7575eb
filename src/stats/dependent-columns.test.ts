import { expect, it } from 'vitest';
import { dependentColumns } from './dependent-columns';
import { moments } from './moments';
import { seeded } from './random';

const random = seeded(4);
const rows = Array.from({ length: 50 }, () => {
  const [a, b, c] = [random(), random(), random()];
  return { a, b, c };
});
const of = (columns: (row: (typeof rows)[number]) => number[]) => {
  const table = rows.map(columns);
  return dependentColumns(moments(table)!, table[0]!.length);
};

it('finds what is a copy, or a sum of the others', () => {
  expect(of(({ a, b, c }) => [a, b, c])).toEqual([]);
  expect(of(({ a, b }) => [a, b, a])).toEqual([2]);
  expect(of(({ a, b, c }) => [a, 3 - 2 * a, b, a + b, c])).toEqual([1, 3]);
  expect(of(({ a, b }) => [a, b, a + 1e-3 * b * b])).toEqual([]);
});

it('says nothing of columns that do not vary', () => {
  expect(of(({ a }) => [a, 1])).toEqual([]);
});
