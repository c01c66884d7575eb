import { expect, it } from 'vitest';
import { asCsv, cellText } from './cell-text';

it('writes a day as a day and a moment as a moment', () => {
  expect(cellText(new Date('2025-03-04T00:00:00Z'))).toBe('2025-03-04');
  expect(cellText(new Date('2025-03-04T10:56:00Z'))).toBe('2025-03-04 10:56:00');
  expect(cellText(new Date('2025-03-04T10:56:00.250Z'))).toBe('2025-03-04 10:56:00.250');
});

it('leaves null empty and keeps every digit of a text', () => {
  expect(cellText(null)).toBe('');
  expect(cellText('1234567890123456789')).toBe('1234567890123456789');
});

it('quotes what would break a CSV', () => {
  expect(asCsv(['a', 'b'], [{ a: '前台,"好"', b: 'x\ny' }])).toBe('\uFEFFa,b\r\n"前台,""好""","x\ny"\r\n');
});
