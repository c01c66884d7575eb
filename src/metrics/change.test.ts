import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../test/engines/answer';
import { askMetric } from '../../test/engines/ask-metric';
import { give } from '../../test/engines/given';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { metrics } from '.';
import { run } from './run';

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
    const responses = [
      ...said('a', 15, 50, '02'),
      ...said('a', 25, 50, '05'),
      ...said('b', 1, 34, '02'),
      ...said('b', 7, 34, '05'),
    ];
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

  it('names only the ways that anything went, in percentage points', async () => {
    const responses = [
      ...said('a', 5, 50, '02'),
      ...said('a', 25, 50, '05'),
      ...said('b', 9, 9, '02'),
      ...said('b', 9, 9, '05'),
    ];
    const up = (await askMetric(engine, 'change', { responses }, quarters)).remarks;
    expect(up.en).toContain('Changed beyond chance: up a (1 of 2 tested).');
    expect(up.zh).toContain('超出偶然的变化：上升 a（检验 2 项，1 项显著）');
    expect(up.en).toMatch(/would have shown differences from [\d.]+ pp on/);
    const back = { before: quarters.after, after: quarters.before };
    const down = (await askMetric(engine, 'change', { responses }, back)).remarks;
    expect(down.en).toContain('Changed beyond chance: down a (1 of 2 tested).');
    const whole = (await askMetric(engine, 'change', { responses }, { ...quarters, by: 'none' })).remarks;
    expect(whole.en).toContain('Changed beyond chance: up the whole (1 of 1 tested).');
    expect(whole.zh).toContain('上升 整体');
  });

  it('says what could have been seen, more finely with more answers', async () => {
    const of = async (n: number) =>
      Number(
        (
          await answer(
            engine,
            'change',
            { responses: [...said('a', n / 2, n, '02'), ...said('a', n / 2, n, '05')] },
            quarters,
          )
        ).rows[0]?.detectable,
      );
    const [few, many] = [await of(40), await of(400)];
    expect(few).toBeGreaterThan(0.2);
    expect(many).toBeLessThan(0.11);
  });

  it('compares groups by a column, and means and NPS on their own scales', async () => {
    const of = (segment: string, month: string, promoters: number) =>
      said('t', promoters, 60, month, 'nps', [10, 3]).map((row) => ({
        ...row,
        customer_id: segment + row.response_id,
      }));
    const [fresh, old] = [of('new', '02', 40), of('old', '03', 20)];
    const responses = [...fresh, ...old];
    const customers = responses.map(({ customer_id }) => ({ customer_id, segment: customer_id.slice(0, 3) }));
    const given = { customers, responses };
    const sides = { metric: 'nps', before: 'customers.segment=new', after: 'customers.segment=old' };
    const { rows } = await answer(engine, 'change', given, sides);
    expect(rows[0]).toMatchObject({ touchpoint: 't', n_before: 60 });
    expect(rows[0]?.difference).toBeCloseTo(-66.6666667, 6);
    // Each NPS has variance 1 − (1/3)² = 8/9; SE of the difference 100 · √(2 · 8/9 / 60).
    expect(rows[0]?.high).toBeCloseTo(-66.6666667 + 1.959963985 * 100 * Math.sqrt((2 * 8) / 9 / 60), 5);
    const mean = await answer(
      engine,
      'change',
      { responses: [...said('a', 30, 60, '02'), ...said('a', 40, 60, '05')] },
      { ...quarters, value: 'mean' },
    );
    expect(mean.rows[0]?.difference).toBeCloseTo(0.5, 9);
    expect(mean.rows[0]?.p).toBeGreaterThan(0.05);
  });

  it('tests means by Welch, with its interval (scipy.stats.ttest_ind 1.17.1, equal_var=False)', async () => {
    const answers = (scores: readonly number[], month: string, kind: string) =>
      [1, 2, 3].flatMap((copy) =>
        scores.map((score, at) => ({
          response_id: `${month}-${String(copy)}-${String(at)}`,
          touchpoint: 'a',
          kind,
          score,
          scale_min: 1,
          scale_max: 5,
          submitted_at: `2025-${month}-15`,
        })),
      );
    const of = (kind: string) => ({
      responses: [
        ...answers([5, 4, 4, 3, 5, 2, 4, 4, 5, 3, 1, 4], '02', kind),
        ...answers([5, 5, 4, 4, 5, 3, 5, 4, 5, 5, 2, 4, 5, 5], '05', kind),
      ],
    });
    for (const [metric, kind, value, unit] of [
      ['csat', 'csat', 'mean', 1],
      ['csat', 'csat', 'score', 25],
      ['ces', 'ces', null, 1],
      ['consistency', 'csat', 'mean', 1],
      ['satisfaction-index', 'csat', 'score', 25],
    ] as const) {
      const { rows } = await answer(engine, 'change', of(kind), { ...quarters, metric, value });
      expect(Number(rows[0]?.difference) / unit).toBeCloseTo(0.6904761904761902, 10);
      expect(Number(rows[0]?.low) / unit).toBeCloseTo(0.20441161196860147, 8);
      expect(Number(rows[0]?.high) / unit).toBeCloseTo(1.176540768983779, 8);
      expect(rows[0]?.p).toBeCloseTo(0.006071002913198169, 8);
    }
  });

  it('compares an action with touchpoints left alone (difference in differences)', async () => {
    const responses = [
      ...[...said('a', 15, 50, '02'), ...said('a', 25, 50, '05')],
      ...[...said('b', 20, 50, '02'), ...said('b', 21, 50, '05')],
    ];
    const two = await answer(engine, 'change', { responses }, { ...quarters, acted: 'a' });
    // (.5 − .3) − (.42 − .4) with the standard errors of four shares of 50
    expect(two.summary.difference_in_differences).toBeCloseTo(0.18, 12);
    expect(two.summary.difference_in_differences_low).toBeCloseTo(-0.08925083261549904, 10);
    expect(two.summary.difference_in_differences_high).toBeCloseTo(0.44925083261549914, 10);
    expect(two.summary.difference_in_differences_p).toBeCloseTo(0.19010171321989355, 10);
    expect(two.rows.map(({ acted }) => acted)).toEqual([true, false]);
    const more = [...responses, ...said('c', 50, 100, '02'), ...said('c', 60, 100, '05')];
    const three = await answer(engine, 'change', { responses: more }, { ...quarters, acted: 'a' });
    expect(three.summary).toMatchObject({ untouched: 2 });
    expect(three.summary.untouched_difference).toBeCloseTo(0.07333333333333333, 12);
    expect(three.summary.difference_in_differences).toBeCloseTo(0.12666666666666668, 12);
    expect(three.summary.difference_in_differences_high).toBeCloseTo(0.345380069434569, 10);
    expect(three.summary.untouched_unlike_p).toBeCloseTo(0.5075095771209557, 8);
    expect(three.rows[0]?.difference_in_differences).toBeCloseTo(0.12666666666666668, 12);
    expect(three.rows[1]?.difference_in_differences).toBeNull();
  });

  it('has no effect of an action without a touchpoint left alone, and refuses one that nobody knows', async () => {
    const responses = [...said('a', 15, 50, '02'), ...said('a', 25, 50, '05')];
    const { summary, remarks } = await askMetric(engine, 'change', { responses }, { ...quarters, acted: 'a' });
    expect(summary.difference_in_differences).toBeNull();
    expect(remarks.en).toContain('cannot be judged');
    expect(remarks.zh).toContain('无法评价措施效果');
    await expect(answer(engine, 'change', { responses }, { ...quarters, acted: 'z' })).rejects.toThrow('acted');
  });

  it('refuses a value that the metric does not give, and tests no value by another’s interval', async () => {
    const given = { responses: [...said('a', 15, 50, '02'), ...said('a', 25, 50, '05')] };
    await expect(answer(engine, 'change', given, { ...quarters, value: 'bliss' })).rejects.toThrow(/value.*csat.*mean/);
    const { rows } = await answer(engine, 'change', given, { ...quarters, value: 'effective_n' });
    expect(rows[0]).toMatchObject({ difference: 0, low: null, p: null });
  });

  it('says what is lacking where a side asks for a column or a time that no file gives', async () => {
    const lacking = async (params: Readonly<Record<string, unknown>>) => {
      const rows = said('a', 1, 2, '02').map(({ submitted_at: _, ...row }) => row);
      const roles = await give(engine, { responses: rows });
      const metric = metrics.get('change');
      return metric && run(metric, { params, roles, seed: 1 }, { engine, metrics });
    };
    expect(await lacking(quarters)).toEqual({ kind: 'lacking', roles: ['responses.submitted_at'] });
    const sides = { before: 'responses.channel=web', after: 'responses.channel=app' };
    expect(await lacking(sides)).toEqual({ kind: 'lacking', roles: ['responses.channel'] });
    expect(await lacking({ ...quarters, metric: 'response-rate' })).toMatchObject({ kind: 'lacking' });
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
    await expect(answer(engine, 'change', given, { ...quarters, after: '2025-06-01/2025-05-01' })).rejects.toThrow(
      'after',
    );
    await expect(answer(engine, 'change', given, { ...quarters, metric: 'change' })).rejects.toThrow('metric');
    await expect(answer(engine, 'change', given, { ...quarters, metric: 'bliss' })).rejects.toThrow('metric');
  });

  it('compares two touchpoints as wholes, and by classes of the catalogue and words as files write them', async () => {
    const given = {
      touchpoints: [
        { touchpoint: 'a', channel: 'phone', sells: true },
        { touchpoint: 'b', channel: 'store', sells: false },
      ],
      customers: [
        { customer_id: '1', churned: true, cars: 1 },
        { customer_id: '2', churned: false, cars: 2 },
      ],
      responses: [
        ...said('a', 15, 50, '02').map((row) => ({ ...row, customer_id: '1' })),
        ...said('b', 25, 50, '02').map((row) => ({ ...row, customer_id: '2' })),
      ],
    };
    for (const [before, after] of [
      ['responses.touchpoint=a', 'responses.touchpoint=b'],
      ['touchpoints.channel=phone', 'touchpoints.channel=store'],
      ['touchpoints.sells=是', 'touchpoints.sells=no'],
      ['customers.churned=Yes', 'customers.churned=否'],
      ['customers.cars=1', 'customers.cars=2'],
    ]) {
      const by = before!.startsWith('responses') ? {} : { by: 'none' };
      const { rows, summary } = await answer(engine, 'change', given, { before, after, ...by });
      expect([before, rows]).toMatchObject([
        before,
        [{ touchpoint: null, n_before: 50, n_after: 50, before: 0.3, after: 0.5 }],
      ]);
      expect(summary).toMatchObject({ by: 'none', tested: 1 });
    }
  });

  it('shows the side that was counted where the other is empty, and names a side that nobody mapped', async () => {
    const given = { responses: said('a', 3, 4, '02') };
    const roles = await give(engine, given);
    const asked = { metric: 'csat', before: '2025-01-01/2025-03-31' };
    const metric = metrics.get('change')!;
    const setting = { params: { ...asked, after: '2031-01-01/2031-03-31' }, roles, seed: 1 };
    const outcome = await run(metric, setting, { engine, metrics });
    if (outcome.kind !== 'answered') throw new Error(outcome.kind);
    expect(outcome.found.rows).toMatchObject([
      { touchpoint: 'a', before: 0.75, after: null, difference: null, p: null },
    ]);
    const cautions = metric.remarks(outcome.found, setting).filter(({ level }) => level === 'caution');
    expect(cautions[0]?.say.en).toMatch(/^Nothing was counted after/);
    await expect(answer(engine, 'change', given, { ...asked, after: 'customers.segmnt=a' })).rejects.toThrow(
      'parameter after is "customers.segmnt=a", not a side of mapped columns: customers.segmnt is not mapped',
    );
  });

  it('says so where both sides hold the same rows', async () => {
    const customers = Array.from({ length: 40 }, (_, at) => ({ customer_id: String(at), churned: at < 10 }));
    const params = { ...quarters, metric: 'churn', before: '2025-01-01/2025-03-31', by: 'none' };
    const metric = metrics.get('change')!;
    const roles = await give(engine, { customers, orders: [{ order_id: '1', ordered_at: '2025-02-01' }] });
    const outcome = await run(metric, { params, roles, seed: 1 }, { engine, metrics });
    const said = outcome.kind === 'answered' ? metric.remarks(outcome.found, { params, roles, seed: 1 }) : [];
    expect(said.map(({ say: text }) => text.en).join()).toContain('exactly the same');
  });
});
