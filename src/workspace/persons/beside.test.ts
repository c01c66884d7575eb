import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { give } from '../../../test/engines/given';
import { givenAway } from '../../../test/given-away';
import type { Engine } from '../../engine/engine';
import { openNative } from '../../headless/native';
import { metrics } from '../../metrics';
import type { Given } from '../../metrics/metric';
import { run } from '../../metrics/run';
import { leave } from '../leave';
import { departedOf, type Departed } from './departed';

let engine: Engine;
let roles: ReadonlySet<string>;
const k = 5;
const metric = metrics.get('csat')!;
const answers = (touchpoint: string, persons: number, segment: string) =>
  Array.from({ length: persons }, (_, at) => ({
    response_id: `${touchpoint}${segment}${String(at)}`,
    customer_id: `${touchpoint}${segment}${String(at)}`,
    touchpoint,
    kind: 'csat',
    score: 1 + (at % 5),
    submitted_at: `2025-0${String(1 + (at % 3))}-0${String(1 + (at % 7))}T00:00:00`,
  }));
const responses = [
  ...answers('Front desk', 40, 'new'),
  ...answers('Spa', 20, 'new'),
  ...answers('Bar', 30, 'old'),
  ...answers('Secret desk', 3, 'old'),
  ...answers('Gate', 25, 'old'),
];
const stages: Readonly<Record<string, string>> = {
  'Front desk': 'purchase',
  Spa: 'purchase',
  Bar: 'service',
  'Secret desk': 'service',
  Gate: 'interest',
};
const given: Given = {
  responses,
  touchpoints: Object.entries(stages).map(([touchpoint, stage]) => ({ touchpoint, stage })),
  customers: responses.map(({ customer_id }) => ({
    customer_id,
    segment: customer_id.includes('old') ? 'old' : 'new',
  })),
};

beforeAll(async () => {
  engine = await openNative();
  roles = await give(engine, given);
});
afterAll(() => engine.close());

async function found(params: Readonly<Record<string, unknown>>) {
  const setting = { params, roles, seed: 1 };
  const outcome = await run(metric, setting, { engine, metrics });
  if (outcome.kind !== 'answered') throw new Error(outcome.kind);
  return { found: outcome.found, setting };
}

/** Leaves one after the other, each beside those before; gives which groups of each were held back. */
async function leaveAll(...all: readonly Readonly<Record<string, unknown>>[]) {
  const departed: Departed[] = [];
  const held: string[][] = [];
  for (const params of all) {
    const one = await found(params);
    const out = await leave({ kind: 'metric', metric, ...one }, { engine, k, beside: departed });
    departed.push(departedOf({ metric: metric.id, filters: {}, ...one }, out));
    held.push(out.held.map(({ group }) => group ?? 'all').sort());
  }
  return { held, departed };
}

const places = Object.keys(stages);
const persons = places.map((place) => responses.filter(({ touchpoint }) => touchpoint === place).length);

/** What an attacker knows who has all tables: sums of touchpoints. */
function knownBy(departed: readonly Departed[], membersOf: (by: string, group: string) => readonly string[]) {
  return [
    { rows: places.map((_, at) => at) },
    ...departed.flatMap(({ by, rows }) =>
      rows.flatMap(({ names: [name = ''], hidden }) =>
        hidden ? [] : [{ rows: membersOf(by, name).map((place) => places.indexOf(place)) }],
      ),
    ),
  ];
}
const members = (by: string, group: string) =>
  by === 'touchpoint' ? [group] : places.filter((place) => (by === 'stage' ? stages[place] === group : true));

