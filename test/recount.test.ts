import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../src/engine/engine';
import { openNative } from '../src/headless/native';
import { answerOn } from './engines/answer';
import { give } from './engines/given';
import { dayS, firm, only, secondsOf } from './engines/made-up-firm';
import {
  add,
  expectCounts,
  filled,
  groupings,
  groupOf,
  known,
  last,
  periodOf,
  person,
  place,
  seen,
  type Counts,
} from './engines/recounting';

/** Every count here is made again from the catalogue's words with loops over the rows, and shares no code with the metrics. */
let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

type Event = (typeof firm.interactions)[number];

describe('direct conversion', () => {
  const interactions = firm.interactions;
  it.each(groupings)('of customers by %s', async (by) => {
    const roles = await give(engine, { interactions, touchpoints: firm.touchpoints, customers: firm.customers });
    const people = new Map<string, { group: string | null; hit: boolean }>();
    for (const event of known) {
      const group = groupOf(event, event.occurred_at, by);
      const own = people.get(`${String(group)} ${String(event.customer_id)}`) ?? { group, hit: false };
      people.set(`${String(group)} ${String(event.customer_id)}`, { group, hit: own.hit || event.outcome });
    }
    const counts: Counts = {};
    for (const { group, hit } of people.values()) {
      add(counts, group, 'entered');
      add(counts, group, 'converted', Number(hit));
    }
    if (by === 'touchpoint') for (const name of ['ad', 'call']) counts[name]!.converted = null as never;
    const { rows } = await answerOn(engine, 'conversion', roles, { by });
    const columns = ['entered', 'converted'];
    expect(Object.fromEntries(Object.entries(seen(rows, columns)))).toEqual(
      Object.fromEntries(
        Object.entries(filled(counts, columns)).map(([group, own]) => [
          group,
          rows.find((row) => String(row.touchpoint) === group)?.converted === null ? { ...own, converted: null } : own,
        ]),
      ),
    );
    expect(rows.filter(({ converted }) => converted === null).map(({ touchpoint }) => touchpoint)).toEqual(
      { touchpoint: ['ad', 'call'], class: ['contact'], channel: ['phone'], stage: ['help', 'see'] }[by] ?? [],
    );
  });
});

describe('assisted conversion', () => {
  const window = 7;
  const end = Math.max(
    ...firm.interactions.map((e) => secondsOf(e.occurred_at)),
    ...firm.orders.map((o) => secondsOf(o.ordered_at)),
  );
  const bought = [
    ...known.filter(({ outcome }) => outcome).map((e) => ({ who: e.customer_id, at: secondsOf(e.occurred_at) })),
    ...firm.orders
      .filter((o) => o.status === 'paid' && o.customer_id !== null)
      .map((o) => ({ who: o.customer_id, at: secondsOf(o.ordered_at) })),
  ];
  const judged = known.map((event) => {
    const t = secondsOf(event.occurred_at);
    return {
      event,
      finished: t + window * dayS <= end,
      hit: bought.some(({ who, at }) => who === event.customer_id && at > t && at <= t + window * dayS),
    };
  });

  it.each(groupings.flatMap((by) => [[by, 'customer'] as const, [by, 'session'] as const, [by, 'event'] as const]))(
    'by %s, counted by %s',
    async (by, unit) => {
      const roles = await give(engine, firm);
      const units = new Map<string, { group: string | null; finished: boolean; hit: boolean }>();
      judged.forEach(({ event, finished, hit }, nth) => {
        if (unit === 'session' && event.session_id === null) return;
        const group = groupOf(event, event.occurred_at, by);
        const of = { customer: '', session: String(event.session_id), event: String(nth) }[unit];
        const key = JSON.stringify([group, event.customer_id, of]);
        const own = units.get(key) ?? { group, finished: false, hit: false };
        units.set(key, { group, finished: own.finished || finished, hit: own.hit || (finished && hit) });
      });
      const counts: Counts = {};
      for (const { group, finished, hit } of units.values()) {
        add(counts, group, finished ? 'entered' : 'undetermined');
        add(counts, group, 'converted', Number(hit));
      }
      await expectCounts(
        engine,
        'conversion',
        by,
        { mode: 'assisted', unit },
        ['entered', 'converted', 'undetermined'],
        counts,
        roles,
      );
    },
  );

  it('says how many events have no session, and how many no customer', async () => {
    const roles = await give(engine, firm);
    const { summary } = await answerOn(engine, 'conversion', roles, { mode: 'assisted', unit: 'session' });
    expect(summary.excluded).toBe(firm.interactions.length - known.length);
    expect(summary.missing).toBe(known.filter(({ session_id }) => session_id === null).length);
  });
});

describe('touchpoint exit', () => {
  it.each(groupings)('by %s', async (by) => {
    const roles = await give(engine, {
      interactions: firm.interactions,
      touchpoints: firm.touchpoints,
      customers: firm.customers,
    });
    const h = 9 * dayS;
    const end = Math.max(...firm.interactions.map((e) => secondsOf(e.occurred_at)));
    const counts: Counts = {};
    known.forEach((event, at) => {
      const t = secondsOf(event.occurred_at);
      const next = known.slice(at + 1).find(({ customer_id }) => customer_id === event.customer_id);
      const group = groupOf(event, event.occurred_at, by);
      const open = !next && t + h > end;
      const left = next ? secondsOf(next.occurred_at) - t > h : !open;
      add(counts, group, open ? 'undetermined' : 'visits');
      if (left) add(counts, group, event.outcome ? 'exits_after_success' : 'exits');
    });
    await expectCounts(
      engine,
      'touchpoint-exit',
      by,
      { gap_days: 9 },
      ['visits', 'exits', 'exits_after_success', 'undetermined'],
      counts,
      roles,
    );
  });
});

