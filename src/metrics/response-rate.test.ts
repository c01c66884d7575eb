import { afterAll, beforeAll, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const invite = (customer_id: string, sent_at = '2025-01-01', touchpoint = 'shop') => ({
  customer_id,
  touchpoint,
  sent_at,
});
const response = (customer_id: string, submitted_at: string, touchpoint = 'shop') => ({
  response_id: `${customer_id} ${submitted_at}`,
  customer_id,
  touchpoint,
  submitted_at,
  score: 5,
});
const end = response('nobody', '2025-06-01');

it('counts an answer within the window only, and only after the invitation', async () => {
  const { summary } = await askMetric(
    engine,
    'response-rate',
    {
      invites: ['in time', 'late', 'before', 'never'].map((name) => invite(name)),
      responses: [
        response('in time', '2025-01-31'),
        response('late', '2025-02-01'),
        response('before', '2024-12-31'),
        end,
      ],
    },
    { window_days: 30 },
  );
  expect(summary).toMatchObject({ invited: 4, responded: 1, undetermined: 0, rate: 0.25 });
});

it('keeps open invitations out of the rate until their window is over, also those that are answered already', async () => {
  const given = {
    invites: [invite('a', '2025-05-20'), invite('b', '2025-05-20'), invite('c'), invite('d')],
    responses: [response('a', '2025-05-21'), response('d', '2025-01-02'), end],
  };
  const windowed = (window_days: number) => askMetric(engine, 'response-rate', given, { window_days });
  // a answered at once, b may yet: counting a alone would make it 2 of 3.
  expect((await windowed(30)).summary).toMatchObject({ undetermined: 2, n: 2, responded: 1, rate: 0.5 });
  expect((await windowed(5)).summary).toMatchObject({ undetermined: 0, n: 4, responded: 2, rate: 0.5 });
});

it('is answered ÷ invited where no time to answer is set (metrics.md 8.6), and says so', async () => {
  const invites = [...'abcdefghij'].map((name) => invite(name));
  const responses = ['a', 'b', 'c', 'd'].map((name, at) => response(name, `2025-01-0${String(2 + at)}`));
  const { rows, summary, remarks } = await askMetric(engine, 'response-rate', { invites, responses });
  expect(rows).toMatchObject([{ touchpoint: 'shop', invited: 10, responded: 4, rate: 0.4, undetermined: 0 }]);
  expect(summary).toMatchObject({ rate: 0.4, window_days: null });
  expect(remarks.en).toContain('No time to answer is set');
});

it('counts an invitation once however often it is answered, and answers elsewhere for none', async () => {
  const { rows, summary } = await askMetric(engine, 'response-rate', {
    invites: [invite('a'), invite('b', '2025-01-01', 'web')],
    responses: [response('a', '2025-01-02'), response('a', '2025-01-03'), response('b', '2025-01-02', 'shop'), end],
  });
  expect(rows.map(({ touchpoint, responded, rate }) => [touchpoint, responded, rate])).toEqual([
    ['shop', 1, 1],
    ['web', 0, 0],
  ]);
  expect(summary).toMatchObject({ responded: 1, rate: 0.5, unmatched: 2 });
});

it('counts an answer for one invitation: the one it names, else the last before it', async () => {
  const again = ['2025-01-01', '2025-01-10', '2025-01-20'].map((day, at) => ({
    ...invite('a', day),
    invite_id: `i${String(at)}`,
  }));
  const of = async (answer: object) => {
    const given = { invites: again, responses: [{ ...response('a', '2025-01-25'), ...answer }, end] };
    const { rows, summary } = await askMetric(engine, 'response-rate', given, { by: 'period', grain: 'week' });
    return [summary.responded, rows.filter(({ responded }) => responded === 1).map(({ touchpoint }) => touchpoint)];
  };
  expect(await of({})).toEqual([1, ['2025-01-20']]);
  expect(await of({ response_id: 'i0' })).toEqual([1, ['2024-12-30']]);
});

it('has no rate where every invitation is open', async () => {
  const { summary } = await askMetric(
    engine,
    'response-rate',
    {
      invites: [invite('a', '2025-06-01')],
      responses: [end],
    },
    { window_days: 30 },
  );
  expect(summary).toMatchObject({ invited: 1, undetermined: 1, rate: null, low: null, high: null });
});
