import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import { give } from '../../test/engines/given';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { holidaysIn } from './holidays';
import { metrics } from './index';
import { run } from './run';

/** What is looked at of a drawn layer. */
interface Layer {
  readonly mark: { readonly type: string; readonly strokeDash?: unknown };
  readonly data?: { readonly values: readonly { readonly period: string }[] };
}

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const charts = ['control-chart', 'ewma', 'cusum', 'anomalies'];
const day = (at: number) => new Date(Date.UTC(2025, 0, 1 + at)).toISOString().slice(0, 10);

/** Ratings of 0 to 100, one list a day. */
const rated = (days: readonly (readonly number[])[], more: (at: number, nth: number) => object = () => ({})) =>
  days.flatMap((scores, at) =>
    scores.map((score, nth) => ({
      response_id: `${String(at)}-${String(nth)}`,
      kind: 'csat',
      score,
      scale_min: 0,
      scale_max: 100,
      submitted_at: `${day(at)} 12:00:00`,
      ...more(at, nth),
    })),
  );
const plain = { metric: 'csat', value: 'mean', grain: 'day' };
const steps = [50, 52, 47, 51, 49, 53, 48, 50, 51, 46, 52, 50];
const daily = rated(steps.map((value) => [value - 10, value, value + 10]));

describe('the kind of chart', () => {
  it('is xbar-laney for means: limits at 3 s/√n σz, worked out by hand', async () => {
    const { rows, summary } = await askMetric(engine, 'control-chart', { responses: daily }, plain);
    const centre = steps.reduce((sum, x) => sum + x) / steps.length;
    const range = steps.slice(1).reduce((sum, x, at) => sum + Math.abs(x - steps[at]!), 0) / (steps.length - 1);
    const half = (3 * range) / 1.128;
    expect(summary).toMatchObject({ type: 'xbar-laney', baseline_periods: 12, signals: 0 });
    expect(summary.centre).toBeCloseTo(centre, 8);
    expect(Number(summary.sigma)).toBeCloseTo(10, 8);
    expect(Number(rows[3]!.upper)).toBeCloseTo(centre + half, 2);
    expect(Number(rows[3]!.lower)).toBeCloseTo(centre - half, 2);
  });

  it('is Laney p′ for shares, c for counts asked for, and XmR where nothing says how answers vary', async () => {
    const own = (params: object) => askMetric(engine, 'control-chart', { responses: daily }, { ...plain, ...params });
    expect((await own({ value: 'csat', metric_params: { cut: 50 } })).summary.type).toBe('laney');
    expect((await own({ value: 'n' })).summary.type).toBe('xmr');
    const counts = await own({ value: 'n', type: 'c' });
    expect(counts.summary).toMatchObject({ type: 'c', centre: 3 });
    expect(Number(counts.rows[0]!.upper)).toBeCloseTo(3 + 3 * Math.sqrt(3), 9);
  });

  it.each([
    ['p', 'mean', 'one of auto, xbar-laney, xmr, u'],
    ['laney', 'mean', 'one of auto, xbar-laney, xmr, u'],
    ['c', 'csat', 'one of auto, xbar-laney, xmr, u'],
  ])('refuses %s for %s, which is none, by name', async (type, value, allowed) => {
    const asked = askMetric(
      engine,
      'control-chart',
      { responses: daily },
      { ...plain, value, type, metric_params: { cut: 51 } },
    );
    await expect(asked).rejects.toMatchObject({ details: { name: 'type', allowed: expect.stringContaining(allowed) } });
  });

  it('has a place and limits for a period of one answer, which says nothing of the spread', async () => {
    const days = [...steps.map((value) => [value - 10, value, value + 10]), [95]];
    const { rows, summary } = await askMetric(engine, 'control-chart', { responses: rated(days) }, plain);
    expect(summary.sigma).toBeCloseTo(10, 8);
    expect(summary.centre).toBeCloseTo((3 * steps.reduce((sum, x) => sum + x) + 95) / 37, 8);
    const [three, one] = [rows[0]!, rows[12]!].map(({ upper, centre }) => Number(upper) - Number(centre));
    expect(one! / three!).toBeCloseTo(Math.sqrt(3), 9);
  });

  it('has the same limits whatever the confidence of the metric’s own intervals', async () => {
    for (const confidence of [0.8, 0.99]) {
      const params = { ...plain, metric_params: { confidence } };
      const { summary } = await askMetric(engine, 'control-chart', { responses: daily }, params);
      expect(summary.sigma).toBeCloseTo(10, 8);
    }
  });
});

