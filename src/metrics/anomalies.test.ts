import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

/** One answer a week, rising slowly; some weeks are moved or left out. */
const weekly = (weeks: number, moved: Readonly<Record<number, number>> = {}) =>
  Array.from({ length: weeks }, (_, at) => ({
    response_id: String(at),
    kind: 'csat',
    score: 40 + at / 4 + ((at * 7) % 5) + (moved[at] ?? 0),
    scale_min: 0,
    scale_max: 100,
    submitted_at: new Date(Date.UTC(2025, 0, 6 + 7 * at, 12)).toISOString().slice(0, 19).replace('T', ' '),
  }));
const ask = (weeks: number, moved: Readonly<Record<number, number>>, params: object = {}) =>
  askMetric(engine, 'anomalies', { responses: weekly(weeks, moved) }, { value: 'mean', ...params });

describe('anomalies with fewer than two usual seasons', () => {
  it('are found about the trend alone, and it is said how much more a season takes', async () => {
    const { rows, summary, remarks } = await ask(38, { 20: 30 });
    expect(rows.flatMap(({ anomaly }, at) => (anomaly ? [at] : []))).toEqual([20]);
    // The last week is open.
    expect(summary).toMatchObject({ season: null, n: 37, count: 1, undetermined: 1 });
    expect(rows[0]).toMatchObject({ seasonal: null });
    expect(remarks.en).toContain('takes 104 closed periods, 67 more than there are');
    expect(remarks.zh).toContain('还差 67 个');
  });

  it('are not told where the person set the season, or where there is too little for a trend', async () => {
    const asked = await ask(38, { 20: 30 }, { period: 52 });
    expect(asked.summary).toMatchObject({ count: null });
    expect(asked.remarks.en).toContain('104 closed periods, 67 more than there are');
    const few = await ask(8, {});
    expect(few.summary).toMatchObject({ n: 7, count: null });
    expect(few.remarks.en).toContain('7 closed periods with a value; it takes 8');
  });

  it('are told with the season from two on', async () => {
    const { summary, remarks } = await ask(38, { 20: 30 }, { period: 5 });
    expect(summary).toMatchObject({ season: 5, count: 1 });
    expect(remarks.en).not.toContain('trend alone');
  });
});
