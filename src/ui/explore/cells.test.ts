import { expect, it } from 'vitest';
import { kindOf, widthOf, written } from './cells';

const of = (type: string) => ({ name: 'x', type });

it.each([
  ['BIGINT', 'number'],
  ['UBIGINT', 'number'],
  ['HUGEINT', 'number'],
  ['DECIMAL(10,2)', 'number'],
  ['DOUBLE', 'number'],
  ['INTEGER[]', 'name'],
  ['INTERVAL', 'name'],
  ['DATE', 'time'],
  ['TIMESTAMP_NS', 'time'],
  ['VARCHAR', 'name'],
  ['STRUCT(a INTEGER)', 'name'],
])('takes %s for a %s', (type, kind) => {
  expect(kindOf(of(type))).toBe(kind);
});

it('writes all digits, ISO times, and JSON for what is nested', () => {
  expect(written('9223372036854775807', of('BIGINT'))).toBe('9223372036854775807');
  expect(written(0.1, of('DOUBLE'))).toBe('0.1');
  expect(written(new Date(0), of('DATE'))).toBe('1970-01-01');
  expect(written(new Date(0), of('TIMESTAMP'))).toBe('1970-01-01 00:00:00');
  expect(written([1, null], of('INTEGER[]'))).toBe('[1,null]');
  expect(written(null, of('DATE'))).toBeNull();
  expect(written('<img src=x>', of('VARCHAR'))).toBe('<img src=x>');
});

it('gives Chinese text the room it needs, within bounds', () => {
  expect(widthOf(of('VARCHAR'), ['预订热线预订热线'])).toBeGreaterThan(widthOf(of('VARCHAR'), ['hotline!']));
  expect(widthOf(of('VARCHAR'), ['x'.repeat(500)])).toBe(360);
});
