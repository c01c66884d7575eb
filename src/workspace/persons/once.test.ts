import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { give } from '../../../test/engines/given';
import type { Engine } from '../../engine/engine';
import { openNative } from '../../headless/native';
import { metrics } from '../../metrics';
import type { Given } from '../../metrics/metric';
import { run } from '../../metrics/run';
import { leave } from '../leave';
import { departedOf, type Departed } from './departed';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const k = 5;
const answers = (touchpoint: string, persons: number, kind = 'csat', times = 1, name = touchpoint) =>
  Array.from({ length: persons * times }, (_, at) => ({
    response_id: `${touchpoint}${kind}${name}${String(at)}`,
    customer_id: `${name}${String(at % persons)}`,
    touchpoint,
    kind,
    score: kind === 'nps' ? (at * 3) % 11 : 1 + (at % 5),
  }));

async function left(id: string, given: Given, params = {}, beside: readonly Departed[] = []) {
  const metric = metrics.get(id)!;
  const setting = { params, roles: await give(engine, given), seed: 1 };
  const outcome = await run(metric, setting, { engine, metrics });
  if (outcome.kind !== 'answered') throw new Error(`${id} is ${outcome.kind}`);
  const { found } = outcome;
  const out = await leave({ kind: 'metric', metric, found, setting }, { engine, k, beside });
  return { out, found, departed: departedOf({ metric: id, found, setting, filters: {} }, out) };
}
const groups = ({ out }: Awaited<ReturnType<typeof left>>) => out.held.map(({ group }) => group).sort();

describe('each person counts once', () => {
  it('behind several small groups: three people at two desks are three, not six', async () => {
    const responses = [
      ...answers('Front desk', 40),
      ...answers('Bar', 30),
      ...answers('Attic', 3, 'csat', 4, 'x'),
      ...answers('Cellar', 3, 'csat', 4, 'x'),
    ];
    // The total without front desk and bar would be all that these three said.
    expect(groups(await left('csat', { responses }))).toEqual(['Attic', 'Bar', 'Cellar']);
    const others = responses.map((row) =>
      row.touchpoint === 'Cellar' ? { ...row, customer_id: `other-${row.customer_id}` } : row,
    );
    expect(groups(await left('csat', { responses: others }))).toEqual(['Attic', 'Cellar']);
  });

  it.each(['importance-performance', 'what-if', 'reliability', 'consistency', 'satisfaction-index', 'csat'])(
    'among the answers that %s reads, whoever else answered something else there',
    async (id) => {
      const rated = ['Front desk', 'Bar', 'Spa'].flatMap((place) => answers(place, 40, 'csat', 1, 'p'));
      const responses = [
        ...rated.map((row) => ({ ...row, score: 1 + ((row.response_id.length + row.score) % 5) })),
        ...answers('Secret desk', 3, 'csat', 7, 'p'),
        ...answers('Secret desk', 90, 'nps'),
        ...answers('Front desk', 40, 'overall', 1, 'p').map((row) => ({ ...row, touchpoint: null })),
      ];
      const { out } = await left(id, { responses });
      const told = out.shown.filter((row) => JSON.stringify(row).includes('Secret desk'));
      expect(told).toEqual([]);
    },
  );
});

describe('a metric that follows another over periods', () => {
  const inWeek = (monday: string, persons: number, kind = 'csat') =>
    answers('Front desk', persons, kind, 1, monday).map((row) => ({ ...row, submitted_at: `${monday}T09:00:00` }));
  const weeks = [
    ...inWeek('2025-01-06', 30),
    ...inWeek('2025-01-13', 25),
    ...inWeek('2025-01-20', 3),
    ...inWeek('2025-02-03', 20),
    ...inWeek('2025-02-10', 22),
    ...inWeek('2025-02-17', 24),
  ];
  const shown = ({ out }: Awaited<ReturnType<typeof left>>) =>
    out.shown.map(({ period, touchpoint }) => String(period ?? touchpoint));

  it('counts whom that metric counts, not whoever else answered something else then', async () => {
    const responses = [...weeks, ...inWeek('2025-01-20', 60, 'nps')];
    const chart = await left('control-chart', { responses });
    expect(shown(chart)).not.toContain('2025-01-20');
    const only = responses.map((row) => ({ ...row, kind: row.kind === 'csat' ? 'overall' : row.kind }));
    expect(shown(await left('control-chart', { responses: only }))).not.toContain('2025-01-20');
  });

  it.each(['control-chart', 'ewma', 'anomalies'])(
    '%s tells no week of few beside the months, before or after',
    async (id) => {
      const months = await left('csat', { responses: weeks }, { by: 'period', grain: 'month' });
      expect(shown(months)).toEqual(['2025-01-01', '2025-02-01']);
      const alone = await left(id, { responses: weeks });
      const beside = await left(id, { responses: weeks }, {}, [months.departed]);
      const january = (told: readonly string[]) => told.filter((week) => week.startsWith('2025-01'));
      expect(january(shown(alone))).toEqual(['2025-01-06', '2025-01-13']);
      expect(january(shown(beside))).toHaveLength(1);
      const after = await left('csat', { responses: weeks }, { by: 'period', grain: 'month' }, [alone.departed]);
      expect(shown(after)).not.toContain('2025-01-01');
    },
  );
});

describe('two funnels', () => {
  const visits = (name: string, persons: number, path: readonly string[]) =>
    Array.from({ length: persons }, (_, who) => who).flatMap((who) =>
      path.map((touchpoint, step) => ({
        customer_id: `${name}${String(who)}`,
        occurred_at: `2025-01-01T${String(8 + step).padStart(2, '0')}:00:00`,
        touchpoint,
      })),
    );
  const interactions = [
    ...visits('a', 27, ['ad', 'shop', 'cart', 'pay']),
    ...visits('b', 3, ['ad', 'shop', 'cart']),
    ...visits('c', 30, ['ad', 'shop']),
    ...visits('d', 30, ['ad']),
  ];
  it('do not tell by their difference of the three whom neither tells alone', async () => {
    const whole = await left('funnel', { interactions }, { steps: ['ad', 'shop', 'cart'] });
    expect(whole.out.rows.map(({ reached }) => reached)).toEqual([90, 60, 30]);
    const alone = await left('funnel', { interactions }, { steps: ['ad', 'shop', 'pay'] });
    expect(alone.out.rows.map(({ reached }) => reached)).toEqual([90, 60, 27]);
    const after = await left('funnel', { interactions }, { steps: ['ad', 'shop', 'pay'] }, [whole.departed]);
    expect(after.out.rows.map(({ reached }) => reached)).toEqual([90, 60, null]);
    expect(JSON.stringify([after.out.summary, after.out.charts('en'), after.out.remarks()])).not.toMatch(/27|0\.3\b/);
  });
});

it('a table of every day beside one of every touchpoint is looked through', async () => {
  const responses = Array.from({ length: 6000 }, (_, at) => ({
    response_id: String(at),
    customer_id: `c${String((at * 7) % 2500)}`,
    touchpoint: `t${String((at * at) % 23)}`,
    kind: 'csat',
    score: 1 + (at % 5),
    submitted_at: new Date(Date.UTC(2025, 0, 1 + ((at * 31) % 365), 9)).toISOString().slice(0, 19),
  }));
  const days = await left('csat', { responses }, { by: 'period', grain: 'day' });
  const places = await left('csat', { responses }, {}, [days.departed]);
  expect(places.out.rows).toHaveLength(new Set(responses.map(({ touchpoint }) => touchpoint)).size);
}, 60_000);
