import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../src/engine/engine';
import { openNative } from '../src/headless/native';
import { answerOn } from './engines/answer';
import { give } from './engines/given';
import { firm, only } from './engines/made-up-firm';
import { add, expectCounts, filled, groupings, groupOf, seen, type Counts } from './engines/recounting';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const grouped = [
  ...groupings.map((by) => [by, 'month'] as const),
  ...['day', 'week', 'quarter'].map((grain) => ['period', grain] as const),
];
const base = only(firm.responses, 'response_id', 'customer_id', 'touchpoint', 'submitted_at');
/** The firm's answers as of one kind, the score worked out anew from the place in the list; every ninth is blank. */
const answers = (kind: string, top: number, low: number) =>
  base.map((row, at) => ({
    ...row,
    kind,
    score: at % 9 === 0 ? null : low + ((at * 7 + (at % 5)) % (top - low + 1)),
    scale_min: low,
    scale_max: top,
  }));
const put = (responses: ReturnType<typeof answers>) =>
  give(engine, { ...firm, customers: only(firm.customers, 'customer_id', 'segment', 'region'), responses });

/** Counts by group with the sum of the scores, from which means follow. */
function counted(responses: ReturnType<typeof answers>, by: string, grain: string, parts: (score: number) => string[]) {
  const counts: Counts = {};
  for (const row of responses) {
    const group = groupOf(row, row.submitted_at, by, grain);
    if (row.score === null) add(counts, group, 'missing');
    else
      for (const [name, n] of [['n', 1], ['sum', row.score], ...parts(row.score).map((part) => [part, 1])] as const)
        add(counts, group, String(name), Number(n));
  }
  return counts;
}

describe.each(grouped)('by %s (%s)', (by, grain) => {
  it('csat', async () => {
    const responses = answers('csat', 5, 1);
    const counts = counted(responses, by, grain, (score) => (score >= 4 ? ['satisfied'] : []));
    const roles = await put(responses);
    await expectCounts(engine, 'csat', by, { grain }, ['n', 'missing', 'satisfied'], counts, roles);
    const { rows } = await answerOn(engine, 'csat', roles, { by, grain });
    for (const row of rows) {
      const { n = 0, sum = 0, satisfied = 0 } = counts[String(row.touchpoint)]!;
      expect([row.csat, row.mean, row.score]).toEqual(
        n
          ? [expect.closeTo(satisfied / n, 10), expect.closeTo(sum / n, 10), expect.closeTo((25 * (sum - n)) / n, 8)]
          : [null, null, null],
      );
    }
  });

  it('nps', async () => {
    const responses = answers('nps', 10, 0);
    const counts = counted(responses, by, grain, (score) => [
      score >= 9 ? 'promoters' : score >= 7 ? 'passives' : 'detractors',
    ]);
    const roles = await put(responses);
    await expectCounts(engine, 'nps', by, { grain }, ['n', 'promoters', 'passives', 'detractors'], counts, roles);
    for (const row of (await answerOn(engine, 'nps', roles, { by, grain })).rows) {
      const { n = 0, promoters = 0, detractors = 0 } = counts[String(row.touchpoint)]!;
      expect(row.nps).toEqual(n ? expect.closeTo((100 * (promoters - detractors)) / n, 8) : null);
    }
  });

  it('ces', async () => {
    const responses = answers('ces', 7, 1);
    const counts = counted(responses, by, grain, (score) => (score >= 5 ? ['easy'] : []));
    const { rows } = await answerOn(engine, 'ces', await put(responses), { by, grain });
    expect(seen(rows, ['n'])).toEqual(filled(counts, ['n']));
    for (const row of rows) {
      const { n = 0, sum = 0, easy = 0 } = counts[String(row.touchpoint)]!;
      expect([row.mean, row.easy]).toEqual(
        n ? [expect.closeTo(sum / n, 10), expect.closeTo(easy / n, 10)] : [null, null],
      );
    }
  });
});

it('the satisfaction index is the mean over touchpoints of their rescaled means', async () => {
  const responses = answers('csat', 5, 1);
  const counts = counted(responses, 'touchpoint', 'month', () => []);
  const { rows, summary } = await answerOn(engine, 'satisfaction-index', await put(responses));
  const expected = Object.fromEntries(
    Object.entries(counts).map(([name, { n = 0, sum = 0 }]) => [name, (25 * (sum - n)) / n]),
  );
  expect(rows.map(({ touchpoint }) => touchpoint).sort()).toEqual(Object.keys(expected).sort());
  for (const row of rows) expect(row.score).toBeCloseTo(expected[String(row.touchpoint)]!, 8);
  expect(summary.index).toBeCloseTo(Object.values(expected).reduce((sum, score) => sum + score, 0) / rows.length, 8);
});
