import type { Engine } from '../engine/engine';
import { sql } from '../engine/sql';
import { scoped, type Dated, type Filters } from '../model/filters';
import type { Found, Metric, Setting } from './metric';

/** The weight of a response: 1 unless one is given. */
export const responseWeight = sql`coalesce(weight, 1)`;

/** Holds on a response that can count by its weight: none is given, or a finite one above 0. */
export const hasWeight = sql`(weight IS NULL OR (weight > 0 AND isfinite(weight)))`;

const weightless = sql`SELECT count(*)::DOUBLE AS n FROM responses WHERE NOT ${hasWeight}`;

interface Running {
  readonly engine: Engine;
  readonly metrics: ReadonlyMap<string, Metric>;
  readonly only?: Filters | undefined;
  readonly dated?: Dated | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Whether there are responses that cannot count by their weight. */
export async function anyWeightless({ roles }: Setting, { engine, signal }: Running): Promise<boolean> {
  if (!roles.has('responses.weight')) return false;
  const [row] = await engine.query(weightless, { signal, first: 'canonical' });
  return Number(row?.n) > 0;
}

/** What was found, with how many responses are left out of it for their weight, where it rests on weights. */
export async function withoutWeightless(
  found: Found,
  metric: Metric,
  setting: Setting,
  { engine, metrics, only, dated, signal }: Running,
): Promise<Found> {
  if (!isWeighted(metric, setting, metrics)) return found;
  const [row] = await engine.query(scoped(weightless, only ?? {}, dated), { signal, first: 'canonical' });
  return { ...found, summary: { ...found.summary, weightless: Number(row?.n) } };
}

/** A metric that works on others rests on weights where one of them does. */
function isWeighted(metric: Metric, setting: Setting, metrics: ReadonlyMap<string, Metric>): boolean {
  const used = Object.values(metric.uses(setting));
  return used.length ? used.some(({ metric: id }) => metrics.get(id)?.weighted) : metric.weighted === true;
}
