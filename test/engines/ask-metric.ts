import type { Engine } from '../../src/engine/engine';
import { say } from '../../src/i18n/say';
import { locales, type Locale } from '../../src/i18n/text';
import { metrics } from '../../src/metrics';
import type { Given, ResultRow, Value } from '../../src/metrics/metric';
import { run } from '../../src/metrics/run';
import { give } from './given';

/** What a metric says to rows of canonical tables: rows, summary and its remarks as spoken. */
export interface Answer {
  readonly kind: 'answered' | 'lacking' | 'empty';
  readonly rows: readonly ResultRow[];
  readonly summary: Readonly<Record<string, Value>>;
  readonly remarks: Readonly<Record<Locale, string>>;
}

/** Gives the rows, asks the metric, and holds it to plain finite data, remarks and charts in both languages. */
export async function askMetric(
  engine: Engine,
  id: string,
  given: Given,
  params: Readonly<Record<string, unknown>> = {},
  seed = 1,
): Promise<Answer> {
  return askMetricWith(engine, id, await give(engine, given), params, seed);
}

/** The same on the canonical tables as they are, of which `roles` are mapped. */
async function askMetricWith(
  engine: Engine,
  id: string,
  roles: ReadonlySet<string>,
  params: Readonly<Record<string, unknown>> = {},
  seed = 1,
): Promise<Answer> {
  const metric = metrics.get(id);
  if (!metric) throw new Error(`no metric ${id}`);
  const setting = { params, roles, seed };
  const outcome = await run(metric, setting, { engine, metrics });
  if (outcome.kind !== 'answered') return { kind: outcome.kind, rows: [], summary: {}, remarks: { en: '', zh: '' } };
  const { found } = outcome;
  refuseInfinite(found, id);
  for (const locale of locales) metric.charts(found, setting, locale);
  const spoken = (locale: Locale) =>
    metric
      .remarks(found, setting)
      .map((remark) => `${remark.level}: ${say(remark.say, remark.with, locale)}`)
      .join('\n');
  return {
    kind: 'answered',
    rows: found.rows,
    summary: found.summary,
    remarks: { en: spoken('en'), zh: spoken('zh') },
  };
}

function refuseInfinite(value: unknown, path: string): void {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error(`${path} is ${String(value)}`);
  if (value && typeof value === 'object')
    for (const [name, part] of Object.entries(value)) refuseInfinite(part, `${path}.${name}`);
}
