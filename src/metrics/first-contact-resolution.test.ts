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

const ticket = (ticket_id: string, customer_id: string, day: number, more = {}) => ({
  ticket_id,
  customer_id,
  issue: 'bill',
  created_at: new Date(Date.UTC(2025, 0, day)).toISOString().slice(0, 19),
  ...more,
});

describe('first-contact resolution', () => {
  it('counts issues, not contacts, and the end of the window as inside', async () => {
    const tickets = [
      ticket('1', 'a', 1),
      ticket('2', 'a', 8),
      ticket('3', 'a', 15),
      ticket('4', 'b', 1),
      ticket('5', 'b', 9),
      ticket('6', 'z', 60),
    ];
    // a's three contacts are one issue; b's second is a new one; z's window is open. By contacts it would be 3 of 5.
    expect((await answer(engine, 'first-contact-resolution', { tickets })).summary).toMatchObject({
      n: 3,
      resolved_first: 2,
      undetermined: 1,
      rate: 2 / 3,
    });
  });

  it('asks for one contact, no reopening and a resolution where these are known', async () => {
    const tickets = [
      ticket('1', 'a', 1, { contacts: 1, reopens: 0, resolved: true }),
      ticket('2', 'b', 1, { contacts: 2, reopens: 0, resolved: true }),
      ticket('3', 'c', 1, { contacts: 1, reopens: 1, resolved: true }),
      ticket('4', 'd', 1, { contacts: 1, reopens: 0, resolved: false }),
      ticket('5', 'z', 60, { contacts: 1, reopens: 0, resolved: true }),
    ];
    expect((await answer(engine, 'first-contact-resolution', { tickets })).summary).toMatchObject({
      n: 4,
      resolved_first: 1,
    });
  });

  it('keeps other issues of one customer apart, and the unsolvable out of the net rate', async () => {
    const tickets = [
      ticket('1', 'a', 1),
      ticket('2', 'a', 2, { issue: 'fraud' }),
      ticket('3', 'a', 3, { issue: 'fraud' }),
      ticket('9', 'z', 60),
    ];
    expect(
      (await answer(engine, 'first-contact-resolution', { tickets }, { unsolvable: 'fraud' })).summary,
    ).toMatchObject({ n: 2, rate: 0.5, net_rate: 1 });
  });

  it('leaves out tickets that name no customer where others do, rather than take them for solved', async () => {
    const tickets = [
      { ticket_id: '1', customer_id: 'a', issue: 'bill', created_at: '2025-01-01' },
      { ticket_id: '2', customer_id: 'a', issue: 'bill', created_at: '2025-01-03' },
      { ticket_id: '3', customer_id: null, issue: 'bill', created_at: '2025-01-01' },
      { ticket_id: '4', customer_id: 'b', issue: 'plan', created_at: '2025-02-01' },
    ];
    const { summary, remarks } = await askMetric(engine, 'first-contact-resolution', { tickets });
    expect(summary).toMatchObject({ n: 1, resolved_first: 0, undetermined: 1, excluded: 1, rate: 0 });
    expect(remarks.en).toContain('1 ticket names no customer');
  });
});
