import { expect, it } from 'vitest';
import { gridWindow, highest } from './grid-window';

it('is the rows themselves as long as a browser can scroll them', () => {
  const window = gridWindow(200_000, 28);
  expect(window.virtual).toBe(200_000);
  expect(window.shift(123_456, 600)).toBe(0);
});

it('reaches the first and the last of fifty million rows', () => {
  const window = gridWindow(50_000_000, 28);
  expect(window.virtual * 28).toBeLessThanOrEqual(highest);
  expect(window.shift(0, 600)).toBe(0);
  const end = window.virtual * 28 - 600;
  expect(window.virtual - 1 + window.shift(end, 600)).toBe(49_999_999);
});

it('never goes back when one scrolls on', () => {
  const window = gridWindow(3_000_000, 28);
  let last = -1;
  for (let scrolled = 0; scrolled < window.virtual * 28; scrolled += 40_000) {
    const first = Math.floor(scrolled / 28) + window.shift(scrolled, 600);
    expect(first).toBeGreaterThan(last);
    last = first;
  }
});
