import { afterAll, beforeAll, expect, it } from 'vitest';
import { cohorts, forms, lives, orders, paths, times, two, visits } from '../../../test/engines/few-among-many';
import { give } from '../../../test/engines/given';
import { wholeMinusShown } from '../../../test/whole-minus-shown';
import type { Engine } from '../../engine/engine';
import { openNative } from '../../headless/native';
import { metrics } from '../../metrics';
import type { Given } from '../../metrics/metric';
import { run } from '../../metrics/run';
import { leave } from '../leave';
import { heldOf } from '../report';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const k = 20;
const ways: readonly (readonly [string, string, Given, Readonly<Record<string, unknown>>])[] = [
  ...[0, 2, 5].flatMap((small) =>
    [{}, { mode: 'on-or-after' }, { reference: 'previous' }].map(
      (params) => ['retention', `cohort ${String(small)}, ${JSON.stringify(params)}`, cohorts(small), params] as const,
    ),
  ),
  ['survival', 'by segment', lives, { by: 'segment' }],
  ['transitions', 'between touchpoints', paths, {}],
  ['journey-flow', 'over steps', paths, {}],
  ['variants', 'of journeys', paths, {}],
  ['overlap', 'of touchpoints', paths, {}],
  ['satisfaction-index', 'over months', forms, {}],
];

async function left(id: string, given: Given, params: Readonly<Record<string, unknown>>) {
  const metric = metrics.get(id)!;
  const setting = { params, roles: await give(engine, given), seed: 1 };
  const outcome = await run(metric, setting, { engine, metrics });
  if (outcome.kind !== 'answered') throw new Error(`${id} is ${outcome.kind}`);
  const { found } = outcome;
  return { found, out: await leave({ kind: 'metric', metric, found, setting }, { engine, k }) };
}

it.each(ways)('%s: the whole without what is shown tells of no few (%s)', async (id, _, given, params) => {
  const { found, out } = await left(id, given, params);
  expect(out.shown.length).toBeGreaterThan(1);
  expect(wholeMinusShown(found, out, k)).toEqual([]);
});

it('retention: keeps the averages that hold all cohorts that are gone, or none', async () => {
  const periods = async (small: number) => {
    const { out } = await left('retention', cohorts(small), {});
    const gone = new Set(
      out.rows.flatMap(({ cohort }, at) => (out.hidden.has(at) ? [String(cohort).slice(5, 7)] : [])),
    );
    return { gone: [...gone], averages: (out.summary.average as { period: number }[]).map(({ period }) => period) };
  };
  expect(await periods(0)).toEqual({ gone: ['01', '02'], averages: [0, 1, 2, 3, 5] });
  expect(await periods(5)).toEqual({ gone: ['05', '06'], averages: [1, 2, 3, 4, 5] });
});

it('says that some figures of the whole were held back, and nothing where none was', async () => {
  const said = async (given: Given) => heldOf((await left('overlap', given, {})).out.held, 'en');
  expect(await said(paths)).toContain('the whole (some of its figures): would give another away');
  const many = {
    interactions: [...visits('p', 97, ['ad', 'shop', 'pay']), ...visits('q', 71, ['mail', 'shop', 'ad'])],
  };
  expect((await said(many)).filter((line) => line.startsWith('the whole'))).toEqual([]);
});

it('retention: no share of few who were there the period before', async () => {
  const given = {
    orders: [
      ...orders('a', 61, [1]),
      ...orders('a', 13, [2]),
      ...orders('a', 5, [3]),
      ...orders('b', 53, [2]),
      ...orders('b', 23, [3]),
      ...orders('c', 47, [3]),
      ...orders('c', 29, [4]),
    ],
  };
  const shares = async (params: object) => {
    const { out } = await left('retention', given, { ...params });
    return out.shown.flatMap(({ cohort, period, rate }) => (cohort === '2025-01-01' && rate !== null ? [period] : []));
  };
  expect(await shares({ reference: 'first' })).toEqual([0, 1, 2]);
  expect(await shares({ reference: 'previous' })).toEqual([0, 1]);
});

it('attribution: a touchpoint that is held back in one model is in all, since one follows from others', async () => {
  const bought = (name: string, persons: number, path: readonly string[], amount: (who: number) => number) => ({
    interactions: visits(name, persons, path),
    orders: times(persons).map((who) => ({
      order_id: `${name}${String(who)}`,
      customer_id: `${name}${String(who)}`,
      ordered_at: '2025-01-02T00:00:00',
      amount: amount(who),
    })),
  });
  const parts = [
    bought('p', 60, ['ad', 'shop', 'app'], () => 900),
    bought('q', 50, ['shop', 'ad'], () => 900),
    bought('r', 40, ['app', 'mail', 'shop'], () => 900),
    bought('z', 30, ['mail', 'app'], (who) => (who ? 1 : 2000)),
  ];
  const given = {
    interactions: parts.flatMap(({ interactions }) => interactions),
    orders: parts.flatMap(({ orders: own }) => own),
  };
  const { out } = await left('attribution', given, {});
  const models = new Set(out.rows.map(({ model }) => model)).size;
  const held = out.rows.flatMap(({ touchpoint }, at) => (out.hidden.has(at) ? [String(touchpoint)] : []));
  const often = Object.fromEntries([...new Set(held)].map((name) => [name, held.filter((one) => one === name).length]));
  expect(models).toBeGreaterThan(6);
  expect(often).toEqual({ mail: models, ad: models });
});

