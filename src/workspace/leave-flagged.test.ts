import { afterAll, beforeAll, expect, it } from 'vitest';
import { give } from '../../test/engines/given';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { metrics } from '../metrics';
import { run } from '../metrics/run';
import { leave } from './leave';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

/** 60 people who rate six items; three of them say 5 to everything. */
const responses = Array.from({ length: 60 }, (_, who) =>
  Array.from({ length: 6 }, (_, at) => ({
    response_id: String(who),
    customer_id: `c${String(who)}`,
    touchpoint: `t${String(at % 2)}`,
    item: `q${String(at)}`,
    kind: 'csat',
    score: who < 3 ? 5 : 1 + ((who * 7 + at * 3) % 5),
  })),
).flat();

it.each([
  ['csat', {}, 'without_flagged'],
  ['csat', { flagged: 'exclude' }, 'with_flagged'],
  ['reliability', {}, 'without_flagged'],
])('strips the figures beside those of %s (%j), which tell of the few that are flagged', async (id, params, twin) => {
  const roles = await give(engine, { responses });
  const metric = metrics.get(id)!;
  const setting = { params, roles, seed: 1 };
  const outcome = await run(metric, setting, { engine, metrics });
  if (outcome.kind !== 'answered') throw new Error(outcome.kind);
  expect(outcome.found.summary[twin]).toMatchObject({ flagged: 3, forms: 60 });
  expect(outcome.found.rows[0]).toHaveProperty(twin);
  expect(JSON.stringify(metric.remarks(outcome.found, setting))).toContain('flag of authenticity');

  const cleared = await leave({ kind: 'metric', metric, found: outcome.found, setting }, { engine, k: 5 });
  expect(cleared.shown.length).toBeGreaterThan(0);
  expect(Object.keys(cleared.summary).length).toBeGreaterThan(0);
  const gone = JSON.stringify([
    cleared.columns,
    cleared.rows,
    cleared.shown,
    cleared.summary,
    cleared.remarks(),
    cleared.charts('en'),
    cleared.charts('zh'),
  ]);
  expect(gone).not.toMatch(/without_flagged|with_flagged|flag of authenticity/);
});
