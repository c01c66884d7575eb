import { afterAll, beforeAll, expect, it } from 'vitest';
import { give } from '../../test/engines/given';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { metrics } from '../metrics';
import { run } from '../metrics/run';
import { headedFor } from './headed';
import { leave } from './leave';
import { summaryLine } from './summary-line';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const responses = Array.from({ length: 80 }, (_, at) => ({
  response_id: String(at),
  touchpoint: 'shop',
  kind: 'csat',
  score: at % 3 ? 5 : 2,
  scale_min: 1,
  scale_max: 5,
  submitted_at: at % 2 ? '2025-02-15' : '2025-05-15',
}));

it.each([
  [{}, 'percent', 'pp'],
  [{ value: 'mean' }, 'number', 'number'],
  [{ metric: 'nps' }, 'points', 'points'],
] as const)(
  'writes a change of %j in the unit of what it compares: in tables, summaries and what leaves',
  async (params, unit, ofDifference) => {
    const rows =
      unit === 'points'
        ? responses.map((row) => ({ ...row, kind: 'nps', score: 2 * row.score - 1, scale_min: 0, scale_max: 10 }))
        : responses;
    const [metric, roles] = [metrics.get('change')!, await give(engine, { responses: rows })];
    const sides = { before: '2025-01-01/2025-03-31', after: '2025-04-01/2025-06-30' };
    const setting = { params: { ...sides, ...params }, roles, seed: 1 };
    const outcome = await run(metric, setting, { engine, metrics });
    if (outcome.kind !== 'answered') throw new Error(outcome.kind);
    const { found } = outcome;
    const { columns } = await leave({ kind: 'metric', metric, found, setting }, { engine, k: 2, agreed: true });
    const formats = ['before', 'difference', 'low', 'p', 'n_before'].map(
      (name) => columns.find((one) => one.name === name)?.format,
    );
    expect(formats).toEqual([unit, ofDifference, ofDifference, 'p', 'count']);
    expect(summaryLine(headedFor(metric, found), 'detectable', found.summary.detectable ?? null, metrics)?.format).toBe(
      ofDifference,
    );
  },
);
