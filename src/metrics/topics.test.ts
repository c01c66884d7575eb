import { afterAll, beforeAll, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import { give } from '../../test/engines/given';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { metrics } from './index';
import { run } from './run';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const said = (texts: readonly (readonly [string | null, number | null])[]) =>
  texts.map(([text, score], at) => ({ response_id: String(at), kind: 'nps', score, text }));
const ask = (texts: Parameters<typeof said>[0], params = {}) =>
  askMetric(engine, 'topics', { responses: said(texts) }, params);
const times = <T>(n: number, of: T): readonly T[] => Array.from({ length: n }, () => of);

const mixed = [
  ...times(8, ['friendly staff in the lobby', 10] as const),
  ...times(2, ['friendly welcome', 9] as const),
  ...times(9, ['dirty lobby', 2] as const),
  ['dirty but friendly', 3] as const,
];

it('tells the words of good from those of bad comments, with the difference of scores', async () => {
  const { rows, summary, remarks } = await ask(mixed);
  const of = (term: string) => rows.find((row) => row.term === term)!;
  expect(summary).toMatchObject({ documents: 20, scored: 20, good: 10, bad: 10 });
  expect(of('friendly').count).toBe(11);
  expect(Number(of('friendly').z)).toBeGreaterThan(0);
  expect(Number(of('dirty').z)).toBeLessThan(0);
  expect(of('dirty').mean_with).toBeCloseTo((9 * 2 + 3) / 10, 9);
  expect(of('dirty').mean_without).toBeCloseTo((8 * 10 + 2 * 9) / 10, 9);
  expect(Math.abs(Number(of('lobby').z))).toBeLessThan(Math.abs(Number(of('dirty').z)));
  expect(remarks.en).toContain('Scores are lower where these are mentioned: dirty');
});

it('counts a comment once a word, and words of fewer comments not at all', async () => {
  const { rows } = await ask([...times(5, ['slow slow slow', 2] as const), ...times(4, ['quick', 9] as const)]);
  expect(rows.map(({ term, count }) => [term, count])).toEqual([['slow', 5]]);
});

it('only counts where there are no scores, and says so', async () => {
  const { rows, summary, remarks } = await ask(times(6, ['clean room', null] as const));
  expect(rows.map(({ mean_with, q }) => [mean_with, q])).toEqual([
    [null, null],
    [null, null],
  ]);
  expect(summary).toMatchObject({ documents: 6, scored: 0, good: 0, bad: 0 });
  expect(remarks.en).toContain('No scores stand beside the comments');
});

it('segments Chinese comments into words', async () => {
  const { rows } = await ask([...times(5, ['早餐很好', 10] as const), ...times(5, ['前台太慢', 1] as const)]);
  expect(rows.map(({ term }) => term)).toEqual(expect.arrayContaining(['早餐', '前台']));
});

it('is empty without comments, and finds no differences where all scores are equal', async () => {
  expect(
    (
      await ask([
        [null, 5],
        ['', 5],
      ])
    ).kind,
  ).toBe('empty');
  const { rows } = await ask(times(10, ['clean', 10] as const));
  expect(rows[0]).toMatchObject({ term: 'clean', count: 10, mean_with: 10, mean_without: null, q: null });
});

/** The bars of the chart: names and values. */
async function barsOf(texts: Parameters<typeof said>[0]) {
  const roles = await give(engine, { responses: said(texts) });
  const metric = metrics.get('topics')!;
  const setting = { params: {}, roles, seed: 1 };
  const outcome = await run(metric, setting, { engine, metrics });
  if (outcome.kind !== 'answered') throw new Error(outcome.kind);
  const { spec } = metric.charts(outcome.found, setting, 'en')[0]!;
  const { values } = spec.data as unknown as { values: readonly { name: string; value: number }[] };
  return { rows: outcome.found.rows, bars: values };
}

it('draws the strongest words of both sides, good ones first', async () => {
  const good = times(
    20,
    Array.from(
      { length: 40 },
      (_, at) => `good${String.fromCharCode(97 + (at % 26))}${String.fromCharCode(97 + at / 26)}`,
    ).join(' '),
  );
  const texts = [...good.map((text) => [text, 10] as const), ...times(60, ['dirty room', 1] as const)];
  const { rows, bars } = await barsOf(texts);
  expect(bars).toHaveLength(30);
  const names = new Set(rows.slice(0, 30).map(({ term }) => term));
  expect(names).toContain('dirty');
  expect(new Set(bars.map(({ name }) => name))).toEqual(names);
  expect(bars.map(({ value }) => value)).toEqual(bars.map(({ value }) => value).sort((a, b) => b - a));
});

it('draws how often words occur where no score tells good from bad', async () => {
  const { bars } = await barsOf(times(6, ['slow service', null] as const));
  expect(bars.map(({ value }) => value)).toEqual([6, 6]);
});
