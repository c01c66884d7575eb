import { expect, it } from 'vitest';
import { countColumns, idColumns } from './asked-columns';

const columns = [
  { name: 'touchpoint', type: 'VARCHAR' },
  { name: 'n', type: 'BIGINT' },
  { name: 'mean', type: 'DOUBLE' },
  { name: '提交时间', type: 'TIMESTAMP' },
  { name: '会员号', type: 'VARCHAR' },
  { name: 'customers', type: 'HUGEINT' },
];

it('offers for ids what can identify a person, the likely ones first', () => {
  expect(idColumns(columns)).toEqual(['会员号', 'customers', 'touchpoint', 'n']);
});

it('offers for counts numbers alone, the likely ones first', () => {
  expect(countColumns(columns)).toEqual(['n', 'customers', 'mean']);
});
