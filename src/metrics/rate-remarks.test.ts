import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { say } from '../i18n/say';
import type { Remark } from '../i18n/text';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { metrics } from '.';
import { amountRemarks, rateRemarks } from './rate-remarks';

const name = { en: 'Conversion', zh: '转化率' };
const row = (touchpoint: string, n: number, rate: number, more: object = {}) => ({ touchpoint, n, rate, ...more });
const shares = (rows: readonly object[]) =>
  told(rateRemarks(rows, { group: 'touchpoint', value: 'rate', base: 'n', name, better: 'more' }));
const told = (remarks: readonly Remark[]) =>
  remarks.map(({ level, say: text, with: values }) => `${level}: ${say(text, values, 'en')}`);

it('does not call the best and the worst of few visits a finding', () => {
  // Wilson: 3 of 3 gives .438 to 1, 0 of 10 gives 0 to .278, so the two intervals alone do not overlap.
  const rows = [row('a', 3, 1), row('b', 10, 0), row('c', 2000, 0.15), row('d', 2000, 0.16)];
  expect(shares(rows).filter((one) => one.startsWith('finding') && one.includes('a does'))).toEqual([]);
  expect(shares(rows)).toContainEqual(expect.stringMatching(/^caution: Low base .*: a, b\. Read/));
});

it('finds the group that stands out from the rest, corrected for their number', () => {
  const rows = [row('a', 500, 0.2), row('b', 500, 0.21), row('c', 500, 0.4)];
  expect(shares(rows)).toContainEqual(
    'finding: c does better than the rest: Conversion 40% against 21% (q < 0.001, corrected for the number of groups)',
  );
});

it('tests on the base that the interval rests on', () => {
  const rows = [row('a', 500, 0.3, { interval_n: 25 }), row('b', 500, 0.4, { interval_n: 25 })];
  expect(shares(rows).some((one) => one.startsWith('finding'))).toBe(false);
  expect(shares([row('a', 500, 0.3), row('b', 500, 0.4)]).some((one) => one.startsWith('finding'))).toBe(true);
});

it('calls no base of amounts low for the width of an interval in money', () => {
  const rows = [
    { touchpoint: 'a', n: 400, value: 66, low: 60, high: 72 },
    { touchpoint: 'b', n: 12, value: 50, low: 40, high: 60 },
  ];
  const remarks = told(amountRemarks(rows, { group: 'touchpoint', value: 'value', base: 'n', name, format: 'money' }));
  expect(remarks).toContain('caution: Low base (n < 30): b. Read these as hints.');
});

describe('where nobody is determined', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await openNative();
  });
  afterAll(() => engine.close());

  const visit = { customer_id: '1', occurred_at: '2025-01-01', touchpoint: 't' };
  const last = { customer_id: '2', occurred_at: '2025-01-03', touchpoint: 't' };
  const order = { order_id: '1', customer_id: '1', ordered_at: '2025-01-02', amount: 1, status: 'paid' };
  const later = { ...order, order_id: '2', customer_id: '2', ordered_at: '2025-01-03' };
  const ticket = { ticket_id: '1', customer_id: '1', issue: 'bill', created_at: '2025-01-01', contacts: 1 };
  const next = { ...ticket, ticket_id: '2', customer_id: '2', created_at: '2025-01-02' };

  it.each([
    ['conversion', { interactions: [visit, last], orders: [order] }, { mode: 'assisted' }, 'window_days', 2],
    ['repurchase', { orders: [order, later] }, {}, 'window_days', 2],
    ['churn', { orders: [order, later] }, { window_days: 30 }, 'window_days', 2],
    ['touchpoint-exit', { interactions: [visit, last] }, { gap_days: 30 }, 'gap_days', 2],
    ['first-contact-resolution', { tickets: [ticket, next] }, {}, 'window_days', 2],
  ])('%s says that there is no rate, and which setting to shorten', async (id, given, params, setting, n) => {
    const { summary, remarks } = await askMetric(engine, id, given, params);
    expect(summary).toMatchObject({ rate: null, undetermined: n });
    expect(remarks.en).toMatch(
      new RegExp(`caution: There is no rate: all 2 .* Choose a shorter “.*” \\(${setting}\\)`),
    );
    expect(remarks.zh).toMatch(new RegExp(`caution: 没有比率：全部 2 个.*请缩短“.*”（${setting}）`));
    const label = metrics.get(id)!.params[setting]!.label;
    for (const locale of ['en', 'zh'] as const) expect(remarks[locale]).toContain(`“${label[locale]}”`);
  });

  it('response time has none to shorten: the limit is a promise', async () => {
    const { remarks } = await askMetric(
      engine,
      'response-time',
      {
        tickets: [
          { ...ticket, first_response_s: null },
          { ...next, created_at: '2025-01-01T01:00:00', first_response_s: null },
        ],
      },
      { sla_s: 864_000 },
    );
    expect(remarks.en).toMatch(
      /caution: There is no rate: all 2 open tickets are undetermined, since they are younger than the limit\.$/m,
    );
  });
});
