import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { give } from '../../test/engines/given';
import type { Engine } from '../engine/engine';
import { WorkbenchError } from '../engine/errors';
import { asMessage, fromMessage } from '../engine/error-message';
import { openNative } from '../headless/native';
import { explained } from '../workspace/explained';
import { metrics } from './index';
import { allowedOf, settle, type Param } from './params';
import { run } from './run';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

/** What no parameter of the kind can be, whatever the data. */
function misfits(param: Param): readonly unknown[] {
  switch (param.kind) {
    case 'number':
      return ['zzz', param.min - 1, param.max + 1, ...(param.whole ? [param.min + 0.5] : [])];
    case 'choice':
      return ['zzz', 5];
    case 'choices':
      return ['zzz', [5]];
    case 'flag':
      return ['zzz'];
    case 'list':
      return [[5], '[', 5];
    case 'json':
      return ['{'];
    default:
      return [5];
  }
}

/** What fits the kind and may yet be nonsense to the metric. */
function oddities(param: Param): readonly unknown[] {
  switch (param.kind) {
    case 'choice':
      return Object.keys(param.of);
    case 'flag':
      return [true];
    case 'list':
      return ['zzz', []];
    case 'json':
      return ['5', '[]', '["zzz"]', '[1]', '{"zzz":1}', '{"zzz":-1}', '{"zzz":{"zzz":-1}}', '[[1,2],[3]]'];
    case 'text':
    case 'metric':
    case 'group':
      return ['zzz', 'period', '2025-06-30/2025-01-01', '=1', 'customers.zzz=1', 'change'];
    default:
      return [];
  }
}

/** In both languages, English as in the terminal, and in the reader's language when it is explained. */
function saysBoth(error: unknown, about: string) {
  expect(error, about).toBeInstanceOf(WorkbenchError);
  if (!(error instanceof WorkbenchError)) return;
  expect(error.code, about).toBe('parameter');
  const { en, zh } = allowedOf(error);
  expect(zh, about).not.toBe(en);
  expect(zh, about).toMatch(/\p{Script=Han}/u);
  expect(zh, about).not.toMatch(/你|undefined|\[object/);
  const { name, value } = error.details;
  expect(error.message, about).toBe(`parameter ${String(name)} is "${String(value)}", not ${en}`);
  const crossed = fromMessage(structuredClone(asMessage(error)));
  const { details } = explained(crossed);
  expect(
    details.map(([, told]) => told),
    about,
  ).toEqual([name, value, { en, zh }]);
}

const thrownBy = (act: () => unknown): unknown => {
  try {
    return act();
  } catch (error) {
    return error;
  }
};

describe.each([...metrics.values()].map((metric) => [metric.id, metric] as const))('%s', (_, metric) => {
  it('refuses what a parameter cannot be in both languages', () => {
    saysBoth(
      thrownBy(() => settle(metric.params, { zzz: 1 })),
      'a stranger',
    );
    for (const [name, param] of Object.entries(metric.params))
      for (const value of misfits(param))
        saysBoth(
          thrownBy(() => settle(metric.params, { [name]: value })),
          `${name} = ${JSON.stringify(value)}`,
        );
  });

  it('refuses in both languages what does not fit its data', async () => {
    const roles = await give(engine, metric.example.given);
    const set = metric.example.params ?? {};
    for (const [name, param] of Object.entries(metric.params))
      for (const value of oddities(param)) {
        const setting = { params: { ...set, [name]: value }, roles, seed: 1 };
        const error: unknown = await run(metric, setting, { engine, metrics }).then(
          () => null,
          (reason: unknown) => reason,
        );
        if (error !== null) saysBoth(error, `${name} = ${JSON.stringify(value)}`);
      }
  });
});
