import { afterAll, beforeAll, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const form = (response_id: string, scores: readonly (number | null)[], more: object = {}) =>
  scores.map((score, at) => ({ response_id, item: `q${String(at)}`, kind: 'attribute', score, ...more }));
const flagged = (rows: readonly Record<string, any>[], rule: string) =>
  rows.filter((row) => row[rule]).map(({ response_id }) => response_id as string);

it('flags six equal answers in a row that make four fifths of the form, and no shorter form', async () => {
  const { rows, summary } = await askMetric(engine, 'authenticity', {
    responses: [
      ...form('straight', [3, 3, 3, 3, 3, 3]),
      ...form('nearly', [3, 3, 3, 3, 3, 3, 4]),
      ...form('partly', [3, 3, 3, 3, 3, 3, 4, 5]),
      ...form('short', [3, 3, 3, 3, 3]),
      ...form('mixed', [1, 2, 3, 4, 5, 1]),
    ],
  });
  expect(flagged(rows, 'straight_line').sort()).toEqual(['nearly', 'straight']);
  expect(rows.find(({ response_id }) => response_id === 'partly')).toMatchObject({ longest_run: 6, flagged: false });
  expect(rows.find(({ response_id }) => response_id === 'straight')).toMatchObject({ longest_run: 6, spread: 0 });
  expect(summary).toMatchObject({ n: 5, straight_line: 2, flagged: 2, flagged_share: 0.4 });
});

it('calls speeders those under a third of the median, once there are 20 durations', async () => {
  const timed = (n: number) =>
    Array.from({ length: n }, (_, at) => form(String(at), [at % 5], { duration_s: at === 0 ? 29 : at === 1 ? 31 : 90 })).flat(); // prettier-ignore
  const enough = await askMetric(engine, 'authenticity', { responses: timed(20) });
  expect(enough.summary).toMatchObject({ median_s: 90, speeder: 1 });
  expect(flagged(enough.rows, 'speeder')).toEqual(['0']);
  expect((await askMetric(engine, 'authenticity', { responses: timed(19) })).summary).toMatchObject({
    median_s: null,
    speeder: 0,
  });
});

it('calls repeated the same text however it is written, and the same answers of one customer within a day', async () => {
  const text = (response_id: string, said: string) => ({ response_id, text: said });
  const at = (submitted_at: string) => ({ customer_id: 'c', submitted_at });
  const { rows } = await askMetric(engine, 'authenticity', {
    responses: [
      text('t1', 'Great service, thank you!'),
      text('t2', 'great SERVICE thank you'),
      text('t3', 'ok'),
      text('t4', 'ok'),
      ...form('c1', [4, 5], at('2025-01-01T10:00:00')),
      ...form('c2', [4, 5], at('2025-01-02T09:00:00')),
      ...form('c3', [4, 5], at('2025-01-09T09:00:00')),
      ...form('c4', [5, 4], at('2025-01-01T10:00:00')),
    ],
  });
  expect(flagged(rows, 'duplicate').sort()).toEqual(['c1', 'c2', 't1', 't2']);
});

it('flags nobody and says which rules had nothing to go by, with one form and with blank scores', async () => {
  for (const scores of [[5], [null, null, null, null, null, null]]) {
    const { summary, remarks } = await askMetric(engine, 'authenticity', { responses: form('one', scores) });
    expect(summary).toMatchObject({ n: 1, flagged: 0, median_s: null });
    expect(remarks.en).toContain('straight_line, speeder, burst');
  }
});
