import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, answerOn } from '../../test/engines/answer';
import { give } from '../../test/engines/given';
import { fill, real } from '../../test/engines/real';
import type { Engine } from '../engine/engine';
import { identifier, sql } from '../engine/sql';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const tickets = (seconds: readonly (number | null)[], touchpoint = 'chat') =>
  seconds.map((first_response_s, at) => ({
    ticket_id: String(at),
    touchpoint,
    created_at: '2025-01-01T00:00:00',
    first_response_s,
  }));

describe('response time', () => {
  it.each([
    [1, 50, 90, 100],
    [6, 55, 99, 100],
    [7, 55, 91, 95.5],
  ])('has the percentiles of type %i of 10, 20, …, 100 (metrics.md 2.5)', async (type, p50, p90, p95) => {
    const given = { tickets: tickets([100, 10, 90, 20, 80, 30, 70, 40, 60, 50]) };
    const { rows, summary } = await answer(engine, 'response-time', given, { percentile_type: type });
    expect(summary.median_s).toBeCloseTo(p50, 9);
    expect(summary.p90_s).toBeCloseTo(p90, 9);
    expect(rows[0]?.p95_s).toBeCloseTo(p95, 9);
  });

  it.each([
    [6, 95.1981],
    [7, 95.1957],
    [8, 95.1972],
  ])('has the 90th percentile of type %i that NIST 7.2.6.2 prints', async (type, p90) => {
    const wafers = [
      95.1772, 95.1567, 95.1937, 95.1959, 95.1442, 95.061, 95.1591, 95.1195, 95.1065, 95.0925, 95.199, 95.1682,
    ];
    const { summary } = await answer(engine, 'response-time', { tickets: tickets(wafers) }, { percentile_type: type });
    expect(Number(summary.p90_s).toFixed(4)).toBe(String(p90));
  });

  it('counts an open ticket as late only once it is older than the limit', async () => {
    const given = {
      tickets: [
        { ticket_id: '1', touchpoint: 'x', created_at: '2025-01-01T00:00:00', first_response_s: 10 },
        { ticket_id: '2', touchpoint: 'x', created_at: '2025-01-01T00:00:00', first_response_s: null },
        { ticket_id: '3', touchpoint: 'x', created_at: '2025-01-01T00:59:30', first_response_s: null },
        { ticket_id: '4', touchpoint: 'x', created_at: '2025-01-01T01:00:00', first_response_s: 70 },
      ],
    };
    const { rows } = await answer(engine, 'response-time', given, { sla_s: 60 });
    // met 1, late 1, open and older 1, open and younger 1: 1 of 3, neither 1 of 2 nor 1 of 4.
    expect(rows).toMatchObject([
      { n: 2, open: 2, met: 1, late: 1, open_overdue: 1, undetermined: 1, within_sla: 1 / 3 },
    ]);
  });

  it('takes the limit from the catalogue, else 60 s for calls and chats, else a day', async () => {
    const given = {
      touchpoints: [{ touchpoint: 'desk', sla_s: 5 }],
      tickets: [...tickets([100], 'desk'), ...tickets([100], '客服热线'), ...tickets([100], 'mail')],
    };
    const { rows } = await answer(engine, 'response-time', given);
    expect(rows.map((row) => [row.touchpoint, row.sla_s])).toEqual([
      ['desk', 5],
      ['mail', 86_400],
      ['客服热线', 60],
    ]);
  });

  it('leaves out answers before the question, and is null where nothing was answered', async () => {
    const { summary } = await answer(engine, 'response-time', { tickets: tickets([-5, null]) });
    expect(summary).toMatchObject({ n: 0, open: 1, excluded: 1, median_s: null, p95_s: null, within_sla: null });
  });

  it('refuses a type that does not exist', async () => {
    await expect(answer(engine, 'response-time', { tickets: tickets([1]) }, { percentile_type: 2 })).rejects.toThrow(
      'percentile_type',
    );
  });
});

const incidents = real('svc_servicenow_incidents/incident_event_log.csv');
describe.skipIf(!incidents.there)('the 890 incidents of ServiceNow (figures of INDEX.md)', () => {
  it('take 54.466667 hours in the median, 29 being open', async () => {
    await give(engine, {});
    const time = (column: string) => sql`try_strptime(${identifier(column)}, '%d-%m-%Y %H:%M')::TIMESTAMP`;
    await fill(
      engine,
      'tickets',
      incidents.path,
      sql`number AS ticket_id, ${time('opened_at')} AS created_at, ${time('resolved_at')} AS resolved_at`,
    );
    await engine.run(
      sql`CREATE OR REPLACE TABLE canonical.tickets AS SELECT * EXCLUDE (nth) FROM (SELECT * REPLACE (min(created_at) OVER w AS created_at, max(resolved_at) OVER w AS resolved_at), row_number() OVER w AS nth FROM canonical.tickets WINDOW w AS (PARTITION BY ticket_id)) WHERE nth = 1`,
    );
    const { summary } = await answerOn(
      engine,
      'response-time',
      new Set(['tickets.ticket_id', 'tickets.created_at', 'tickets.resolved_at']),
    );
    expect(summary).toMatchObject({ n: 861, open: 29, measure: 'resolution', by: 'none' });
    expect(Number(summary.median_s) / 3600).toBeCloseTo(54.466667, 6);
  });
});
