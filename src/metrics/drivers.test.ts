import { afterAll, beforeAll, expect, it } from 'vitest';
import { askMetric } from '../../test/engines/ask-metric';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { seeded } from '../stats/random';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

type Form = Readonly<Record<string, number | null>>;
const responses = (forms: readonly Form[], overall: string) =>
  forms.flatMap((form, at) =>
    Object.entries(form).map(([item, score]) => ({
      response_id: String(at),
      customer_id: String(at),
      item: item === overall ? null : item,
      kind: item === overall ? 'overall' : 'attribute',
      score,
    })),
  );
const drivers = (forms: readonly Form[], params = {}, overall = 'overall') =>
  askMetric(engine, 'drivers', { responses: responses(forms, overall) }, params);

/** mtcars of R (Henderson & Velleman 1981): mpg, cyl, disp, hp, gear. */
const mtcars =
  `21,6,160,110,4 21,6,160,110,4 22.8,4,108,93,4 21.4,6,258,110,3 18.7,8,360,175,3 18.1,6,225,105,3 14.3,8,360,245,3
24.4,4,146.7,62,4 22.8,4,140.8,95,4 19.2,6,167.6,123,4 17.8,6,167.6,123,4 16.4,8,275.8,180,3 17.3,8,275.8,180,3 15.2,8,275.8,180,3
10.4,8,472,205,3 10.4,8,460,215,3 14.7,8,440,230,3 32.4,4,78.7,66,4 30.4,4,75.7,52,4 33.9,4,71.1,65,4 21.5,4,120.1,97,3
15.5,8,318,150,3 15.2,8,304,150,3 13.3,8,350,245,3 19.2,8,400,175,3 27.3,4,79,66,4 26,4,120.3,91,5 30.4,4,95.1,113,5
15.8,8,351,264,5 19.7,6,145,175,5 15,8,301,335,5 21.4,4,121,109,4`
    .split(/\s+/)
    .map((row) => row.split(',').map(Number))
    .map(([mpg, cyl, disp, hp, gear]) => ({ mpg: mpg!, cyl: cyl!, disp: disp!, hp: hp!, gear: gear! }));

it.each([
  ['lmg', { cyl: 0.247052033, disp: 0.243499595, hp: 0.2109129, gear: 0.077725111 }],
  ['johnson', { cyl: 0.2284797, disp: 0.2221469, hp: 0.2321744, gear: 0.0963886 }],
] as const)('gives the %s of relaimpo and rwa for mtcars', async (method, published) => {
  const { rows, summary } = await drivers(mtcars, { method, anyway: true }, 'mpg');
  expect(summary.r2).toBeCloseTo(0.7791896, 7);
  for (const [name, value] of Object.entries(published))
    expect(rows.find(({ driver }) => driver === name)![method]).toBeCloseTo(value, 7);
  expect(rows.reduce((sum, { share }) => sum + Number(share), 0)).toBeCloseTo(1, 12);
  expect(rows.find(({ driver }) => driver === 'gear')!.sign).toBe(1);
});

function survey(n: number, seed = 5): Form[] {
  const random = seeded(seed);
  return Array.from({ length: n }, () => {
    const [a, b] = [1 + Math.floor(5 * random()), 1 + Math.floor(5 * random())];
    return { a, b, overall: Math.max(1, Math.min(5, Math.round(0.8 * a + 0.2 * b + random() - 0.5))) };
  });
}

it('refuses fewer than max(100, 20 × items) people unless told to go on, and keeps the warning', async () => {
  const few = await drivers(survey(99));
  expect(few.summary).toMatchObject({ r2: null, n: 99, needed: 100 });
  expect(few.rows[0]!.share).toBeNull();
  const anyway = await drivers(survey(99), { anyway: true });
  expect(anyway.summary.r2).not.toBeNull();
  expect(anyway.remarks.en).toContain('unreliable');
  expect((await drivers(survey(100))).summary.r2).not.toBeNull();
});

it('counts people who did not rate everything, and says who the rest are', async () => {
  const forms: Form[] = [...survey(120), { a: 5, b: null, overall: 5 }];
  const { summary, remarks } = await drivers(forms);
  expect(summary).toMatchObject({ n: 120, incomplete: 1 });
  expect(remarks.en).toContain('people who used everything');
});

it('finds the driver, with an interval, and calls overlapping ones a tie', async () => {
  const clear = await drivers(survey(300));
  expect(clear.rows[0]).toMatchObject({ driver: 'a' });
  expect(Number(clear.rows[0]!.low)).toBeGreaterThan(Number(clear.rows[1]!.high));
  expect(clear.remarks.en).not.toContain('a tie');
  const random = seeded(2);
  const even = Array.from({ length: 150 }, () => {
    const [a, b] = [1 + Math.floor(5 * random()), 1 + Math.floor(5 * random())];
    return { a, b, overall: Math.round((a + b) / 2) };
  });
  expect((await drivers(even)).remarks.en).toContain('a tie');
});

