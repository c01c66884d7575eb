import { afterAll, beforeAll, expect, it } from 'vitest';
import { give } from '../../test/engines/given';
import { metrics } from '.';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { seeded } from '../stats/random';
import { run } from './run';

let engine: Engine;
let roles: ReadonlySet<string>;
beforeAll(async () => {
  engine = await openNative();
  const random = seeded(1);
  const responses = Array.from({ length: 400 }, (_, who) => {
    const of = {
      response_id: `r${String(who)}`,
      customer_id: `c${String(who)}`,
      scale_min: 1,
      scale_max: 5,
      submitted_at: new Date(Date.UTC(2025, 0, 1 + (who % 40), 12)).toISOString().slice(0, 19),
    };
    const scores = [0, 1, 2].map(() => 1 + Math.floor(random() * 5));
    const overall = Math.round((scores[0] ?? 3) * 0.7 + (scores[1] ?? 3) * 0.3);
    return [
      ...scores.map((score, at) => ({
        ...of,
        touchpoint: `t${String(at)}`,
        item: `t${String(at)}`,
        kind: 'csat',
        score,
      })),
      { ...of, kind: 'overall', score: overall },
      {
        ...of,
        touchpoint: 't0',
        kind: 'verbatim',
        score: overall,
        text: overall > 3 ? 'very good room' : 'slow and bad food',
      },
    ];
  }).flat();
  roles = await give(engine, { responses });
});
afterAll(() => engine.close());

it.each(['satisfaction-index', 'drivers', 'importance-performance', 'what-if', 'sentiment', 'topics', 'anomalies'])(
  '%s tells how far it is while it computes',
  async (id) => {
    const metric = metrics.get(id)!;
    expect(metric.slow).toBe(true);
    const told: number[] = [];
    const params = { importance: 'derived', flagged: 'include', grain: 'day' };
    const fitting = Object.fromEntries(Object.entries(params).filter(([name]) => name in metric.params));
    const outcome = await run(
      metric,
      { params: fitting, roles, seed: 1 },
      { engine, metrics, progress: (share) => told.push(share) },
    );
    expect(outcome.kind).toBe('answered');
    expect(told.length).toBeGreaterThan(2);
    expect(Math.min(...told)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...told)).toBeGreaterThan(0.3);
    expect(Math.max(...told)).toBeLessThanOrEqual(1);
  },
);