describe('churn and repurchase of orders', () => {
  const paid = firm.orders.filter((o) => o.status === 'paid' && o.customer_id !== null);
  const end = Math.max(...paid.map((o) => secondsOf(o.ordered_at)));
  const lives = [...new Set(paid.map((o) => o.customer_id!))].map((who) => {
    const own = paid
      .filter((o) => o.customer_id === who)
      .sort((a, b) => secondsOf(a.ordered_at) - secondsOf(b.ordered_at));
    const times = own.map((o) => secondsOf(o.ordered_at));
    return { who, times, own, gaps: times.slice(1).map((t, at) => t - times[at]!) };
  });
  const groupsOf = ({ own, who }: (typeof lives)[number], by: string, owner: string): (string | null)[] => {
    if (by === 'none') return [null];
    if (by === 'period') return [periodOf(own[0]!.ordered_at, 'month')];
    if (by === 'segment' || by === 'region') return [person.get(who)?.[by] ?? null];
    const names = own.map((o) => o.touchpoint);
    const used =
      by === 'first-touchpoint' || owner === 'first'
        ? [names[0]!]
        : owner === 'last'
          ? [names.at(-1)!]
          : [...new Set(names)];
    if (by === 'stage' || by === 'class') return [...new Set(used.map((name) => place.get(name)?.[by] ?? null))];
    return used;
  };
  const bys = ['none', 'touchpoint', 'first-touchpoint', 'segment', 'region', 'stage', 'class', 'period'];

  it.each(bys.flatMap((by) => ['first', 'last', 'any'].map((owner) => [by, owner] as const)))(
    'churn by %s, %s touchpoint',
    async (by, owner) => {
      // prettier-ignore
      const roles = await give(engine, { orders: firm.orders, customers: only(firm.customers, 'customer_id', 'segment', 'region'), touchpoints: firm.touchpoints });
      const h = 20 * dayS;
      const counts: Counts = {};
      for (const life of lives)
        for (const group of groupsOf(life, by, owner)) {
          add(counts, group, end - life.times[0]! >= h ? 'customers' : 'undetermined');
          if (end - life.times.at(-1)! >= h) add(counts, group, 'churned');
        }
      await expectCounts(
        engine,
        'churn',
        by,
        { window_days: 20, owner },
        ['customers', 'churned', 'undetermined'],
        counts,
        roles,
      );
    },
  );

  it('churn takes H from the gaps', async () => {
    const roles = await give(engine, { orders: firm.orders });
    const gaps = lives.flatMap(({ gaps: own }) => own).sort((a, b) => a - b);
    const at = 0.95 * (gaps.length - 1);
    const h = gaps[Math.floor(at)]! + (at % 1) * (gaps[Math.ceil(at)]! - gaps[Math.floor(at)]!);
    const { summary } = await answerOn(engine, 'churn', roles);
    expect(summary.window_days).toBeCloseTo(h / dayS, 8);
    const silent = lives.filter(({ gaps: own, times }) => own.some((gap) => gap > h) || end - times.at(-1)! >= h);
    expect(summary.reactivated).toBeCloseTo(
      lives.filter(({ gaps: own }) => own.some((gap) => gap > h)).length / silent.length,
      10,
    );
    const rate = (span: number) => {
      const n = lives.filter(({ times }) => end - times[0]! >= span).length;
      return n ? lives.filter(({ times }) => end - times.at(-1)! >= span).length / n : null;
    };
    expect(summary).toMatchObject({ rate_half_window: rate(h / 2), rate: rate(h), rate_double_window: rate(2 * h) });
  });

  it.each(bys)('repurchase by %s', async (by) => {
    const roles = await give(engine, {
      orders: firm.orders,
      customers: only(firm.customers, 'customer_id', 'segment', 'region'),
      touchpoints: firm.touchpoints,
    });
    const counts: Counts = {};
    for (const life of lives)
      for (const group of groupsOf(life, by, 'first')) {
        const finished = life.times[0]! + 30 * dayS <= end;
        add(counts, group, finished ? 'customers' : 'undetermined');
        const again = life.times.some((t) => t > life.times[0]! && t <= life.times[0]! + 30 * dayS);
        if (finished && again) add(counts, group, 'repurchased');
      }
    await expectCounts(
      engine,
      'repurchase',
      by,
      { window_days: 30 },
      ['customers', 'repurchased', 'undetermined'],
      counts,
      roles,
    );
  });
});

it('the firm has what makes counting hard', () => {
  const moments = known.map((event: Event) => `${String(event.customer_id)} ${event.occurred_at}`);
  expect(new Set(moments).size).toBeLessThan(moments.length);
  expect(last.size).toBeGreaterThan(firm.customers.length);
});
