import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../src/engine/engine';
import { openNative } from '../src/headless/native';
import { askMetric } from './engines/ask-metric';

/** Made again from the catalogue's words with loops and elimination, sharing no code with the metrics. */
let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

/** A generator of its own (Park & Miller), so that not even chance is shared. */
let state = 20_250_301;
const chance = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
const pick = (from: number, to: number) => from + Math.floor((to - from + 1) * chance());

const names = ['App', '客房', '前台'] as const;
type Name = (typeof names)[number];
interface Form {
  readonly scores: Readonly<Record<Name, number | null>>;
  readonly overall: number;
}
const forms: Form[] = Array.from({ length: 240 }, () => {
  const mood = pick(0, 2);
  const scores = { App: pick(1, 3) + mood, 客房: pick(1, 3) + mood, 前台: chance() < 0.15 ? null : pick(1, 5) };
  const heard = 0.5 * scores.App + 0.3 * scores.客房 + 0.1 * (scores.前台 ?? 3) + pick(0, 2) * 0.5;
  return { scores, overall: Math.min(5, Math.max(1, Math.round(heard))) };
});
const responses = forms.flatMap(({ scores, overall }, at) => {
  const about = { response_id: `r${String(at)}`, customer_id: `c${String(at)}`, scale_min: 1, scale_max: 5 };
  return [
    ...names.flatMap((touchpoint) =>
      scores[touchpoint] === null ? [] : [{ ...about, touchpoint, kind: 'csat', score: scores[touchpoint] }],
    ),
    { ...about, touchpoint: null, kind: 'overall', score: overall },
  ];
});
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const hundred = (score: number) => 25 * (score - 1);
const scoreOf = (name: Name) =>
  mean(forms.flatMap(({ scores }) => (scores[name] === null ? [] : [hundred(scores[name])])));
const rowOf = (rows: readonly Record<string, any>[], column: string, name: string) =>
  rows.find((row) => row[column] === name)!;

