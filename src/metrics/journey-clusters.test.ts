import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../test/engines/answer';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { clusteredShare } from '../stats/clustered-share';
import { seeded } from '../stats/random';
import { wilson } from '../stats/wilson';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

/** What customers went through, a letter an hour; a blank is a day's pause. */
const walks = (...of: readonly string[]) =>
  of.flatMap((walk, who) => {
    let hour = 0;
    return [...walk].flatMap((touchpoint) => {
      hour += touchpoint === ' ' ? 24 : 1;
      const occurred_at = new Date(Date.UTC(2025, 0, 1, hour)).toISOString().slice(0, 19);
      return touchpoint === ' ' ? [] : [{ customer_id: String(who), occurred_at, touchpoint }];
    });
  });
const times = (n: number, walk: string) => Array.from({ length: n }, () => walk);

// Ten customers with four steps each, half of whom always go one way: 20 of 40 are worth 4.5 of 9 (Cochran 1977, 6.4,
// divisor customers − 1).
const nine = wilson(4.5, 9)!;

describe('intervals of journeys', () => {
  it('rest on customers where each takes a step several times', async () => {
    const interactions = walks(...times(5, 'abababab'), ...times(5, 'acacacac'));
    const { rows } = await answer(engine, 'transitions', { interactions });
    const step = rows.find(({ from, to }) => from === 'a' && to === 'b');
    expect(step).toMatchObject({ count: 20, probability: 0.5 });
    expect(step?.interval_n).toBeCloseTo(9, 10);
    expect(step?.low).toBeCloseTo(nine.low, 10);
    expect(step?.high).toBeCloseTo(nine.high, 10);
  });

  it('rest on customers where each has several journeys, and on journeys where each has one', async () => {
    const interactions = walks(...times(5, 'ab ab ab ab'), ...times(5, 'ac ac ac ac'));
    const { rows } = await answer(engine, 'variants', { interactions }, { gap_minutes: 90 });
    expect(rows[0]).toMatchObject({ variant: 'a > b', count: 20, share: 0.5 });
    expect(rows[0]?.interval_n).toBeCloseTo(9, 10);
    expect(rows[0]?.low).toBeCloseTo(nine.low, 10);
    const whole = await answer(engine, 'variants', { interactions });
    expect(whole.rows[0]).toMatchObject({ count: 5, share: 0.5, interval_n: 10, low: wilson(5, 10)?.low });
  });

  it('come near to those of single customers where there are too many for a group each', async () => {
    const random = seeded(3);
    const customers = Array.from({ length: 800 }, () => (random() < 0.5 ? 0.2 : 0.8)).map((b) =>
      Array.from({ length: 4 }, () => (random() < b ? 'b' : 'c')),
    );
    const { rows } = await answer(engine, 'transitions', {
      interactions: walks(...customers.map((ways) => `a${ways.join('a')}`)),
    });
    const hits = customers.map((ways) => ways.filter((way) => way === 'b').length);
    const sum = (of: readonly number[]) => of.reduce((total, one) => total + one, 0);
    const exact = clusteredShare({
      clusters: 800,
      hits: sum(hits),
      n: 3200,
      hitsSquared: sum(hits.map((one) => one * one)),
      nSquared: 800 * 16,
      product: 4 * sum(hits),
    })!;
    const step = rows.find(({ from, to }) => from === 'a' && to === 'b')!;
    const ratio = (Number(step.high) - Number(step.low)) / (exact.high - exact.low);
    expect(exact.size).toBeLessThan(1900);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.08);
  });
});
