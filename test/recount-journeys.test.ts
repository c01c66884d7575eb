import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../src/engine/engine';
import { openNative } from '../src/headless/native';
import { answerOn } from './engines/answer';
import { give } from './engines/given';
import { firm, secondsOf } from './engines/made-up-firm';
import { add, groupOf, known, periodOf, person, place, type Counts } from './engines/recounting';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const journeys = new Map<string, (typeof known)[number][]>();
for (const event of known) journeys.set(event.customer_id!, [...(journeys.get(event.customer_id!) ?? []), event]);
const { interactions } = firm;

it('transitions, their gaps and losses, starts, ends and loops', async () => {
  const { rows, summary } = await answerOn(engine, 'transitions', await give(engine, { interactions }));
  const gaps = new Map<string, number[]>();
  const [lost, out, starts, ends]: Counts[] = [{}, {}, {}, {}];
  let loops = 0;
  for (const own of journeys.values()) {
    const met = new Set<string>();
    add(starts!, own[0]!.touchpoint, 'n');
    add(ends!, own.at(-1)!.touchpoint, 'n');
    own.forEach((event, at) => {
      if (met.has(event.touchpoint)) loops++;
      met.add(event.touchpoint);
      add(out!, event.touchpoint, 'n');
      const next = own[at + 1];
      if (!next) return;
      const key = `${event.touchpoint} ${next.touchpoint}`;
      gaps.set(key, [...(gaps.get(key) ?? []), secondsOf(next.occurred_at) - secondsOf(event.occurred_at)]);
      if (at + 2 === own.length && !next.outcome) add(lost!, key, 'n');
    });
  }
  const median = (values: readonly number[]) => {
    const sorted = [...values].sort((a, b) => a - b);
    return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
  };
  expect(rows).toHaveLength(gaps.size);
  for (const row of rows) {
    const key = `${String(row.from)} ${String(row.to)}`;
    expect(row).toMatchObject({
      count: gaps.get(key)!.length,
      median_gap_s: median(gaps.get(key)!),
      lost: lost![key]?.n ?? 0,
    });
    expect(row.probability).toBeCloseTo(gaps.get(key)!.length / out![String(row.from)]!.n!, 12);
  }
  const plain = (counts: Counts) => Object.fromEntries(Object.entries(counts).map(([name, { n }]) => [name, n]));
  expect(summary).toMatchObject({
    cases: journeys.size,
    events: known.length,
    starts: plain(starts!),
    ends: plain(ends!),
  });
  expect(summary.loop_share).toBeCloseTo(loops / (known.length - journeys.size), 12);
});

it('variants, in order of frequency, to the last journey', async () => {
  const roles = await give(engine, { interactions });
  const counts = new Map<string, number>();
  for (const own of journeys.values()) {
    const variant = own.map(({ touchpoint }) => touchpoint).join(' > ');
    counts.set(variant, (counts.get(variant) ?? 0) + 1);
  }
  const all = await answerOn(engine, 'variants', roles, { top: 1000 });
  expect(Object.fromEntries(all.rows.map(({ variant, count }) => [variant, count]))).toEqual(
    Object.fromEntries(counts),
  );
  expect(all.rows.at(-1)?.cumulative).toBeCloseTo(1, 12);
  expect(all.summary).toMatchObject({
    cases: journeys.size,
    variants: counts.size,
    other: 0,
    excluded: interactions.length - known.length,
  });
  const few = await answerOn(engine, 'variants', roles, { top: 2 });
  expect(few.rows.reduce((sum, { count }) => sum + Number(count), 0) + Number(few.summary.other)).toBe(journeys.size);
});

it('flows from step to step', async () => {
  const { rows } = await answerOn(engine, 'journey-flow', await give(engine, { interactions }), { steps: 4 });
  const counts: Counts = {};
  for (const own of journeys.values())
    own.slice(0, 3).forEach((event, at) => {
      add(counts, `${String(at + 1)} ${event.touchpoint} ${own[at + 1]?.touchpoint ?? 'left'}`, 'n');
    });
  expect(
    Object.fromEntries(
      rows.map((row) => [`${String(row.step)} ${String(row.from)} ${String(row.to)}`, { n: row.customers }]),
    ),
  ).toEqual(counts);
});

