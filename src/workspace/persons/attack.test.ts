import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { give } from '../../../test/engines/given';
import { givenAway } from '../../../test/given-away';
import type { Engine } from '../../engine/engine';
import { openNative } from '../../headless/native';
import { metrics } from '../../metrics';
import type { Given, ResultRow } from '../../metrics/metric';
import { run } from '../../metrics/run';
import type { Cleared } from '../cleared';
import type { Total } from '../complement';
import { leave } from '../leave';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const k = 5;
const times = (n: number) => Array.from({ length: n }, (_, at) => at);
const day = (at: number) => `2025-01-${String(1 + (at % 28)).padStart(2, '0')}`;
const visits = (name: string, persons: number, path: readonly string[], often = 1) =>
  times(persons).flatMap((who) =>
    times(often).flatMap((round) =>
      path.map((touchpoint, step) => ({
        customer_id: `${name}${String(who)}`,
        occurred_at: `${day(round)}T${String(8 + step).padStart(2, '0')}:00:00`,
        touchpoint,
        outcome: touchpoint === 'pay',
      })),
    ),
  );
async function cleared(id: string, given: Given, params: Readonly<Record<string, unknown>> = {}) {
  const metric = metrics.get(id)!;
  const setting = { params, roles: await give(engine, given), seed: 1 };
  const outcome = await run(metric, setting, { engine, metrics });
  if (outcome.kind !== 'answered') throw new Error(`${id} is ${outcome.kind}`);
  const { found } = outcome;
  return { out: await leave({ kind: 'metric', metric, found, setting }, { engine, k }), found };
}

/** Rows without their figures, and the persons behind all rows as the test knows them. */
function attacked(out: Cleared, totals: readonly Total[], personsOf: (row: ResultRow) => number) {
  const hidden = out.rows.flatMap((_, at) => (out.hidden.has(at) ? [at] : []));
  return givenAway(hidden, totals, out.rows.map(personsOf), k);
}
function sums(rows: readonly ResultRow[], names: readonly string[]): readonly Total[] {
  const key = (row: ResultRow) => JSON.stringify(names.map((name) => row[name]));
  return [...new Set(rows.map(key))].map((one) => ({
    rows: rows.flatMap((row, at) => (key(row) === one ? [at] : [])),
  }));
}
const few = 'Secret desk';

