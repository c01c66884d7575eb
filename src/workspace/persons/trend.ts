import type { Engine } from '../../engine/engine';
import type { Found, Setting, Value } from '../../metrics/metric';
import { complementOf } from '../complement';
import { byGroup, type Table } from './by-group';

/** A result without the periods of its trend that rest on few persons or stand at an end of the scale, nor as many others as it takes. */
export async function withoutFewPeriods(
  engine: Engine,
  { found, setting, table }: { readonly found: Found; readonly setting: Setting; readonly table: Table },
  k: number,
): Promise<(found: Found) => Found> {
  const trend = pointsOf(found.summary.trend);
  const { grain } = setting.params;
  const groups = await byGroup(engine, setting, { ...table, by: 'period', grain, summary: found.summary }, k);
  const persons = trend.map(({ period }) => groups.get(String(period))?.persons ?? 0);
  const isEnd = ({ index, present }: Point) => [index, present].some((value) => value === 0 || value === 100);
  const hidden = new Set(trend.flatMap((point, at) => ((persons[at] ?? 0) < k || isEnd(point) ? [at] : [])));
  const further = complementOf({
    hidden,
    persons,
    who: trend.map(({ period }) => groups.get(String(period))?.who ?? null),
    totals: [{ rows: trend.map((_, at) => at) }],
    k,
  });
  const told = new Set(trend.flatMap(({ period }, at) => (hidden.has(at) || further.has(at) ? [] : [period])));
  return (all) => ({
    ...all,
    summary: { ...all.summary, trend: pointsOf(all.summary.trend).filter(({ period }) => told.has(period)) },
  });
}

type Point = Readonly<Record<string, Value>>;

function pointsOf(trend: Value | undefined): readonly Point[] {
  return Array.isArray(trend) ? (trend as readonly Point[]) : [];
}