describe('the baseline', () => {
  const shifted = rated([...steps, 70, 71, 72, 69].map((value) => [value - 10, value, value + 10]));
  it('is refused by name where it ends before it begins', async () => {
    const one = [{ response_id: '1', kind: 'csat', score: 3, submitted_at: '2025-01-01' }];
    await expect(
      askMetric(engine, 'control-chart', { responses: one }, { baseline: '2025-02-01/2025-01-01' }),
    ).rejects.toMatchObject({ details: { name: 'baseline' } });
  });

  it('is frozen where asked: what comes after signals against it', async () => {
    const all = await askMetric(
      engine,
      'control-chart',
      { responses: shifted },
      { ...plain, type: 'xmr', rules: 'beyond' },
    );
    const frozen = await askMetric(
      engine,
      'control-chart',
      { responses: shifted },
      { ...plain, type: 'xmr', rules: 'beyond', baseline: '2025-01-01/2025-01-12' },
    );
    expect(frozen.summary).toMatchObject({ baseline_periods: 12 });
    expect(Number(frozen.summary.centre)).toBeCloseTo(steps.reduce((sum, x) => sum + x) / 12, 9);
    expect(Number(frozen.summary.centre)).toBeLessThan(Number(all.summary.centre));
    expect(frozen.rows.slice(12).every(({ signal }) => String(signal).includes('beyond'))).toBe(true);
    expect(frozen.remarks.zh).toContain('超出三倍标准误');
  });

  it('leaves holidays out, marks them, and says so', async () => {
    const days = rated(Array.from({ length: 28 }, (_, at) => (at >= 27 ? [90] : [50 + (at % 3)])));
    const params = { ...plain, type: 'xmr', calendar: 'cn' };
    const { rows, summary, remarks } = await askMetric(engine, 'control-chart', { responses: days }, params);
    expect(rows.map(({ holiday }) => holiday).filter(Boolean)).toEqual(['元旦节', '春节']);
    expect(rows[27]).toMatchObject({ period: '2025-01-28', holiday: '春节' });
    expect(summary.baseline_periods).toBe(26);
    expect(remarks.en).toContain('2 periods hold holidays');
  });
});

describe('holidays', () => {
  // Easter Sunday: 31 March 2024, 20 April 2025, 5 April 2026. Days: gov.uk, the Office of Personnel Management, service-public.fr, BMI
  it.each([
    ['gb', '2025-04-18', 'Easter'],
    ['gb', '2025-05-05', 'Early May bank holiday'],
    ['gb', '2025-05-26', 'Spring bank holiday'],
    ['gb', '2025-08-25', 'Summer bank holiday'],
    ['us', '2025-01-20', 'Martin Luther King Day'],
    ['us', '2025-05-26', 'Memorial Day'],
    ['us', '2025-09-01', 'Labor Day'],
    ['us', '2025-11-27', 'Thanksgiving'],
    ['us', '2025-11-28', 'Black Friday'],
    ['us', '2024-11-29', 'Black Friday'],
    ['fr', '2025-05-29', 'Ascension'],
    ['fr', '2025-07-14', 'Fête nationale'],
    ['de', '2025-06-09', 'Whit Monday'],
    ['de', '2025-10-03', 'Tag der Deutschen Einheit'],
    ['eu', '2026-04-06', 'Easter'],
    ['cn', '2024-02-10', '春节'],
    ['cn', '2025-06-18', '618'],
  ] as const)('of %s: %s is %s', (calendar, date, name) => {
    expect(holidaysIn(date, 1, calendar)).toEqual([name]);
  });
  it.each([
    ['gb', '2025-05-12'],
    ['us', '2025-11-20'],
    ['us', '2025-11-21'],
    ['fr', '2025-04-18'],
    ['cn', '2025-01-26'],
    ['eu', '2025-04-22'],
  ] as const)('of %s: %s is none', (calendar, date) => {
    expect(holidaysIn(date, 1, calendar)).toEqual([]);
  });
});