describe('no sum gives away a group that was held back', () => {
  it('attribution: in none of the models', async () => {
    const interactions = [
      ...visits('p', 40, ['ad', 'shop', 'pay']),
      ...visits('q', 30, ['mail', 'shop', 'pay']),
      ...visits('x', 3, [few, 'pay'], 4),
    ];
    const { out } = await cleared('attribution', { interactions });
    expect(out.summary.conversions).toBeGreaterThan(0);
    const persons: Readonly<Record<string, number>> = { ad: 40, mail: 30, shop: 70, pay: 73, [few]: 3 };
    const models = sums(out.rows, ['model']);
    expect(models.length).toBeGreaterThan(4);
    expect(out.rows.filter(({ touchpoint }, at) => touchpoint === few && !out.hidden.has(at))).toEqual([]);
    expect(attacked(out, models, ({ touchpoint }) => persons[String(touchpoint)]!)).toEqual([]);
  });

  it('attribution: says in words of which model a group was held back', async () => {
    const interactions = [...visits('p', 40, ['ad', 'shop', 'pay']), ...visits('x', 3, [few, 'pay'], 4)];
    const metric = metrics.get('attribution')!;
    const setting = { params: {}, roles: await give(engine, { interactions }), seed: 1 };
    const outcome = await run(metric, setting, { engine, metrics });
    if (outcome.kind !== 'answered') throw new Error(outcome.kind);
    const out = await leave({ kind: 'metric', metric, found: outcome.found, setting }, { engine, k, locale: 'zh' });
    const groups = out.held.map(({ group }) => String(group));
    expect(groups).toContain(`首次接触 · ${few}`);
    expect(groups.join()).not.toMatch(/first|linear|markov/);
  });

  it('transitions: no step from a place by the probability of another one from there', async () => {
    const interactions = [
      ...visits('p', 30, ['a', 'b']),
      ...visits('q', 20, ['a', 'c']),
      ...visits('x', 3, ['a', few]),
      ...visits('r', 40, ['d', 'b']),
      ...visits('y', 2, ['d', 'c']),
    ];
    const { out } = await cleared('transitions', { interactions });
    const persons: Readonly<Record<string, number>> = { ab: 30, ac: 20, [`a${few}`]: 3, db: 40, dc: 2 };
    const totals = [...sums(out.rows, []), ...sums(out.rows, ['from']).map((sum) => ({ ...sum, from: sum.rows }))];
    expect(out.held.length).toBeGreaterThan(1);
    expect(attacked(out, totals, ({ from, to }) => persons[`${String(from)}${String(to)}`]!)).toEqual([]);
  });

  it('journey-flow: none who go through a place, by those who come to it and go on', async () => {
    const interactions = [
      ...visits('p', 30, ['a', 'b', 'c']),
      ...visits('q', 20, ['a', 'c', 'b']),
      ...visits('r', 25, ['b', 'a', 'c']),
      ...visits('x', 3, ['a', few, 'c']),
      ...visits('s', 15, ['b', 'c']),
    ];
    const { out, found } = await cleared('journey-flow', { interactions });
    const through = out.rows.map(({ step, from }) => ({
      rows: out.rows.flatMap((row, at) => (row.step === step && row.from === from ? [at] : [])),
      less: out.rows.flatMap((row, at) => (Number(row.step) + 1 === step && row.to === from ? [at] : [])),
    }));
    const persons = found.rows.map(({ customers }) => Number(customers));
    const places = through.filter(({ less }) => less.length);
    expect(out.held.length).toBeGreaterThan(1);
    expect(out.shown.length).toBeGreaterThan(4);
    expect(attacked(out, [...sums(out.rows, ['step']), ...places], (row) => persons[out.rows.indexOf(row)]!)).toEqual(
      [],
    );
  });

  it('integration and coverage: not by the whole, where sources and stages share hardly anybody', async () => {
    const ids = (source: string, n: number) =>
      times(n).map((at) => ({ source, source_id: `${source}${String(at)}`, customer_id: `${source}${String(at)}` }));
    const identities = [...ids('crm', 30), ...ids('shop', 20), ...ids('fax', 3)].map((row, at) => ({
      ...row,
      customer_id: at % 3 ? row.customer_id : `both${String(at % 30)}`,
    }));
    const sources = (await cleared('integration', { identities })).out;
    expect(sources.held.map(({ group }) => group).sort()).toEqual(['fax', 'shop']);
    const alone: Given = {
      interactions: [...visits('p', 30, ['a']), ...visits('q', 20, ['b']), ...visits('x', 3, ['c'])],
      touchpoints: ['a', 'b', 'c'].map((touchpoint) => ({ touchpoint, stage: touchpoint })),
    };
    expect((await cleared('coverage', alone)).out.held.map(({ group }) => group).sort()).toEqual(['b', 'c']);
    const shared = { ...alone, interactions: [...alone.interactions!, ...visits('r', 20, ['a', 'b'])] };
    expect((await cleared('coverage', shared)).out.held.map(({ group }) => group)).toEqual(['c']);
  });
});

/** What a funnel of so many per step says, as far as the gate is concerned. */
function funnelFound(reached: readonly number[]) {
  const entered = reached[0]!;
  const rows = reached.map((n, at) => ({
    step: at + 1,
    touchpoint: `step ${String(at + 1)}`,
    reached: n,
    rate: entered ? n / entered : null,
    step_rate: at && reached[at - 1] ? n / reached[at - 1]! : at ? null : 1,
    dropped: at ? reached[at - 1]! - n : 0,
    step_median_s: 1,
  }));
  return { rows, summary: { by: 'none', entered, completed: reached.at(-1)!, rate: rows.at(-1)!.rate } };
}