it('tells whether a segment is driven by something else', async () => {
  const mine = survey(150, 1);
  const others = survey(150, 2).map(({ a, b, overall }) => ({ a: b!, b: a!, overall: overall! }));
  const rows = responses([...mine, ...others], 'overall');
  const customers = [...mine, ...others].map((_, at) => ({
    customer_id: String(at),
    segment: at < 150 ? 'gold' : 'plain',
  }));
  const {
    summary,
    remarks,
    rows: found,
  } = await askMetric(engine, 'drivers', { responses: rows, customers }, { segment: 'segment=gold' });
  expect(summary.n).toBe(150);
  expect(found[0]!.driver).toBe('a');
  expect(remarks.en).toContain('weigh differently');
});

it('has no share for an item that does not vary, names it, and shares out what the others explain', async () => {
  const { summary, rows, remarks } = await drivers(survey(120).map((form) => ({ ...form, b: 3 })));
  const found = (name: string) => rows.find(({ driver }) => driver === name)!;
  expect(found('b')).toMatchObject({ share: null, lmg: null, correlation: null, vif: null, beta: null });
  expect(found('a').share).toBeGreaterThan(0.5);
  expect(rows.reduce((sum, { share }) => sum + Number(share ?? 0), 0)).toBeCloseTo(1, 9);
  expect(rows.reduce((sum, { lmg }) => sum + Number(lmg ?? 0), 0)).toBeCloseTo(Number(summary.r2), 9);
  expect(remarks.en).toContain('Everybody answered the same, so nothing can be said of: b');
  expect(remarks.zh).toContain('所有人回答相同，无法判断：b');
});

it('has no shares among perfectly collinear items, names what follows from the others, and still has correlations', async () => {
  const { summary, rows, remarks } = await drivers(survey(120).map((form) => ({ ...form, twin: form.a ?? null })));
  expect(summary.r2).toBeNull();
  expect(rows.map(({ share }) => share)).toEqual(rows.map(() => null));
  const [a, twin] = ['a', 'twin'].map((name) => rows.find(({ driver }) => driver === name)!.correlation);
  expect(a).toBeGreaterThan(0.3);
  expect(twin).toBeCloseTo(Number(a), 12);
  expect(remarks.en).toContain('perfectly collinear), so drop or merge them: twin');
});

it('says when it is the overall score that does not vary, or when even anyway nothing can be found', async () => {
  const flat = await drivers(survey(120).map((form) => ({ ...form, overall: 4 })));
  expect(flat.remarks.en).toContain('everybody gave the same overall score');
  const single = await drivers(survey(1), { anyway: true });
  expect(single.remarks.en).toContain('No shares even so: 1 people answered everything');
  expect(single.remarks.en).not.toContain('unreliable');
});

it('is empty without an overall score', async () => {
  expect((await drivers([{ a: 1, b: 2 }])).kind).toBe('empty');
});

it('compares each segment with the others, and finds the item that weighs differently', async () => {
  const of = (segment: string, a: number, seed: number) => {
    const random = seeded(seed);
    return Array.from({ length: 150 }, (_, at) => {
      const [x, y] = [1 + Math.floor(5 * random()), 1 + Math.floor(5 * random())];
      const form = { a: x, b: y, overall: a * x + 0.3 * y + random() };
      return { segment, id: `${segment}${String(at)}`, form };
    });
  };
  const people = [...of('new', 0.2, 41), ...of('old', 0.9, 57), ...of('vip', 0.2, 93)];
  const given = {
    customers: people.map(({ id, segment }) => ({ customer_id: id, segment })),
    responses: people.flatMap(({ id, form }) =>
      Object.entries(form).map(([item, score]) => ({
        response_id: id,
        customer_id: id,
        item: item === 'overall' ? null : item,
        kind: item === 'overall' ? 'overall' : 'attribute',
        score,
        scale_min: 0,
        scale_max: 10,
      })),
    ),
  };
  const { rows, summary, remarks } = await askMetric(engine, 'drivers', given, { segment: 'segment' });
  expect(rows).toHaveLength(6);
  expect(summary.segments).toMatchObject({ new: { n: 150 }, old: { n: 150 }, vip: { n: 150 } });
  const q = (driver: string) => Number(rows.find((row) => row.driver === driver)?.q_difference);
  expect(q('a')).toBeLessThan(0.001);
  expect(q('b')).toBeGreaterThan(0.05);
  expect(remarks.en).toMatch(/weigh differently than elsewhere.*: a$/m);
});

it('does not depend on the size of weights', async () => {
  const plain = responses(survey(150), 'overall');
  const [one, seven] = [
    await askMetric(engine, 'drivers', { responses: plain }),
    await askMetric(engine, 'drivers', { responses: plain.map((row) => ({ ...row, weight: 7 })) }),
  ];
  expect(seven.rows[0]?.slope_low).toBeCloseTo(Number(one.rows[0]?.slope_low), 8);
  expect(seven.summary.adjusted_r2).toBeCloseTo(Number(one.summary.adjusted_r2), 10);
});
