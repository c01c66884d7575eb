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
    Array.from({ length: n }, (_, at) =>
      form(String(at), [at % 5], { duration_s: at === 0 ? 29 : at === 1 ? 31 : 90 }),
    ).flat();
  const enough = await askMetric(engine, 'authenticity', { responses: timed(20) });
  expect(enough.summary).toMatchObject({ median_s: 90, speeder: 1 });
  expect(flagged(enough.rows, 'speeder')).toEqual(['0']);
  expect((await askMetric(engine, 'authenticity', { responses: timed(19) })).summary).toMatchObject({
    median_s: null,
    speeder: null,
  });
});

it('calls repeated the same text however it is written, and the same answers of one customer within a day', async () => {
  const text = (response_id: string, said: string) => ({ response_id, text: said });
  const at = (submitted_at: string) => ({ customer_id: 'c', submitted_at });
  const { rows } = await askMetric(engine, 'authenticity', {
    responses: [
      text('t1', 'Great service at the desk, thank you all very much!'),
      text('t2', 'great SERVICE at the desk thank you all very much'),
      text('t3', 'great product'),
      text('t4', 'Great product!'),
      text('t5', '服务很好，下次还会再来'),
      text('t6', '服务很好，下次还会再来'),
      text('t7', '前台服务很热情，房间也干净，下次还会再来'),
      text('t8', '前台服务很热情,房间也干净,下次还会再来'),
      ...form('c1', [4, 5], at('2025-01-01T10:00:00')),
      ...form('c2', [4, 5], at('2025-01-02T09:00:00')),
      ...form('c3', [4, 5], at('2025-01-09T09:00:00')),
      ...form('c4', [5, 4], at('2025-01-01T10:00:00')),
    ],
  });
  expect(flagged(rows, 'duplicate').sort()).toEqual(['c1', 'c2', 't1', 't2', 't7', 't8']);
});

it('flags nobody and says which rules had nothing to go by, with one form and with blank scores', async () => {
  for (const scores of [[5], [null, null, null, null, null, null]]) {
    const { rows, summary, remarks } = await askMetric(engine, 'authenticity', { responses: form('one', scores) });
    const idle = { straight_line: null, speeder: null, duplicate: null, burst: null };
    expect(summary).toMatchObject({ n: 1, flagged: 0, median_s: null, ...idle });
    expect(rows).toMatchObject([{ ...idle, flagged: false }]);
    expect(remarks.en).toContain('straight line, speeder, duplicate, burst');
  }
});

it('averages no scores, which stand on scales of their own', async () => {
  const { summary, remarks } = await askMetric(engine, 'authenticity', {
    responses: [...form('a', [3, 3, 3, 3, 3, 3]), { response_id: 'b', kind: 'nps', score: 10 }],
  });
  expect(Object.keys(summary).filter((name) => name.includes('mean'))).toEqual([]);
  expect(`${remarks.en}${remarks.zh}`).not.toMatch(/mean|平均/);
});

// R package careless, inst/testdata/lonstring-test-data.csv: 10·i ones, then 0 and 1 in turn up to 100 answers; the last
// row has either answer ten times in turn
it('finds the longest runs of the test data of careless', async () => {
  const runs = [10, 20, 30, 40, 50, 60, 70, 80, 90];
  const answers = (of: (at: number) => number) => Array.from({ length: 100 }, (_, at) => of(at));
  const { rows } = await askMetric(engine, 'authenticity', {
    responses: [
      ...runs.flatMap((run) =>
        form(
          String(run),
          answers((at) => (at < run ? 1 : at % 2)),
        ),
      ),
      ...form(
        'ten',
        answers((at) => 1 - (Math.floor(at / 10) % 2)),
      ),
    ],
  });
  expect(rows.map(({ longest_run }) => longest_run)).toEqual([...runs, 10]);
});

it('passes over items without an answer, and measures the spread within a person', async () => {
  const { rows } = await askMetric(engine, 'authenticity', {
    responses: [...form('a', [5, null, 5, null, 5]), ...form('b', [1, 2, 3, 4])],
  });
  expect(rows).toMatchObject([{ longest_run: 3, spread: 0 }, { longest_run: 1 }]);
  expect(rows[1]?.spread).toBeCloseTo(Math.sqrt(5 / 3), 12);
});

it('flags an hour that is far too full at its touchpoint', async () => {
  const at = (hour: number, n: number, score: number) =>
    Array.from({ length: n }, (_, nth) => ({
      response_id: `${String(hour)}-${String(nth)}`,
      touchpoint: 'shop',
      score,
      submitted_at: new Date(Date.UTC(2025, 0, 1, hour)).toISOString(),
    }));
  const { rows, summary } = await askMetric(engine, 'authenticity', {
    responses: [...Array.from({ length: 100 }, (_, hour) => at(hour, 2, 3)).flat(), ...at(200, 40, 5)],
  });
  expect(summary).toMatchObject({ n: 240, burst: 40, flagged: 40 });
  expect(flagged(rows, 'burst')).toHaveLength(40);
});

it('takes days, not hours, where answers bear a date alone: an ordinary day is no burst', async () => {
  const on = (day: number, n: number) =>
    Array.from({ length: n }, (_, nth) => ({
      response_id: `${String(day)}-${String(nth)}`,
      touchpoint: 'shop',
      score: 4,
      submitted_at: new Date(Date.UTC(2025, 0, day)).toISOString(),
    }));
  const days = Array.from({ length: 60 }, (_, day) => on(day + 1, 12 + (day % 5))).flat();
  expect((await askMetric(engine, 'authenticity', { responses: days })).summary).toMatchObject({
    burst: 0,
    flagged: 0,
  });
  const full = await askMetric(engine, 'authenticity', { responses: [...days, ...on(62, 90)] });
  expect(full.summary).toMatchObject({ burst: 90 });
});
