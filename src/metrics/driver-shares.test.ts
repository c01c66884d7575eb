import { expect, it } from 'vitest';
import { seeded } from '../stats/random';
import { driversOf } from './driver-shares';

/** Ratings of 12 items that hang together, of which the second hardly matters for the whole. */
function rows(n: number) {
  const random = seeded(5);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return Array.from({ length: n }, () => {
    const mood = normal();
    const items = Array.from({ length: 12 }, (_, at) => (at < 2 ? 2 : 0.4) * mood + normal());
    const whole = 2 * items[0]! - 0.2 * items[1]! + 0.3 * items[2]! + normal();
    return { values: [...items, whole], n: 1, weight: 1 };
  });
}

it('has each share within its interval, also where intervals are drawn by another method', () => {
  const found = driversOf(rows(300), { method: 'lmg', confidence: 0.95, random: seeded(1) })!;
  expect(found.drawnBy).toBe('johnson');
  const total = found.drivers.reduce((sum, { johnson }) => sum + johnson!, 0);
  expect(found.drivers.some(({ share, johnson }) => Math.abs(share - johnson! / total) > 0.02)).toBe(true);
  for (const { share, low, high } of found.drivers) {
    expect(low).toBeLessThanOrEqual(share);
    expect(high).toBeGreaterThanOrEqual(share);
  }
});

it('knows on how few samples the intervals of many people rest', () => {
  const resamples = (n: number) =>
    driversOf(rows(n), { method: 'johnson', confidence: 0.95, random: seeded(1) })!.resamples;
  expect([resamples(100), resamples(3000)]).toEqual([2000, 591]);
  expect(driversOf(rows(100), { method: 'johnson', confidence: 0.95, random: null })!.resamples).toBeNull();
});
