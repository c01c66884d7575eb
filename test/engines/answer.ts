import type { Engine } from '../../src/engine/engine';
import { metrics } from '../../src/metrics';
import type { Found, Given } from '../../src/metrics/metric';
import { run } from '../../src/metrics/run';
import { give } from './given';

/** What the metric finds in exactly these rows; throws unless it answers. */
export async function answer(
  engine: Engine,
  id: string,
  given: Given,
  params: Readonly<Record<string, unknown>> = {},
): Promise<Found> {
  return answerOn(engine, id, await give(engine, given), params);
}

/** The same on tables that are there already. */
export async function answerOn(
  engine: Engine,
  id: string,
  roles: ReadonlySet<string>,
  params: Readonly<Record<string, unknown>> = {},
): Promise<Found> {
  const metric = metrics.get(id);
  if (!metric) throw new Error(`no metric ${id}`);
  const outcome = await run(metric, { params, roles, seed: 1 }, { engine, metrics });
  if (outcome.kind !== 'answered') throw new Error(`${id}: ${outcome.kind}`);
  return outcome.found;
}
