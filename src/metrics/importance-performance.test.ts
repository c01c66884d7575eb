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

/** Overall follows "weak" (low scores) more than "strong" (high scores). */
const random = seeded(3);
const whole = Array.from({ length: 200 }, (_, at) => {
  const [weak, strong] = [1 + Math.floor(random() * 3), 4 + Math.floor(random() * 2)];
  const about = { response_id: String(at), scale_min: 1, scale_max: 5 };
  return [
    { ...about, touchpoint: 'weak', kind: 'csat', score: weak },
    { ...about, touchpoint: 'strong', kind: 'csat', score: strong },
    { ...about, touchpoint: null, kind: 'overall', score: 0.5 + 0.7 * weak + 0.3 * strong },
  ];
}).flat();
const ask = (responses: readonly Record<string, string | number | null>[], params = {}) =>
  askMetric(engine, 'importance-performance', { responses }, params);
const row = (rows: readonly Record<string, any>[], name: string) => rows.find(({ touchpoint }) => touchpoint === name)!;

it('puts the important and weak where to concentrate, the other where to check before cutting', async () => {
  const { rows, summary, remarks } = await ask(whole);
  expect(row(rows, 'weak').quadrant).not.toBe(row(rows, 'strong').quadrant);
  expect(row(rows, 'weak')).toMatchObject({ quadrant: 'concentrate', borderline: false, n: 200 });
  expect(row(rows, 'strong').quadrant).toBe('overkill');
  expect(summary.performance_line).toBe(80);
  expect(Number(summary.importance_line)).toBeCloseTo(0.5, 9);
  expect(remarks.zh).toContain('核实后再减');
});

it('takes the line from the catalogue’s targets, shares or points, unless told', async () => {
  const targets = {
    touchpoints: [
      { touchpoint: 'weak', target_csat: 0.7 },
      { touchpoint: 'strong', target_csat: 90 },
    ],
  };
  const of = async (params: object) =>
    (await askMetric(engine, 'importance-performance', { responses: whole, ...targets }, { ...params })).summary
      .performance_line;
  expect(await of({})).toBeCloseTo(80, 9);
  expect(await of({ target: 33 })).toBe(33);
  expect(await of({ crosshair: 'scale' })).toBe(50);
});

it('goes by stated importance when asked, and says when nobody was', async () => {
  const stated = [
    ...whole,
    ...['weak', 'strong'].map((touchpoint, at) => ({
      response_id: '0',
      touchpoint,
      kind: 'importance',
      score: [1, 5][at]!,
      scale_min: 1,
      scale_max: 5,
    })),
  ];
  const { rows } = await ask(stated, { importance: 'stated' });
  expect([row(rows, 'weak').importance, row(rows, 'strong').importance]).toEqual([0, 100]);
  expect((await ask(whole, { importance: 'stated' })).remarks.en).toContain('Nobody was asked');
});

it('calls a stated importance whose interval crosses the line borderline, and names the line in the reader’s language', async () => {
  const chance = seeded(8);
  const said = (touchpoint: string, importance: number, score: number) =>
    Array.from({ length: 40 }, (_, at) => [
      { response_id: String(at), touchpoint, kind: 'csat', score, scale_min: 1, scale_max: 5 },
      {
        response_id: String(at),
        touchpoint,
        kind: 'importance',
        score: importance + Math.floor(3 * chance()) - 1,
        scale_min: 1,
        scale_max: 5,
      },
    ]).flat();
  const responses = [...said('much', 4, 2), ...said('middle', 3, 2), ...said('little', 2, 2)];
  const { rows, remarks } = await ask(responses, { importance: 'stated', crosshair: 'target' });
  expect(rows.map(({ touchpoint, borderline }) => [touchpoint, borderline]).sort()).toEqual([
    ['little', false],
    ['middle', true],
    ['much', false],
  ]);
  const middle = row(rows, 'middle');
  expect(middle.importance_low).toBeLessThan(middle.importance);
  expect(middle.importance_high).toBeGreaterThan(middle.importance);
  expect(remarks.zh).toContain('（目标值）');
});

it('shows performance alone, and says why, with too few people, without overall, and without variation', async () => {
  for (const [responses, why] of [
    [whole.slice(0, 60), 'are needed'],
    [whole.filter(({ kind }) => kind === 'csat'), 'there is no overall score'],
    [whole.map((one) => ({ ...one, score: 4 })), 'does not vary'],
  ] as const) {
    const { rows, remarks } = await ask(responses);
    expect(remarks.en).toContain(why);
    for (const { importance, quadrant, performance } of rows) {
      expect([importance, quadrant]).toEqual([null, null]);
      expect(performance).not.toBeNull();
    }
  }
});

it('derives the importance that drivers find, also with more than ten items', async () => {
  const random = seeded(7);
  const responses = Array.from({ length: 60 }, (_, who) => {
    const scores = Array.from({ length: 11 }, () => 1 + Math.floor(random() * 5));
    const overall = Math.round(((scores[0] ?? 3) * 2 + (scores[1] ?? 3) + 3) / 4);
    const of = { response_id: String(who), scale_min: 1, scale_max: 5 };
    return [
      ...scores.map((score, at) => ({ ...of, item: `i${String(at).padStart(2, '0')}`, kind: 'attribute', score })),
      { ...of, item: null, kind: 'overall', score: overall },
    ];
  }).flat();
  const [field, drivers] = [
    await askMetric(engine, 'importance-performance', { responses }, { anyway: true, flagged: 'include' }),
    await askMetric(engine, 'drivers', { responses }, { anyway: true, flagged: 'include' }),
  ];
  expect(field.summary.method).toBe('lmg');
  for (const row of drivers.rows)
    expect(field.rows.find(({ touchpoint }) => touchpoint === row.driver)?.importance).toBeCloseTo(
      Number(row.share),
      9,
    );
});
