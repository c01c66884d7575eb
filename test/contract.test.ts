import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Engine } from '../src/engine/engine';
import { openNative } from '../src/headless/native';
import { metrics } from '../src/metrics';
import { run } from '../src/metrics/run';
import { give } from './engines/given';
import { contract, type Promised } from './fixtures/contract';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

it('has the modules that are promised, and no others', () => {
  expect([...metrics.keys()].sort()).toEqual(Object.keys(contract).sort());
});

it.each(Object.entries(contract))(
  '%s takes its parameters, and gives its columns and figures',
  async (id, promised) => {
    const metric = metrics.get(id)!;
    expect(parametersOf(id, promised)).toEqual(promised.params ?? {});
    const roles = await give(engine, metric.example.given);
    const asked = { params: metric.example.params ?? {}, roles, seed: 1 };
    const outcome = await run(metric, asked, { engine, metrics });
    if (outcome.kind !== 'answered') throw new Error(outcome.kind);
    const { rows, summary } = outcome.found;
    const [first, ...more] = promised.rows.split(' ');
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(Object.keys(row)[0]).toBe(first);
      expect(Object.keys(row)).toEqual(expect.arrayContaining(more));
    }
    const figures = [...(metric.params.by ? ['by'] : []), ...(promised.summary?.split(' ') ?? [])];
    expect(Object.keys(summary)).toEqual(expect.arrayContaining(figures));
  },
);

/** What the module has under each promised name: its default, and of a choice those promised values that it knows. */
function parametersOf(id: string, { params = {} }: Promised) {
  const own = metrics.get(id)!.params;
  return Object.fromEntries(
    Object.entries(params).map(([name, wanted]) => {
      const param = own[name];
      if (!Array.isArray(wanted) || param?.kind !== 'choice')
        return [name, param ? param.default : 'no such parameter'];
      return [name, [param.default, ...wanted.slice(1).filter((value) => Object.hasOwn(param.of, value))]];
    }),
  );
}