describe('the date of an answer', () => {
  const visits = steps.map((_, at) => ({
    customer_id: `c${String(at)}`,
    touchpoint: 'shop',
    occurred_at: `${day(at)} 09:00:00`,
  }));
  const answers = steps.map((score, at) => ({
    response_id: String(at),
    customer_id: `c${String(at)}`,
    touchpoint: 'shop',
    kind: 'csat',
    score,
    scale_min: 0,
    scale_max: 100,
    submitted_at: `${day(at + 5)} 12:00:00`,
  }));
  const stranger = { ...answers[0]!, response_id: 'x', customer_id: 'nobody', submitted_at: `${day(3)} 12:00:00` };

  it.each(charts)('in %s is that of the visit where it is known, unless asked otherwise', async (id) => {
    const given = { interactions: visits, responses: [...answers, stranger] };
    const more = id === 'anomalies' ? { period: 2 } : {};
    const own = await askMetric(engine, id, given, { ...plain, ...more });
    expect(own.rows[0]!.period).toBe(day(0));
    expect(own.summary).toMatchObject({ date: 'experience', unmet: 1 });
    expect(own.remarks.en).toContain('1 without an earlier visit');
    const answered = await askMetric(engine, id, given, { ...plain, ...more, date: 'answer' });
    expect(answered.rows[0]!.period).toBe(day(3));
    expect(answered.summary).toMatchObject({ date: 'answer' });
  });

  it('takes the last visit before the answer, at the same touchpoint', async () => {
    const before = [
      ['2025-01-02', 'shop'],
      ['2025-01-04', 'shop'],
      ['2025-01-05', 'web'],
      ['2025-01-09', 'shop'],
    ].map(([date, touchpoint]) => ({ customer_id: 'a', touchpoint: touchpoint!, occurred_at: `${date!} 08:00:00` }));
    const responses = [{ ...answers[0]!, customer_id: 'a', submitted_at: '2025-01-06 10:00:00' }];
    const { rows } = await askMetric(engine, 'control-chart', { interactions: before, responses }, plain);
    expect(rows.map(({ period }) => period)).toEqual(['2025-01-04']);
  });

  it('is refused as that of the visit where no visit is known', async () => {
    const asked = askMetric(engine, 'ewma', { responses: answers }, { ...plain, date: 'experience' });
    await expect(asked).rejects.toMatchObject({ details: { name: 'date' } });
  });
});

describe('actions', () => {
  const actions = [
    { date: '2025-01-08', text: 'new form' },
    { date: '2025-01-03', text: '新表单' },
    { date: '2024-12-01', text: 'before it all' },
  ];
  it.each(charts)('are drawn on %s as labelled rules, and told to who cannot see them', async (id) => {
    const roles = await give(engine, { responses: daily });
    const setting = { params: { ...plain, actions: JSON.stringify(actions) }, roles, seed: 1 };
    const metric = metrics.get(id)!;
    const outcome = await run(metric, setting, { engine, metrics });
    if (outcome.kind !== 'answered') throw new Error(outcome.kind);
    for (const [locale, said] of [
      ['en', 'Actions: 2025-01-03 新表单; 2025-01-08 new form'],
      ['zh', '改进行动：2025-01-03 新表单；2025-01-08 new form'],
    ] as const) {
      const [chart] = metric.charts(outcome.found, setting, locale);
      expect(chart!.alternative).toContain(said);
      const { layer: layers } = chart!.spec as unknown as { layer: readonly Layer[] };
      const rule = layers.find(({ mark }) => mark.type === 'rule' && mark.strokeDash);
      expect(rule!.data!.values.map(({ period }) => period)).toEqual(['2025-01-03', '2025-01-08']);
      expect(layers.filter(({ mark }) => mark.type === 'text').length).toBeGreaterThan(0);
    }
    expect(metric.remarks(outcome.found, setting).some(({ say }) => say.en.startsWith('Before the first period'))).toBe(
      true,
    );
  });

  it.each([
    'soon',
    '{"date":"2025-01-01"}',
    '[{"date":"2025-02-30","text":"x"}]',
    '[{"date":"2025-01-01","text":" "}]',
    '[1]',
  ])('that are none are refused by name: %s', async (value) => {
    const asked = askMetric(engine, 'cusum', { responses: daily }, { ...plain, actions: value });
    await expect(asked).rejects.toMatchObject({ code: 'parameter', details: { name: 'actions' } });
  });
});

describe('little data', () => {
  it.each(charts)(
    '%s gives no limits on a series that does not vary or is one period long, and says so',
    async (id) => {
      for (const days of [[[50, 60]], Array.from({ length: 30 }, () => [50, 60])]) {
        const { kind, rows, remarks } = await askMetric(engine, id, { responses: rated(days) }, plain);
        expect(kind).toBe('answered');
        expect(rows.every((row) => !row.signal && !row.anomaly)).toBe(true);
        expect(remarks.en).toMatch(/No limits|No answer|No period is unusual/);
      }
    },
  );

  it.each(charts)('%s puts a period without answers in as a gap', async (id) => {
    const { rows } = await askMetric(engine, id, { responses: rated([[50], [60], [], [55], [52], [58]]) }, plain);
    expect(rows[2]).toMatchObject({ period: '2025-01-03', value: null });
  });
});