it('overlap of every pair, exact combinations, and who bought after how many touchpoints', async () => {
  const { rows, summary, more } = await answerOn(engine, 'overlap', await give(engine, { interactions }));
  const sets = [...journeys.values()].map((own) => new Set(own.map(({ touchpoint }) => touchpoint)));
  expect(rows).toHaveLength(10);
  for (const row of rows) {
    const [a, b] = [sets.filter((set) => set.has(row.a as 'ad')), sets.filter((set) => set.has(row.b as 'ad'))];
    const both = a.filter((set) => set.has(row.b as 'ad')).length;
    expect(row).toMatchObject({
      both,
      size_a: a.length,
      size_b: b.length,
      jaccard: both / (a.length + b.length - both),
    });
  }
  expect(summary.multi_touch_share).toBeCloseTo(sets.filter(({ size }) => size > 1).length / sets.length, 12);
  expect(summary.duplication).toBeCloseTo(1 - sets.length / sets.reduce((sum, { size }) => sum + size, 0), 12);
  const exact: Counts = {};
  for (const set of sets) add(exact, [...set].sort().join('+'), 'n');
  const found = (more as { sets: { names: string[]; count: number }[] }).sets;
  expect(Object.fromEntries(found.map(({ names, count }) => [names.join('+'), { n: count }]))).toEqual(exact);
  const people = [...journeys.values()].flatMap((own) => {
    const bought = own.find(({ outcome }) => outcome);
    const until = secondsOf((bought ?? own.at(-1)!).occurred_at);
    const before = own.filter(
      (event) => secondsOf(event.occurred_at) < until && until - secondsOf(event.occurred_at) <= 90 * 86_400,
    );
    const used = new Set(before.map(({ touchpoint }) => touchpoint)).size;
    return used ? [{ used, bought: Number(bought !== undefined) }] : [];
  });
  expect(summary.conversion_n).toBe(people.length);
  expect(summary.conversion_spearman).toBeCloseTo(
    rho(
      people.map(({ used }) => used),
      people.map(({ bought }) => bought),
    ),
    10,
  );
});

/** Pearson's correlation of mid-ranks. */
function rho(x: readonly number[], y: readonly number[]): number {
  const ranks = (values: readonly number[]) =>
    values.map((v) => values.filter((w) => w < v).length + (values.filter((w) => w === v).length + 1) / 2);
  const [a, b] = [ranks(x), ranks(y)];
  const mean = (x.length + 1) / 2;
  const sum = (of: (at: number) => number) => a.reduce((total, _, at) => total + of(at), 0);
  return (
    sum((at) => (a[at]! - mean) * (b[at]! - mean)) /
    Math.sqrt(sum((at) => (a[at]! - mean) ** 2) * sum((at) => (b[at]! - mean) ** 2))
  );
}

it.each(['in', 'on-or-after'] as const)('retention %s', async (mode) => {
  const { rows } = await answerOn(engine, 'retention', await give(engine, { interactions }), { mode });
  const index = (iso: string) => Number(iso.slice(0, 4)) * 12 + Number(iso.slice(5, 7));
  const cells: Counts = {};
  const lastMonth = Math.max(...known.map((event) => index(event.occurred_at)));
  for (const own of journeys.values()) {
    const cohort = periodOf(own[0]!.occurred_at, 'month');
    const months = own.map((event) => index(event.occurred_at));
    for (let j = 0; index(cohort) + j <= lastMonth; j++) {
      const active = mode === 'in' ? months.includes(index(cohort) + j) : Math.max(...months) >= index(cohort) + j;
      add(cells, `${cohort} ${String(j)}`, 'active', Number(active));
    }
  }
  const known_ = rows.filter(({ active }) => active !== null);
  expect(
    Object.fromEntries(known_.map((row) => [`${String(row.cohort)} ${String(row.period)}`, { active: row.active }])),
  ).toEqual(cells);
});

