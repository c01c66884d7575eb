import { describe, expect, it } from 'vitest';
import { gravest, judge } from './verdict';

const target = { value: 0.85, kind: 'target', better: 'more' } as const;
const whole = { value: 0.7, kind: 'whole', better: 'more' } as const;
const found = (value: number, low: number | null, high: number | null, lowBase = false) => ({
  value,
  low,
  high,
  lowBase,
});

describe('against a target', () => {
  it('asks to act only where the whole interval misses it', () => {
    expect(judge(found(0.73, 0.71, 0.76), target)).toBe('act');
    expect(judge(found(0.84, 0.81, 0.87), target)).toBe('watch');
    expect(judge(found(0.73, null, null), target)).toBe('watch');
  });
  it('holds what is there', () => {
    expect(judge(found(0.85, 0.8, 0.9), target)).toBe('hold');
  });
  it('turns round where less is better', () => {
    const exit = { ...target, value: 0.2, better: 'less' } as const;
    expect(judge(found(0.44, 0.39, 0.5), exit)).toBe('act');
    expect(judge(found(0.05, 0.02, 0.08), exit)).toBe('hold');
  });
});

describe('without a target', () => {
  it('never asks to act, and cannot tell what is not told apart from the whole', () => {
    expect(judge(found(0.5, 0.4, 0.6), whole)).toBe('watch');
    expect(judge(found(0.72, 0.65, 0.8), whole)).toBe('tell');
    expect(judge(found(0.9, 0.8, 0.95), whole)).toBe('hold');
    expect(judge(found(0.9, null, null), whole)).toBe('tell');
  });
});

it('cannot tell on a low base, whatever the figure', () => {
  expect(judge(found(0.1, 0.05, 0.2, true), target)).toBe('tell');
  expect(judge({ value: null, low: null, high: null, lowBase: false }, target)).toBe('tell');
});

it('takes the gravest of several', () => {
  expect(gravest(['hold', 'act', 'tell'])).toBe('act');
  expect(gravest(['tell', 'hold'])).toBe('hold');
  expect(gravest([])).toBe('tell');
});
