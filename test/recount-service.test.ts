import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../src/engine/engine';
import { openNative } from '../src/headless/native';
import { answerOn } from './engines/answer';
import { give } from './engines/given';
import { dayS, firm, only, secondsOf } from './engines/made-up-firm';
import { add, expectCounts, groupings, groupOf, known, type Counts } from './engines/recounting';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const given = { ...firm, customers: only(firm.customers, 'customer_id', 'segment', 'region') };
const end = Math.max(...firm.tickets.map((ticket) => secondsOf(ticket.created_at)));

describe('tickets', () => {
  it.each(groupings)('response time by %s', async (by) => {
    const counts: Counts = {};
    for (const ticket of firm.tickets) {
      const group = groupOf(ticket, ticket.created_at, by);
      const limit = ['call', 'chat'].includes(ticket.touchpoint) ? 60 : 86_400;
      const answered = ticket.first_response_s !== null;
      const overdue = !answered && end - secondsOf(ticket.created_at) > limit;
      add(counts, group, answered ? 'n' : 'open');
      if (answered) add(counts, group, (ticket.first_response_s ?? 0) <= limit ? 'met' : 'late');
      else add(counts, group, overdue ? 'open_overdue' : 'undetermined');
    }
    const columns = ['n', 'open', 'met', 'late', 'open_overdue', 'undetermined'];
    await expectCounts(engine, 'response-time', by, {}, columns, counts, await give(engine, given));
  });

  it.each(groupings)('first-contact resolution by %s', async (by) => {
    const window = 7 * dayS;
    const people = new Map<string, (typeof firm.tickets)[number][]>();
    for (const ticket of [...firm.tickets].sort(
      (a, b) => secondsOf(a.created_at) - secondsOf(b.created_at) || (a.ticket_id < b.ticket_id ? -1 : 1),
    )) {
      const key = `${ticket.customer_id} ${ticket.issue}`;
      people.set(key, [...(people.get(key) ?? []), ticket]);
    }
    const counts: Counts = {};
    for (const own of people.values())
      own.forEach((ticket, at) => {
        const t = secondsOf(ticket.created_at);
        if (at > 0 && t - secondsOf(own[at - 1]!.created_at) <= window) return;
        const next = own[at + 1];
        const again = next !== undefined && secondsOf(next.created_at) - t <= window;
        const group = groupOf(ticket, ticket.created_at, by);
        const finished = t + window <= end;
        add(counts, group, finished ? 'n' : 'undetermined');
        if (finished && !again && ticket.contacts === 1 && ticket.resolved) add(counts, group, 'resolved_first');
      });
    await expectCounts(
      engine,
      'first-contact-resolution',
      by,
      {},
      ['n', 'resolved_first', 'undetermined'],
      counts,
      await give(engine, given),
    );
  });
});

describe('the closed loop', () => {
  const asked = firm.responses.filter(({ kind, score }) => kind === 'nps' && score !== null);
  const inTime = [...asked].sort(
    (a, b) => secondsOf(a.submitted_at) - secondsOf(b.submitted_at) || (a.response_id < b.response_id ? -1 : 1),
  );
  const dataEnd = Math.max(end, ...firm.responses.map((answer) => secondsOf(answer.submitted_at)));

  it.each(groupings)('by %s', async (by) => {
    const counts: Counts = {};
    const weights: Record<string, { all: number; recovered: number }> = {};
    for (const alert of asked) {
      const group = groupOf(alert, alert.submitted_at, by);
      add(counts, group, 'n');
      if (alert.score! > 6) continue;
      const t = secondsOf(alert.submitted_at);
      const contacts = firm.tickets
        .filter(
          (ticket) =>
            ticket.first_response_s !== null &&
            (ticket.response_id === alert.response_id ||
              (ticket.response_id === null &&
                ticket.customer_id === alert.customer_id &&
                secondsOf(ticket.created_at) >= t)),
        )
        .map((ticket) => secondsOf(ticket.created_at) + ticket.first_response_s!)
        .filter((at) => at >= t);
      const contacted = contacts.length ? Math.min(...contacts) : null;
      const own = inTime.filter(({ customer_id }) => customer_id === alert.customer_id);
      const next = own[own.indexOf(alert) + 1];
      const later = [
        ...firm.orders.filter((o) => o.customer_id === alert.customer_id).map((o) => secondsOf(o.ordered_at)),
        ...known.filter((e) => e.customer_id === alert.customer_id).map((e) => secondsOf(e.occurred_at)),
      ].some((at) => at > t);
      const recovered = next ? next.score! > 6 : later;
      add(counts, group, 'alerts');
      if (contacted !== null) add(counts, group, 'contacted');
      if (contacted !== null && contacted - t <= 48 * 3600) add(counts, group, 'within_sla');
      if (contacted === null && t + 48 * 3600 > dataEnd) add(counts, group, 'undetermined');
      if (recovered) add(counts, group, 'recovered');
      const sum = (weights[String(group)] ??= { all: 0, recovered: 0 });
      sum.all += alert.weight;
      if (recovered) sum.recovered += alert.weight;
    }
    const roles = await give(engine, given);
    await expectCounts(
      engine,
      'closed-loop',
      by,
      {},
      ['n', 'alerts', 'contacted', 'within_sla', 'recovered', 'undetermined'],
      counts,
      roles,
    );
    const { rows } = await answerOn(engine, 'closed-loop', roles, { by });
    for (const row of rows) {
      const sum = weights[String(row.touchpoint)];
      if (sum) expect(row.recovered_rate).toBeCloseTo(sum.recovered / sum.all, 10);
      else expect(row.recovered_rate).toBeNull();
    }
  });

  it('knows a level that is not negative from one that is, off-scale answers, and no alerts from no answers', async () => {
    const tickets = [{ ticket_id: '1', customer_id: 'a', created_at: '2025-01-02', first_response_s: 5 }];
    const say = (score: number | null, at: number) => ({
      response_id: String(at),
      customer_id: String(at),
      kind: 'nps',
      score,
      submitted_at: '2025-01-01',
    });
    const roles = await give(engine, { tickets, responses: [9, 10, 11, -1, null].map(say) });
    const { summary } = await answerOn(engine, 'closed-loop', roles);
    expect(summary).toMatchObject({ n: 2, alerts: 0, excluded: 2, missing: 1, recovered_rate: null, low: null });
  });
});