/** Least squares by the normal equations, Gauss–Jordan with the identity beside them. */
function leastSquares(design: readonly (readonly number[])[], y: readonly number[]) {
  const size = design[0]!.length;
  const table = Array.from({ length: size }, (_, i) => [
    ...Array.from({ length: size }, (__, j) => design.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
    ...Array.from({ length: size }, (__, j) => Number(i === j)),
  ]);
  for (let i = 0; i < size; i++) {
    const pivot = table[i]![i]!;
    table[i] = table[i]!.map((cell) => cell / pivot);
    for (let k = 0; k < size; k++)
      if (k !== i) {
        const factor = table[k]![i]!;
        table[k] = table[k]!.map((cell, j) => cell - factor * table[i]![j]!);
      }
  }
  const inverse = table.map((row) => row.slice(size));
  const xy = Array.from({ length: size }, (_, i) => design.reduce((sum, row, at) => sum + row[i]! * y[at]!, 0));
  const beta = inverse.map((row) => row.reduce((sum, cell, j) => sum + cell * xy[j]!, 0));
  const left = y.map((value, at) => value - design[at]!.reduce((sum, cell, j) => sum + cell * beta[j]!, 0));
  const residual = left.reduce((sum, e) => sum + e * e, 0);
  const whole = y.reduce((sum, value) => sum + (value - mean(y)) ** 2, 0);
  const freedom = y.length - size;
  return { beta, errors: inverse.map((row, i) => Math.sqrt((row[i]! * residual) / freedom)), r2: 1 - residual / whole };
}
const complete = forms.filter(({ scores }) => names.every((name) => scores[name] !== null));
const fitted = leastSquares(
  complete.map(({ scores }) => [1, ...names.map((name) => hundred(scores[name]!))]),
  complete.map(({ overall }) => hundred(overall)),
);

describe('what-if', () => {
  const custom = { App: 5, 客房: 3, 前台: 2 };
  const changes = { App: 6, 客房: { to: 90 }, 前台: -95 };
  const effort = { App: 3, 客房: 8, 前台: 0.5 };
  const then = { App: scoreOf('App') + 6, 客房: 90, 前台: 0 };

  it('gains weight × (then − now) of the index, within the scale, ranked by gain per point of effort', async () => {
    const { rows, summary, remarks } = await askMetric(
      engine,
      'what-if',
      { responses },
      { changes, effort, index_params: { weights: 'custom', custom } },
    );
    const gains = Object.fromEntries(names.map((name) => [name, (custom[name] / 10) * (then[name] - scoreOf(name))]));
    for (const name of names) {
      const row = rowOf(rows, 'touchpoint', name);
      expect(row.now).toBeCloseTo(scoreOf(name), 9);
      expect(row.then).toBeCloseTo(then[name], 9);
      expect(row.index_gain).toBeCloseTo(gains[name]!, 9);
      expect(row.gain_per_effort).toBeCloseTo(gains[name]! / effort[name], 9);
      expect(row.low).toBeLessThanOrEqual(row.index_gain + 1e-9);
      expect(row.high).toBeGreaterThanOrEqual(row.index_gain - 1e-9);
      expect(row.clipped).toBe(name === '前台');
    }
    const order = [...names].sort((a, b) => gains[b]! / effort[b] - gains[a]! / effort[a]);
    expect(rows.map(({ touchpoint }) => touchpoint)).toEqual(order);
    const now = names.reduce((sum, name) => sum + (custom[name] / 10) * scoreOf(name), 0);
    expect(summary.index_now).toBeCloseTo(now, 9);
    expect(summary.index_then).toBeCloseTo(
      names.reduce((sum, name) => sum + (custom[name] / 10) * then[name], 0),
      9,
    );
    expect(summary.gain).toBeCloseTo(
      Object.values(gains).reduce((sum, gain) => sum + gain, 0),
      9,
    );
    expect(remarks.en).toContain('If the relation is causal');
    expect(remarks.zh).toContain('若关系为因果');
  });

  it('foretells overall satisfaction by the slopes of a regression, with their t intervals', async () => {
    const { rows } = await askMetric(
      engine,
      'what-if',
      { responses },
      { changes: { App: 6, 客房: 4 }, index_params: { weights: 'custom', custom } },
    );
    const beside = await askMetric(
      engine,
      'what-if',
      { responses },
      { model: 'drivers', changes: { App: 6, 客房: 4 } },
    );
    // t of .975 with 200 degrees of freedom and more lies between 1.96 and 1.972.
    const [least, most] = [1.96, 1.9725];
    expect(complete.length - 4).toBeGreaterThan(180);
    for (const [at, name, points] of [
      [1, 'App', 6],
      [2, '客房', 4],
    ] as const) {
      // prettier-ignore
      const row = rowOf(rows, 'touchpoint', name);
      expect(row.overall_gain).toBeCloseTo(points * fitted.beta[at]!, 9);
      for (const [end, side] of [
        [row.overall_low, -1],
        [row.overall_high, 1],
      ] as const) {
        // prettier-ignore
        const far = (side * (end - row.overall_gain)) / (points * fitted.errors[at]!);
        expect(far).toBeGreaterThan(least);
        expect(far).toBeLessThan(most);
      }
      expect(rowOf(beside.rows, 'touchpoint', name).index_gain).toBeCloseTo(points * fitted.beta[at]!, 9);
    }
  });

  it('takes the answers of all who gave any, not of the complete cases, for where scores stand', () => {
    expect(scoreOf('App')).not.toBeCloseTo(mean(complete.map(({ scores }) => hundred(scores.App!))), 3);
  });
});

it('drivers: R² and its parts are those of all orders of taking the items in', async () => {
  const r2 = (of: readonly Name[]) =>
    of.length
      ? leastSquares(
          complete.map(({ scores }) => [1, ...of.map((name) => scores[name]!)]),
          complete.map(({ overall }) => overall),
        ).r2
      : 0;
  const orders = names.flatMap((a) =>
    names.filter((b) => b !== a).map((b) => [a, b, names.find((c) => c !== a && c !== b)!]),
  );
  expect(orders).toHaveLength(6);
  const { rows, summary } = await askMetric(engine, 'drivers', { responses });
  expect(summary.n).toBe(complete.length);
  expect(summary.r2).toBeCloseTo(fitted.r2, 9);
  for (const name of names) {
    const part = mean(
      orders.map((order) => r2(order.slice(0, order.indexOf(name) + 1)) - r2(order.slice(0, order.indexOf(name)))),
    );
    expect(rowOf(rows, 'driver', name).lmg).toBeCloseTo(part, 9);
    expect(rowOf(rows, 'driver', name).share).toBeCloseTo(part / fitted.r2, 9);
  }
});

it('penalty and reward are the regression on the lowest and highest boxes of at least 30 answers', async () => {
  const boxes = names.map((name) => {
    const own = complete.map(({ scores }) => scores[name]!);
    let [bottom, top] = [1, 5];
    while (own.filter((score) => score <= bottom).length < 30) bottom++;
    while (own.filter((score) => score >= top).length < 30) top--;
    return { name, bottom, top };
  });
  const { beta, r2 } = leastSquares(
    complete.map(({ scores }) => [
      1,
      ...boxes.flatMap(({ name, bottom, top }) => [Number(scores[name]! <= bottom), Number(scores[name]! >= top)]),
    ]),
    complete.map(({ overall }) => overall),
  );
  const { rows, summary } = await askMetric(engine, 'penalty-reward', { responses });
  expect(summary.r2).toBeCloseTo(r2, 9);
  boxes.forEach(({ name, bottom, top }, at) => {
    const row = rowOf(rows, 'item', name);
    expect(row).toMatchObject({ bottom, top, widened: bottom > 1 || top < 5 });
    expect(row.penalty).toBeCloseTo(-beta[1 + 2 * at]!, 9);
    expect(row.reward).toBeCloseTo(beta[2 + 2 * at]!, 9);
    expect(row.impact_range).toBeCloseTo(beta[2 + 2 * at]! - beta[1 + 2 * at]!, 9);
  });
});

it('kano: categories are counted by the table, missing pairs apart', async () => {
  const table = ['QAAAO', 'RIIIM', 'RIIIM', 'RIIIM', 'RRRRQ'];
  const pairs = Array.from({ length: 150 }, () => [chance() < 0.1 ? null : pick(1, 5), pick(1, 5)] as const);
  const asked = pairs.flatMap(([there, lacking], at) => [
    { response_id: String(at), item: '早餐', kind: 'kano_functional', score: there },
    { response_id: String(at), item: '早餐', kind: 'kano_dysfunctional', score: lacking },
  ]);
  const counts: Record<string, number> = { A: 0, O: 0, M: 0, I: 0, R: 0, Q: 0 };
  for (const [there, lacking] of pairs) if (there !== null) counts[table[there - 1]![lacking - 1]!]!++;
  const { rows } = await askMetric(engine, 'kano', { responses: asked });
  const judged = counts.A! + counts.O! + counts.M! + counts.I!;
  const ranked = Object.values(counts).sort((a, b) => b - a);
  expect(rows[0]).toMatchObject({ ...counts, missing: pairs.filter(([there]) => there === null).length });
  expect(rows[0]!.better).toBeCloseTo((counts.A! + counts.O!) / judged, 12);
  expect(rows[0]!.worse).toBeCloseTo(-(counts.O! + counts.M!) / judged, 12);
  expect(counts[String(rows[0]!.category)]).toBe(ranked[0]);
  expect(rows[0]!.strength).toBeCloseTo((ranked[0]! - ranked[1]!) / ranked.reduce((sum, n) => sum + n, 0), 12);
});