/** All sums of those lost before each next step, and of those who came through, that a funnel on its way out tells. */
function toldBy({ rows, summary }: Cleared): readonly Total[] {
  const parts = times(rows.length);
  const from = (at: number) => ({ rows: parts.slice(at) });
  const isThere = (value: unknown) => typeof value === 'number';
  return [
    ...rows.flatMap((row, at) => (isThere(row.reached) || isThere(row.rate) ? [from(at)] : [])),
    ...rows.flatMap((row, at) => (at && isThere(row.dropped) ? [{ rows: [at - 1] }] : [])),
    ...rows.flatMap((row, at) => (at && isThere(row.step_rate) && isThere(row.reached) ? [from(at - 1)] : [])),
    ...(isThere(summary.completed) || isThere(summary.rate) ? [from(rows.length - 1)] : []),
    ...(isThere(summary.entered) ? [from(0)] : []),
  ];
}

describe('a funnel', () => {
  const leaves = (reached: readonly number[]) =>
    leave(
      {
        kind: 'metric',
        metric: metrics.get('funnel')!,
        found: funnelFound(reached),
        setting: { params: {}, roles: new Set(), seed: 1 },
      },
      { engine, k },
    );
  const told = (out: Cleared) => out.rows.flatMap((row, at) => (row.reached === null ? [] : [at + 1]));

  it.each([
    ['all, where enough were lost everywhere', [90, 60, 30], [1, 2, 3]],
    ['who came through, rather than a step before which few are lost', [42, 40, 30], [1, 3]],
    ['not who came through, where few were lost before', [42, 30, 28, 27], [1, 4]],
    ['no end of few, but all above it', [90, 60, 30, 3], [1, 2, 3]],
    ['nothing but who entered, where nearly all came through', [50, 49, 48], [1]],
    ['steps without a loss just once: all alike would be told', [60, 60, 30], [1, 3]],
    ['nothing of fewer than k', [4, 3, 2], []],
  ])('tells %s', async (_, reached, steps) => {
    const out = await leaves(reached);
    expect(told(out)).toEqual(steps);
    expect(out.held.length > 0).toBe(steps.length < reached.length);
  });

  it('never tells of fewer than k who were lost or came through, and leaves no step out without need', async () => {
    const funnels = fc
      .array(fc.integer({ min: 0, max: 12 }), { minLength: 2, maxLength: 8 })
      .map((parts) => parts.map((_, at) => parts.slice(at).reduce((sum, n) => sum + n, 0)));
    await fc.assert(
      fc.asyncProperty(funnels, async (reached) => {
        const out = await leaves(reached);
        const parts = reached.map((n, at) => n - (reached[at + 1] ?? 0));
        const totals = toldBy(out);
        const whole = reached[0]! < k ? [] : givenAway(times(parts.length), totals, parts, k);
        expect(whole).toEqual([]);
        if (reached[0]! < k) {
          expect(out.shown).toEqual([]);
          return;
        }
        const most = (at: number, above: number): number =>
          at === reached.length
            ? above >= k
              ? 0
              : -Infinity
            : Math.max(most(at + 1, above), above - reached[at]! >= k ? 1 + most(at + 1, reached[at]!) : -Infinity);
        const best = Math.max(0, most(1, reached[0]!));
        expect(told(out).length).toBe(1 + best);
      }),
      { numRuns: 500 },
    );
  });

  it('draws and says nothing of the steps that stay', async () => {
    const out = await leaves([42, 40, 30]);
    const [chart] = out.charts('en');
    expect(JSON.stringify(chart)).not.toMatch(/step 2|"reached":40|"before":40|0\.75/);
    expect(JSON.stringify(chart)).toContain('3. step 3');
    expect(JSON.stringify([out.summary, out.remarks()])).not.toMatch(/step 2|40/);
    const open = await leaves([90, 60, 30, 3]);
    expect(JSON.stringify([open.summary, open.charts('en'), open.remarks()])).not.toMatch(/step 4|completed/);
  });
});

