import { expect, it } from 'vitest';
import { say, write } from './say';

it('fills holes in the language and format asked', () => {
  const text = { en: '{n:count} answers, {share:percent}', zh: '{n:count} 份答卷，{share:percent}' };
  expect(say(text, { n: 12345, share: 0.071 }, 'en')).toBe('12,345 answers, 7.1%');
  expect(say(text, { n: 12345, share: null }, 'zh')).toBe('12,345 份答卷，–');
  expect(() => say(text, { n: 1 }, 'en')).toThrow('no value for {share}');
});

it.each([
  [0.0004, 'p', '<0.001'],
  [0.0004, 'equals', '< 0.001'],
  [0.25, 'equals', '= 0.250'],
  [-0.0138, 'signed', '-0.01'],
  [0.192, 'signed', '+0.19'],
  [-0.0741, 'pp', '-7.4 pp'],
  [3674, 'seconds', '1:01:14'],
  [172_799, 'seconds', '47:59:59'],
  [4_847_160, 'seconds', '56 d 2:26'],
  [-172_800, 'seconds', '−2 d 0:00'],
  [1217.3878162815902, 'number', '1,217'],
  [12.3456, 'number', '12.3'],
  [NaN, 'number', '–'],
] as const)('writes %s as %s', (value, format, written) => {
  expect(write(value, format, 'en')).toBe(written);
});

it('writes days in Chinese', () => {
  expect(write(4_847_160, 'seconds', 'zh')).toBe('56天 2:26');
});

it.each([
  [0, '0 files, 0 entries'],
  [1, '1 file, 1 entry'],
  [2, '2 files, 2 entries'],
])('ends words as %d of them ask', (n, said) => {
  const text = { en: '{n:count} file{n|s}, {n:count} entr{n|y|ies}', zh: '{n:count} 个文件' };
  expect(say(text, { n }, 'en')).toBe(said);
  expect(() => say(text, {}, 'en')).toThrow('no value for {n}');
});
