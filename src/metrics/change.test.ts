import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../test/engines/answer';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const quarters = { before: '2025-01-01/2025-03-31', after: '2025-04-01/2025-06-30' };
/** So many satisfied of so many at a touchpoint in a month. */
const said = (touchpoint: string, satisfied: number, of: number, month: string, kind = 'csat', [good, bad] = [5, 2]) =>
  Array.from({ length: of }, (_, at) => ({
    response_id: `${touchpoint}${month}${String(at)}`,
    touchpoint,
    kind,
    score: at < satisfied ? good : bad,
    scale_min: kind === 'nps' ? 0 : 1,
    scale_max: kind === 'nps' ? 10 : 5,
    submitted_at: `2025-${month}-15`,
  }));

describe('change', () => {
  it('tests shares as the textbook does, with Newcombe’s interval (metrics.md 9.1)', async () => {
    const responses = [...said('a', 15, 50, '02'), ...said('a', 25, 50, '05'), ...said('b', 1, 34, '02'), ...said('b', 7, 34, '05')]; // prettier-ignore
    const { rows, summary } = await answer(engine, 'change', { responses }, quarters);
    expect(rows[0]).toMatchObject({ touchpoint: 'a', n_before: 50, n_after: 50, before: 0.3, after: 0.5 });
    expect(rows[0]?.p).toBeCloseTo(0.041226833337, 9);
    expect(rows[1]?.low).toBeCloseTo(0.0189214439, 8);
    expect(rows[1]?.high).toBeCloseTo(0.340368687, 8);
    expect(summary).toMatchObject({ tested: 2, metric: 'csat', value: 'csat', n_before: 84 });
  });

  it('corrects for the number of comparisons: a single p below 0.05 is no finding among ten', async () => {
    const responses = [
      ...said('a', 15, 50, '02'),
      ...said('a', 25, 50, '05'),
      ...[...'bcdefghij'].flatMap((name) => [...said(name, 20, 50, '02'), ...said(name, 21, 50, '05')]),
    ];
    const bh = await answer(engine, 'change', { responses }, quarters);
    expect(bh.summary).toMatchObject({ tested: 10, significant: 0 });
    expect(bh.rows[0]?.q).toBeCloseTo(0.41226833337, 8);
    const bare = await answer(engine, 'change', { responses }, { ...quarters, correction: 'none' });
    expect(bare.summary.significant).toBe(1);
  });

  it('says what could have been seen, more finely with more answers', async () => {
    const of = async (n: number) => Number((await answer(engine, 'change', { responses: [...said('a', n / 2, n, '02'), ...said('a', n / 2, n, '05')] }, quarters)).rows[0]?.detectable); // prettier-ignore
    const [few, many] = [await of(40), await of(400)];
    expect(few).toBeGreaterThan(0.2);
    expect(many).toBeLessThan(0.11);
  });

  it('compares groups by a column, and means and NPS on their own scales', async () => {
    const customers = [{ customer_id: 'x', segment: 'new' }, { customer_id: 'y', segment: 'old' }]; // prettier-ignore
    const of = (who: string, month: string, promoters: number) => said(`t`, promoters, 60, month, 'nps', [10, 3]).map((row) => ({ ...row, response_id: who + row.response_id, customer_id: who })); // prettier-ignore
    const given = { customers, responses: [...of('x', '02', 40), ...of('y', '03', 20)] };
    const sides = { metric: 'nps', before: 'customers.segment=new', after: 'customers.segment=old' };
    const { rows } = await answer(engine, 'change', given, sides);
    expect(rows[0]).toMatchObject({ touchpoint: 't', n_before: 60 });
    expect(rows[0]?.difference).toBeCloseTo(-66.6666667, 6);
    // Each NPS has variance 1 − (1/3)² = 8/9; SE of the difference 100 · √(2 · 8/9 / 60).
    expect(rows[0]?.high).toBeCloseTo(-66.6666667 + 1.959963985 * 100 * Math.sqrt((2 * 8) / 9 / 60), 5);
    const mean = await answer(engine, 'change', { responses: [...said('a', 30, 60, '02'), ...said('a', 40, 60, '05')] }, { ...quarters, value: 'mean' }); // prettier-ignore
    expect(mean.rows[0]?.difference).toBeCloseTo(0.5, 9);
    expect(mean.rows[0]?.p).toBeGreaterThan(0.05);
  });

  it('is null, not 0, where one side has nothing, and exact where cells are small', async () => {
    const responses = [...said('a', 3, 4, '02'), ...said('b', 1, 4, '02'), ...said('b', 4, 4, '05')];
    const { rows } = await answer(engine, 'change', { responses }, quarters);
    expect(rows.find((row) => row.touchpoint === 'a')).toMatchObject({ difference: null, p: null, q: null });
    // Fisher: tables of 1 of 4 against 4 of 4: two-sided p = 2 · 4/56.
    expect(rows.find((row) => row.touchpoint === 'b')?.p).toBeCloseTo(8 / 56, 9);
  });

  it('refuses sides it cannot read, itself, and metrics nobody wrote', async () => {
    const given = { responses: said('a', 1, 2, '02') };
    await expect(answer(engine, 'change', given)).rejects.toThrow('before');
    await expect(answer(engine, 'change', given, { ...quarters, after: 'nowhere.column=1' })).rejects.toThrow('after');
    await expect(answer(engine, 'change', given, { ...quarters, after: '2025-06-01/2025-05-01' })).rejects.toThrow('after'); // prettier-ignore
    await expect(answer(engine, 'change', given, { ...quarters, metric: 'change' })).rejects.toThrow('metric');
    await expect(answer(engine, 'change', given, { ...quarters, metric: 'bliss' })).rejects.toThrow('metric');
  });
});