it('survival by segment', async () => {
  const { rows } = await answerOn(engine, 'survival', await give(engine, { customers: firm.customers }), {
    by: 'segment',
  });
  for (const segment of ['new', 'loyal', 'vip', null]) {
    const own = firm.customers.filter((customer) => customer.segment === segment && customer.churned !== null);
    let left = 1;
    for (const time of [...new Set(own.map(({ tenure }) => tenure))].sort((a, b) => a - b)) {
      const atRisk = own.filter(({ tenure }) => tenure >= time).length;
      const events = own.filter(({ tenure, churned }) => tenure === time && churned).length;
      left *= 1 - events / atRisk;
      const row = rows.find((one) => one.group === segment && one.time === time)!;
      expect(row).toMatchObject({ at_risk: atRisk, events });
      expect(row.survival).toBeCloseTo(left, 12);
    }
  }
});

it.each(['stage', 'class', 'touchpoint', 'segment', 'period'])('coverage by %s', async (by) => {
  const { rows } = await answerOn(engine, 'coverage', await give(engine, firm), { by });
  const slices = by === 'segment' || by === 'period';
  const groupsOf = (event: (typeof known)[number]) => groupOf(event, event.occurred_at, by);
  const listed = known.filter(({ touchpoint }) => place.has(touchpoint));
  for (const row of rows) {
    const group = row.stage as string | null;
    const own = listed.filter((event) => groupsOf(event) === group);
    const base = slices ? known.filter((event) => groupsOf(event) === group) : known;
    const people = (events: typeof known) => new Set(events.map(({ customer_id }) => customer_id)).size;
    expect(row.customers, `${by} ${String(group)}`).toBe(people(own));
    expect(row.reach).toBeCloseTo(people(own) / people(base), 12);
    if (slices)
      expect(row.active).toBe(
        new Set(
          interactions
            .filter((event) => place.has(event.touchpoint) && groupOf(event, event.occurred_at, by) === group)
            .map(({ touchpoint }) => touchpoint),
        ).size,
      );
  }
  expect(rows.length).toBeGreaterThan(2);
  expect(person.size).toBe(50);
});

it('each cell of the journey map is the figure of its own module, and its customers are those who were there', async () => {
  const ease = firm.responses
    .filter(({ kind }) => kind === 'overall')
    .map((row) => ({ ...row, response_id: `${row.response_id} ease`, kind: 'ces' }));
  const roles = await give(engine, { ...firm, responses: [...firm.responses, ...ease] });
  const { rows } = await answerOn(engine, 'journey-map', roles);
  const measures = [
    ['csat', 'csat', 'csat'],
    ['nps', 'nps', 'nps'],
    ['conversion', 'conversion', 'rate'],
    ['exit', 'touchpoint-exit', 'rate'],
    ['response_s', 'response-time', 'median_s'],
    ['effort', 'ces', 'mean'],
  ] as const;
  let filled = 0;
  for (const [cell, metric, column] of measures) {
    const own = await answerOn(engine, metric, roles, { by: 'touchpoint' });
    const figures = new Map(own.rows.map((row) => [row.touchpoint, row[column] ?? null]));
    for (const row of rows)
      expect([metric, row.touchpoint, row[cell]]).toEqual([
        metric,
        row.touchpoint,
        figures.get(row.touchpoint!) ?? null,
      ]);
    filled += rows.filter((row) => row[cell] !== null).length;
    for (const name of figures.keys()) expect(rows.map((row) => row.touchpoint)).toContain(name);
  }
  expect(filled).toBeGreaterThan(12);
  for (const row of rows) {
    const there = known.filter(({ touchpoint }) => touchpoint === row.touchpoint);
    expect([row.touchpoint, row.customers]).toEqual([
      row.touchpoint,
      new Set(there.map((event) => event.customer_id)).size,
    ]);
  }
});
