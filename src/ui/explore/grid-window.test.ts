import { describe, expect, it } from 'vitest';
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

describe('of fifty million rows', () => {
  const [height, viewport, count] = [28, 560, 50_000_000];
  const way = Math.floor(highest / height) * height - viewport;
  const opened = () => {
    const window = gridWindow(count, height);
    let scrolled = 0;
    const first = () => scrolled / height + window.shift(scrolled, viewport);
    return {
      first,
      at: () => scrolled,
      to(place: number) {
        scrolled = Math.min(way, Math.max(0, place));
        return first();
      },
      rest() {
        scrolled = window.settled(scrolled, viewport) ?? scrolled;
        return first();
      },
    };
  };

  it.each([0.1, 0.3, 0.5, 0.8])('a turn of the wheel moves by its own rows, %d of the way down', (share) => {
    const box = opened();
    const from = box.to(Math.round(share * way));
    expect(box.to(box.at() + 3 * height)).toBeCloseTo(from + 3, 6);
    expect(box.to(box.at() - 10 * height)).toBeCloseTo(from - 7, 6);
  });

  it('the bar comes back to where the rows are, and the rows stay in view', () => {
    const box = opened();
    box.to(way / 2);
    for (let turn = 0; turn < 20_000; turn++) box.to(box.at() + 100);
    const [seen, stood] = [box.first(), box.at()];
    expect(box.rest()).toBeCloseTo(seen, 6);
    expect(stood - box.at()).toBeGreaterThan(1_900_000);
    expect(box.rest()).toBeCloseTo(seen, 6);
  });

  it('reaches both ends by small steps with rests, too', () => {
    const box = opened();
    box.to(way / 4 + 10);
    box.rest();
    for (let turn = 0; turn < 40_000; turn++) {
      box.to(box.at() - 100);
      if (turn % 50 === 0) box.rest();
    }
    expect(box.first()).toBe(0);
    box.to((3 * way) / 4 - 10);
    box.rest();
    for (let turn = 0; turn < 40_000; turn++) {
      box.to(box.at() + 100);
      if (turn % 50 === 0) box.rest();
    }
    expect(box.first() + viewport / height).toBeCloseTo(count, 6);
  });
});
