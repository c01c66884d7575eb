import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../engine/engine';
import { sql } from '../engine/sql';
import { openNative } from '../headless/native';
import { give } from '../../test/engines/given';
import { firm } from '../../test/engines/made-up-firm';
import { metrics } from '.';
import { defineMetric, type Used } from './metric';
import { run } from './run';

let engine: Engine;
let roles: ReadonlySet<string>;
beforeAll(async () => {
  engine = await openNative();
  const ease = firm.responses
    .filter(({ kind }) => kind === 'overall')
    .map((row) => ({ ...row, response_id: `${row.response_id} ease`, kind: 'ces' }));
  roles = await give(engine, { ...firm, responses: [...firm.responses, ...ease] });
});
afterAll(() => engine.close());

/** Every metric that leaves out what other columns rest on, in every way of counting that changes its queries. */
const asked = [
  ['csat', {}],
  ['csat', { by: 'segment' }],
  ['nps', {}],
  ['ces', {}],
  ['conversion', {}],
  ['conversion', { unit: 'session' }],
  ['conversion', { unit: 'event' }],
  ['conversion', { mode: 'assisted' }],
  ['conversion', { mode: 'assisted', unit: 'event', by: 'stage' }],
  ['touchpoint-exit', {}],
  ['touchpoint-exit', { by: 'segment', gap_days: 3 }],
] as const;

it.each(asked)('a column of %s %j is the same when it alone is read', async (id, params) => {
  const metric = metrics.get(id)!;
  const rowsWith = async (columns?: readonly string[]) => {
    const outcome = await run(metric, { params, roles, seed: 1, columns }, { engine, metrics });
    return outcome.kind === 'answered' ? outcome.found.rows : [];
  };
  const all = await rowsWith();
  expect(all.length).toBeGreaterThan(1);
  for (const column of Object.keys(all[0]!).filter((name) => name !== 'without_flagged')) {
    const alone = await rowsWith(['touchpoint', column]);
    expect(
      alone.map((row) => [row.touchpoint, row[column]]),
      column,
    ).toEqual(
      all.map((row) => [row.touchpoint, typeof row[column] === 'number' ? expect.closeTo(row[column], 10) : row[column]]), // prettier-ignore
    );
  }
});

it('hands a metric that uses another one the columns it reads and nothing else, and asks less for them', async () => {
  const using = (columns?: readonly string[]) =>
    defineMetric({
      ...blank,
      uses: () => ({ own: { metric: 'csat', ...(columns && { columns }) } }),
      compute: (_, __, { own }) => ({ rows: [], summary: {}, more: own ?? null }),
    });
  const queries = async (columns?: readonly string[]) => {
    const texts: string[] = [];
    const watched = { ...bound(engine), ask: (query: Parameters<Engine['ask']>[0], asking: Parameters<Engine['ask']>[1]) => (texts.push(query.text), engine.ask(query, asking)) } as Engine; // prettier-ignore
    const outcome = await run(using(columns), { params: {}, roles, seed: 1 }, { engine: watched, metrics });
    if (outcome.kind !== 'answered') throw new Error(outcome.kind);
    return { texts, used: outcome.found.more as Used };
  };
  const [whole, part] = [await queries(), await queries(['touchpoint', 'csat'])];
  expect(part.texts.length).toBeLessThan(whole.texts.length);
  if (whole.used.kind !== 'answered' || part.used.kind !== 'answered') throw new Error('not answered');
  expect(Object.keys(whole.used.found.summary)).toContain('low');
  expect(part.used.found).toEqual({
    rows: whole.used.found.rows.map(({ touchpoint, csat }) => ({ touchpoint, csat })),
    summary: {},
  });
});

const text = { en: 'Of another', zh: '基于他者' };
const blank = {
  id: 'of-another',
  title: text,
  question: text,
  formula: text,
  counted: text,
  source: [],
  needs: [],
  params: {},
  tables: { one: { one: 'number' } },
  headings: {},
  query: () => ({ one: sql`SELECT 1::DOUBLE AS one` }),
  charts: () => [],
  remarks: () => [],
  example: { given: {}, gives: { rows: [], summary: {} } },
} as const;

function bound(own: Engine): Engine {
  return {
    query: own.query.bind(own),
    ask: own.ask.bind(own),
    run: own.run.bind(own),
    arrow: own.arrow.bind(own),
  } as Engine;
}