describe('a journey map', () => {
  const answers = (name: string, touchpoint: string, persons: number, kind: string, often = 1) =>
    times(persons * often).map((at) => ({
      response_id: `${name}${kind}${touchpoint}${String(at)}`,
      customer_id: `${name}${String(at % persons)}`,
      touchpoint,
      kind,
      score: kind === 'nps' ? (at * 3) % 11 : 1 + (at % 5),
    }));
  const places = ['Front desk', 'Bar', 'Spa', few];
  const given: Given = {
    touchpoints: places.map((touchpoint) => ({ touchpoint, stage: 'purchase' })),
    interactions: [
      ...visits('p', 40, ['Front desk', 'Bar', 'Spa', few]),
      ...visits('q', 30, ['Front desk', 'Spa']),
    ].map((row, at) => ({ ...row, wait_s: row.touchpoint === few && at > 8 ? null : 60 + at })),
    responses: [
      ...answers('p', 'Front desk', 40, 'csat'),
      ...answers('p', 'Bar', 30, 'csat'),
      ...answers('p', 'Spa', 20, 'csat'),
      ...answers('p', few, 3, 'csat', 9),
      ...places.flatMap((place, at) => answers('p', place, 20 + at, 'nps')),
      ...places.flatMap((place, at) => answers('p', place, 12 - 3 * at, 'emotion')),
    ],
  };

  it('holds back the figures that rest on few, and what its own table would hold back beside them; the rest goes', async () => {
    const { out } = await cleared('journey-map', given);
    const { out: csat } = await cleared('csat', given);
    const held = (column: string) =>
      out.rows.filter((_, at) => out.isHeld(at, column)).map(({ touchpoint }) => touchpoint);
    expect(held('csat').sort()).toEqual(csat.held.map(({ group }) => group).sort());
    expect(held('csat').sort()).toEqual([few, 'Spa'].sort());
    expect(held('nps')).toEqual([]);
    expect(held('customers')).toEqual([]);
    expect(held('emotion')).toEqual([few]);
    expect(held('wait_s')).toEqual([few]);
    const secret = out.rows.find(({ touchpoint }) => touchpoint === few)!;
    expect(secret).toMatchObject({ customers: 40, csat: null, emotion: null, wait_s: null });
    expect(secret.nps).toBeTypeOf('number');
    expect(out.hidden.size).toBe(0);
  });

  it('says which figures, and does not call a place unasked whose answers it holds back', async () => {
    const only = { ...given, responses: given.responses!.filter(({ kind }) => kind === 'csat') };
    const { out } = await cleared('journey-map', only);
    expect(out.held.filter(({ group }) => group?.includes(few)).map(({ column }) => column?.en)).toContain('CSAT');
    expect(JSON.stringify(out.remarks())).not.toContain(few);
    const drawn = JSON.stringify(out.charts('en'));
    expect(drawn).not.toMatch(new RegExp(`"${few}","measure":"CSAT"`));
  });

  it('goes without its customers where they are hardly shared between places and one place is small', async () => {
    const apart = {
      ...given,
      interactions: [...visits('p', 40, ['Bar']), ...visits('q', 30, ['Spa']), ...visits('x', 3, [few])],
    };
    const { out } = await cleared('journey-map', apart);
    const customers = out.rows.flatMap(({ touchpoint, customers: n }) =>
      typeof n === 'number' && n > 0 ? [touchpoint] : [],
    );
    expect(customers).toEqual(['Bar']);
  });
});
