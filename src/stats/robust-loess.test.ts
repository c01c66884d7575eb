import { expect, it } from 'vitest';
import { robustLoess } from './robust-loess';

const line = Array.from({ length: 30 }, (_, at) => 5 + 0.5 * at);
const wave = line.map((value, at) => value + Math.sin(at));

it('runs along a line, past a value far off it and through a gap', () => {
  const values = line.map((value, at) => (at === 11 ? value + 40 : at === 20 ? null : value));
  for (const [at, fitted] of robustLoess(values, { span: 21 }).entries()) expect(fitted).toBeCloseTo(line[at]!, 6);
});

it('is smoother the wider its span', () => {
  const bends = (span: number) => {
    const course = robustLoess(wave, { span });
    return course.slice(2).reduce((sum, value, at) => sum + Math.abs(value - 2 * course[at + 1]! + course[at]!), 0);
  };
  expect(bends(29)).toBeLessThan(bends(7) / 5);
});