it('overlap: how often customers and touchpoints met tells of no touchpoint that few met', async () => {
  const { found, out } = await left('overlap', paths, {});
  const sizes = (rows: typeof found.rows) =>
    new Map(rows.flatMap(({ a, b, size_a, size_b }) => [[a, Number(size_a)] as const, [b, Number(size_b)] as const]));
  const shown = sizes(out.shown);
  expect([...sizes(found.rows)].filter(([name]) => !shown.has(name))).toEqual([['secret', 18]]);
  const { customers, duplication } = out.summary;
  const met = Number(customers) / (1 - Number(duplication));
  expect(Math.round(met - [...shown.values()].reduce((sum, n) => sum + n, 0))).not.toBe(18);
});

it('coverage: the matrix of stages tells of no segment that is small, and of none by the others', async () => {
  const segments = { gold: 67, silver: 59, bronze: 41, secret: 17 };
  const given: Given = {
    touchpoints: ['ad', 'shop', 'pay'].map((touchpoint) => ({ touchpoint, stage: `at ${touchpoint}` })),
    customers: Object.entries(segments).flatMap(([segment, n]) =>
      times(n).map((at) => ({ customer_id: `${segment}${String(at)}`, segment })),
    ),
    interactions: Object.entries(segments).flatMap(([segment, n]) => [
      ...visits(segment, n, ['ad']),
      ...visits(segment, Math.ceil(n / 2), ['shop']),
      ...visits(segment, Math.ceil(n / 3), ['pay']),
    ]),
  };
  const { found, out } = await left('coverage', given, {});
  expect(Object.keys(found.summary.matrix as object).sort()).toEqual(['bronze', 'gold', 'secret', 'silver']);
  const told = out.summary.matrix as Readonly<Record<string, Readonly<Record<string, number>>>>;
  expect(Object.keys(told).sort()).toEqual(['gold', 'silver']);
  expect(
    Object.values(told)
      .flatMap((row) => Object.values(row))
      .filter((share) => share === 0 || share === 1),
  ).toEqual([]);
  expect(JSON.stringify(out.charts('en'))).toContain('silver');
  expect(JSON.stringify(out.charts('en'))).not.toMatch(/secret|bronze/);
});

it('satisfaction-index: no month of few persons in its trend, however often they answer, nor by the number of all', async () => {
  const { found, out } = await left('satisfaction-index', forms, {});
  const months = ({ summary }: Pick<typeof found, 'summary'>) =>
    (summary.trend as { period: string }[]).map(({ period }) => period.slice(5, 7));
  expect(months(found)).toEqual(['01', '02', '03', '04', '05']);
  expect(months(out)).toEqual(['01', '02', '04']);
});

it('variants: the shares of the first journeys together tell of none in between', async () => {
  const often = times(10).flatMap((round) =>
    visits('x', 7, ['ad', 'secret']).map((row) => ({
      ...row,
      occurred_at: row.occurred_at.replace('-01T', `-${two(round + 2)}T`),
    })),
  );
  const interactions = [
    ...visits('p', 97, ['ad', 'shop', 'pay']),
    ...visits('q', 83, ['mail', 'shop', 'pay']),
    ...visits('r', 53, ['mail', 'ad']),
    ...visits('s', 31, ['shop']),
    ...often,
  ];
  const { found, out } = await left('variants', { interactions }, { gap_minutes: 300 });
  expect(found.rows.map(({ count }) => count)).toEqual([97, 83, 70, 53, 31]);
  const places = out.shown.map(({ variant }) => found.rows.findIndex((row) => row.variant === variant));
  const between = places.map((place, at) => out.behind.of.slice((places[at - 1] ?? -1) + 1, place));
  expect(places.length).toBeGreaterThan(1);
  expect(
    between.filter((persons) => persons.length).map((persons) => persons.reduce<number>((sum, n) => sum + (n ?? 0), 0)),
  ).toEqual([53 + 7]);
});

it('survival: no last few who are still there after a time that is told', async () => {
  const customers = times(90).map((at) => ({
    customer_id: String(at),
    tenure: at < 40 ? 1 : at < 64 ? 2 : at < 73 ? 3 : 4 + (at % 3),
    churned: at % 2 === 0,
  }));
  const { out } = await left('survival', { customers }, {});
  const last = out.shown.at(-1)!;
  expect(out.shown.map(({ time }) => time)).toEqual([1, 2]);
  const after = Number(last.at_risk) - Number(last.events) - Number(last.undetermined);
  expect(after).toBeGreaterThanOrEqual(k);
});
