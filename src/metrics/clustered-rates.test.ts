import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, answerOn } from '../../test/engines/answer';
import { give } from '../../test/engines/given';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { metrics } from '.';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

/** Twelve customers, each with one to four units: 1 where it is a hit, 13 of 25. */
const units = ['11', '1110', '00', '0', '1', '10', '0001', '11', '1', '000', '1', '10'].flatMap((hits, customer) =>
  [...hits].map((hit, nth) => ({ customer_id: `c${String(customer)}`, nth, hit: hit === '1' })),
);
const day = (nth: number) => new Date(Date.UTC(2025, 0, 1 + nth)).toISOString().slice(0, 19);

// numpy by the textbook's formula (Cochran 1977, 6.4): variance of a ratio of customers' sums, divisor customers − 1, over
// that of as many independent units; Wilson at 25 ÷ that effect units. Independent units would give 0.3350 to 0.7001.
const clustered = { rate: 0.52, interval_n: 17.154510556621887, low: 0.3026104749108697, high: 0.7300710560026885 };

function expectClustered(found: Readonly<Record<string, unknown>>, rate = 'rate') {
  expect(found[rate]).toBeCloseTo(clustered.rate, 12);
  for (const name of ['interval_n', 'low', 'high'] as const) expect(found[name]).toBeCloseTo(clustered[name], 9);
}

describe('intervals of rates of which one customer has several units', () => {
  it('response-rate knows of invitations of one customer', async () => {
    const invites = units.map(({ customer_id, nth }, at) => ({
      invite_id: String(at),
      customer_id,
      sent_at: day(nth),
    }));
    const responses = units.flatMap(({ customer_id, nth, hit }, at) =>
      hit ? [{ response_id: String(at), customer_id, submitted_at: day(nth), score: 5 }] : [],
    );
    const { rows, summary } = await answer(engine, 'response-rate', { invites, responses });
    expect(summary).toMatchObject({ invited: 25, responded: 13, n: 25 });
    expectClustered(summary);
    expectClustered(rows[0] ?? {});
  });

  it('first-contact-resolution knows of issues of one customer', async () => {
    const tickets = units.map(({ customer_id, nth, hit }, at) => ({
      ticket_id: String(at),
      customer_id,
      created_at: day(30 * nth),
      resolved_at: day(400),
      contacts: hit ? 1 : 2,
    }));
    const { summary } = await answer(engine, 'first-contact-resolution', { tickets });
    expect(summary).toMatchObject({ n: 25, resolved_first: 13 });
    expectClustered(summary);
  });

  it('response-time knows of tickets of one customer', async () => {
    const tickets = units.map(({ customer_id, nth, hit }, at) => ({
      ticket_id: String(at),
      customer_id,
      created_at: day(nth),
      first_response_s: hit ? 10 : 1000,
    }));
    const { summary } = await answer(engine, 'response-time', { tickets }, { sla_s: 60 });
    expect(summary).toMatchObject({ met: 13, n: 25 });
    expectClustered(summary, 'within_sla');
    const nobody = tickets.map(({ customer_id: _, ...ticket }) => ticket);
    expect((await answer(engine, 'response-time', { tickets: nobody }, { sla_s: 60 })).summary.interval_n).toBe(25);
  });

  it('conversion of visits knows of their customers', async () => {
    const interactions = units.map(({ customer_id, nth, hit }) => ({
      customer_id,
      occurred_at: day(nth),
      touchpoint: 'shop',
      outcome: hit,
    }));
    const { summary } = await answer(engine, 'conversion', { interactions }, { unit: 'event' });
    expectClustered(summary);
    expect((await answer(engine, 'conversion', { interactions })).summary.interval_n).toBe(12);
  });

  const alerts = (weightOf: (at: number) => number) =>
    units.flatMap(({ customer_id, nth, hit }, at) => {
      const said = { customer_id, kind: 'nps', weight: weightOf(at) };
      const alert = { ...said, response_id: `${String(at)}a`, score: 2, submitted_at: day(2 * nth) };
      return hit
        ? [alert, { ...said, response_id: `${String(at)}b`, score: 9, submitted_at: day(2 * nth + 1) }]
        : [alert];
    });
  const tickets = [{ ticket_id: '1', created_at: day(0) }];

  it('closed-loop knows of alerts of one customer, and of weights', async () => {
    const { summary } = await answer(engine, 'closed-loop', { responses: alerts(() => 1), tickets });
    expect(summary).toMatchObject({ alerts: 25, recovered: 13 });
    expectClustered(summary, 'recovered_rate');
    const weighted = await answer(engine, 'closed-loop', { responses: alerts((at) => 1 + 0.5 * (at % 3)), tickets });
    expect(weighted.summary.recovered_rate).toBeCloseTo(0.5, 12);
    expect(weighted.summary.interval_n).toBeCloseTo(17.190639269406397, 9);
    expect(weighted.summary.low).toBeCloseTo(0.2863136425352706, 9);
  });

  it('says so, and only where a customer has several', async () => {
    const remarksOf = async (responses: ReturnType<typeof alerts>) => {
      const roles = await give(engine, { responses, tickets });
      const found = await answerOn(engine, 'closed-loop', roles);
      return metrics
        .get('closed-loop')!
        .remarks(found, { params: {}, roles, seed: 1 })
        .filter(({ say }) => say.en.includes('clustered by customer'));
    };
    expect(await remarksOf(alerts(() => 1))).toHaveLength(1);
    const once = alerts(() => 1).map((row) => ({ ...row, customer_id: row.response_id.slice(0, -1) }));
    expect(await remarksOf(once)).toHaveLength(0);
  });
});