describe('two results of one metric that leave together', () => {
  it.each([
    ['touchpoints, then stages', [{ by: 'touchpoint' }, { by: 'stage' }]],
    ['stages, then touchpoints', [{ by: 'stage' }, { by: 'touchpoint' }]],
  ])('do not give a small group away by the difference: %s', async (_, all) => {
    const { held, departed } = await leaveAll(...all);
    const known = knownBy(departed, members);
    expect(held.flat()).toContain('Secret desk');
    expect(
      givenAway(
        places.map((_place, at) => at),
        known,
        persons,
        k,
      ),
    ).toEqual([]);
  });

  it('would, if each left as if it were alone', async () => {
    const alone = [await leaveAll({ by: 'touchpoint' }), await leaveAll({ by: 'stage' })];
    const known = knownBy(
      alone.flatMap(({ departed }) => departed),
      members,
    );
    expect(
      givenAway(
        places.map((_place, at) => at),
        known,
        persons,
        k,
      ),
    ).not.toEqual([]);
  });

  it('hold back no more than that takes', async () => {
    expect((await leaveAll({ by: 'stage' }, { by: 'touchpoint' })).held).toEqual([[], ['Bar', 'Secret desk']]);
    expect((await leaveAll({ by: 'touchpoint' }, { by: 'segment' })).held[1]).toEqual(['new', 'old']);
    expect((await leaveAll({ by: 'touchpoint' }, { by: 'none' })).held[1]).toEqual([]);
    expect((await leaveAll({ by: 'touchpoint' }, { by: 'touchpoint' })).held[1]).toEqual(['Secret desk', 'Spa']);
  });
});

describe('a result under other filters', () => {
  const before = async (some: Given) => {
    const setting = { params: {}, roles: await give(engine, some), seed: 1 };
    const outcome = await run(metric, setting, { engine, metrics });
    if (outcome.kind !== 'answered') throw new Error(outcome.kind);
    return { found: outcome.found, setting };
  };
  const leaving = async (some: Given, earlier: readonly Departed[]) => {
    const one = await before(some);
    const out = await leave({ kind: 'metric', metric, ...one }, { engine, k, earlier });
    return { out, departed: departedOf({ metric: metric.id, filters: {}, ...one }, out) };
  };
  const many = responses.filter(({ touchpoint }) => touchpoint !== 'Secret desk');
  const without = (touchpoint: string, n: number) => ({
    responses: [
      ...many.filter((row) => row.touchpoint !== touchpoint),
      ...many.filter((row) => row.touchpoint === touchpoint).slice(n),
    ],
  });

  it('that leaves a few persons out tells nothing by which they could be had', async () => {
    const { departed } = await leaving({ responses: many }, []);
    const { out } = await leaving(without('Bar', 2), [departed]);
    expect(out.held).toContainEqual({ group: 'Bar', because: 'difference' });
    expect(out.held).toContainEqual({ group: null, whole: true, because: 'difference' });
    expect([out.summary, out.charts('en'), out.remarks()]).toEqual([{}, [], []]);
    expect(out.held.filter(({ because }) => because === 'complement')).toHaveLength(1);
  });

  it('that leaves many out, or is the same, goes as if it were alone', async () => {
    const { departed } = await leaving({ responses: many }, []);
    expect((await leaving(without('Bar', 12), [departed])).out.held).toEqual([]);
    expect((await leaving({ responses: many }, [departed])).out.held).toEqual([]);
  });
});

describe.each([...metrics.keys()])('%s', (id) => {
  it('can be held against itself under other filters, and against others of its table', async () => {
    const own = metrics.get(id)!;
    const setting = { params: own.example.params ?? {}, roles: await give(engine, own.example.given), seed: 1 };
    const outcome = await run(own, setting, { engine, metrics });
    if (outcome.kind !== 'answered') throw new Error(outcome.kind);
    const one = { kind: 'metric', metric: own, found: outcome.found, setting } as const;
    const out = await leave(one, { engine, k, agreed: true });
    const departed = departedOf({ metric: id, filters: {}, ...outcome, setting }, out);
    const before = [departed, { ...departed, asked: 'otherwise' }, { ...departed, asked: 'otherwise', by: 'none' }];
    const again = await leave(one, { engine, k, agreed: true, beside: before });
    expect(again.shown.length).toBeLessThanOrEqual(out.shown.length);
    const stored = JSON.parse(JSON.stringify(departed)) as Departed;
    expect(stored).toEqual(departed);
  });
});
