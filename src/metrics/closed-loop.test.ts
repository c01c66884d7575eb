import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer } from '../../test/engines/answer';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const said = (response_id: string, customer_id: string, score: number, day: string, more = {}) => ({
  response_id,
  customer_id,
  kind: 'nps',
  score,
  submitted_at: `2025-01-${day}T00:00:00`,
  ...more,
});

describe('the closed loop', () => {
  it('takes the limit from the feedback, not from the ticket, and finds tickets by customer', async () => {
    const responses = [said('1', 'a', 3, '01'), said('2', 'b', 3, '01'), said('3', 'c', 9, '01')];
    const tickets = [
      { ticket_id: '1', customer_id: 'a', created_at: '2025-01-03T00:00:00', first_response_s: 10 },
      { ticket_id: '2', customer_id: 'b', created_at: '2025-01-02T00:00:00', first_response_s: 10 },
      { ticket_id: '3', customer_id: 'c', created_at: '2025-01-02T00:00:00', first_response_s: 10 },
    ];
    const { summary } = await answer(engine, 'closed-loop', { responses, tickets });
    expect(summary).toMatchObject({ alerts: 2, contacted: 2, within_sla: 1 });
  });

  it('cannot tell whether nameless customers are recovered, and finds their tickets by the answer only', async () => {
    const responses = [
      said('1', 'a', 3, '01'),
      said('2', 'a', 9, '09'),
      said('3', 'b', 3, '01', { customer_id: null }),
      said('4', 'c', 3, '01', { customer_id: null }),
    ];
    const tickets = [
      { ticket_id: '1', customer_id: 'a', response_id: null, created_at: '2025-01-02T00:00:00', first_response_s: 10 },
      { ticket_id: '2', customer_id: null, response_id: '3', created_at: '2025-01-02T00:00:00', first_response_s: 10 },
    ];
    const { summary, remarks } = await askMetric(engine, 'closed-loop', { responses, tickets });
    expect(summary).toMatchObject({ alerts: 3, contacted: 2, recovered: 1, recovery_undetermined: 2, unidentified: 2 });
    expect(summary.recovered_rate).toBe(1);
    expect(remarks.en).toContain('2 alerts name no customer');
  });

  it('says that there is no alert where nobody is negative', async () => {
    const tickets = [{ ticket_id: '1', customer_id: 'a', created_at: '2025-01-03T00:00:00', first_response_s: 10 }];
    const { summary, remarks } = await askMetric(engine, 'closed-loop', { responses: [said('1', 'a', 9, '01')], tickets }); // prettier-ignore
    expect(summary).toMatchObject({ alerts: 0, contacted_rate: null, recovered_rate: null });
    expect(remarks.en).toContain('there is no alert');
    expect(remarks.en).not.toContain('–');
  });

  it('does not count a ticket from before the feedback, nor one nobody answered', async () => {
    const responses = [said('1', 'a', 3, '05'), said('2', 'b', 3, '05')];
    const tickets = [
      { ticket_id: '1', customer_id: 'a', created_at: '2025-01-01T00:00:00', first_response_s: 10 },
      { ticket_id: '2', customer_id: 'b', created_at: '2025-01-06T00:00:00', first_response_s: null },
    ];
    expect((await answer(engine, 'closed-loop', { responses, tickets })).summary).toMatchObject({
      contacted: 0,
      undetermined: 2,
    });
  });

  it('is recovered by the next score, or else by being seen again', async () => {
    const responses = [
      said('1', 'a', 3, '01'),
      said('2', 'a', 4, '20'),
      said('3', 'b', 3, '01'),
      said('4', 'c', 1, '01'),
    ];
    const tickets = [{ ticket_id: '1', customer_id: 'z', created_at: '2025-03-01T00:00:00', first_response_s: 1 }];
    const orders = [
      { order_id: '1', customer_id: 'a', ordered_at: '2025-02-01' },
      { order_id: '2', customer_id: 'b', ordered_at: '2025-02-01' },
    ];
    // a scored 3, then 4 again (not recovered by the score), after which a bought: the second alert is recovered.
    expect((await answer(engine, 'closed-loop', { responses, tickets, orders })).summary).toMatchObject({
      alerts: 4,
      recovered: 2,
    });
  });

  it('knows dissatisfied answers by their scale', async () => {
    const responses = [
      [2, 1, 5],
      [3, 1, 5],
      [3, 0, 10],
      [5, 0, 10],
    ].map(([score, scale_min, scale_max], at) => ({
      ...said(String(at), String(at), score ?? 0, '01'),
      kind: 'csat',
      scale_min: scale_min ?? 0,
      scale_max: scale_max ?? 0,
    }));
    const tickets = [{ ticket_id: '1', customer_id: 'z', created_at: '2025-03-01T00:00:00' }];
    expect(
      (await answer(engine, 'closed-loop', { responses, tickets }, { trigger: 'dissatisfied' })).summary.alerts,
    ).toBe(2);
  });

  it('gives all alerts the same days to be won back, those without them being undetermined', async () => {
    const responses = [
      said('1', 'a', 3, '01'),
      said('2', 'a', 9, '08'), // after seven days
      said('3', 'b', 3, '01'),
      said('4', 'b', 9, '12'), // too late
      said('5', 'c', 3, '01'), // bought after three days
      said('6', 'd', 3, '25'), // too young, though the next score is good
      said('7', 'd', 9, '26'),
      said('8', 'e', 3, '01'), // bought late only
    ];
    const orders = [
      { order_id: '1', customer_id: 'c', ordered_at: '2025-01-04' },
      { order_id: '2', customer_id: 'c', ordered_at: '2025-01-30' },
      { order_id: '3', customer_id: 'e', ordered_at: '2025-01-20' },
    ];
    const tickets = [{ ticket_id: '1', customer_id: 'z', created_at: '2025-01-02T00:00:00', first_response_s: 1 }];
    const given = { responses, tickets, orders };
    const limited = (await answer(engine, 'closed-loop', given, { recovery_days: 7 })).summary;
    expect(limited).toMatchObject({ alerts: 5, recovered: 2, recovery_undetermined: 1, recovered_rate: 0.5 });
    const { summary } = await answer(engine, 'closed-loop', given);
    expect(summary).toMatchObject({ alerts: 5, recovered: 5, recovery_undetermined: 0, recovered_rate: 1 });
  });
});
