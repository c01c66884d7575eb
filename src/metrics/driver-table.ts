import { dependentColumns } from '../stats/dependent-columns';
import { correlations } from '../stats/moments';
import { tQuantile } from '../stats/t-quantile';
import type { Random } from '../stats/random';
import { driversOf, momentsOf, type DriverMethod, type Drivers } from './driver-shares';
import { completeRows, formsOf, usedRows, type CompleteRow, type ItemMatrix } from './item-matrix';
import type { Progress } from './metric';
import type { Scale } from './scale';

interface Wishes {
  readonly method: DriverMethod;
  readonly confidence: number;
  /** Whoever rated every item, or whoever rated any (see `usedRows`). */
  readonly cases: 'complete' | 'used';
  /** Go on below the least number of people. */
  readonly anyway: boolean;
  readonly random: () => Random;
  /** Hears 0 to 1 while the intervals are drawn. */
  readonly progress: Progress;
}

/** What `items` do for overall among the people of a matrix: a row each in this order, and what the rows rest on. */
export function driverTable(
  matrix: ItemMatrix,
  items: readonly string[],
  { method, confidence, cases, anyway, random, progress }: Wishes,
) {
  // prettier-ignore
  const places = items.map((item) => matrix.items.indexOf(item));
  const complete: readonly CompleteRow[] =
    cases === 'complete' ? completeRows(matrix, places, true) : usedRows(matrix, places);
  const [n, forms] = [formsOf(complete), formsOf(matrix.rows)];
  const needed = Math.max(100, 20 * items.length);
  const overallAt = items.length;
  const varies = (at: number) => complete.some(({ values }) => values[at] !== complete[0]?.values[at]);
  const usable = items.flatMap((_, at) => (varies(at) ? [at] : []));
  const used = complete.map((row) => ({ ...row, values: [...usable, overallAt].map((at) => row.values[at] ?? 0) }));
  const can = (n >= needed || anyway) && usable.length > 0 && varies(overallAt);
  const found = can ? driversOf(used, { method, confidence, random: random(), progress }) : null;
  const known = can ? momentsOf(used) : null;
  const beside = known && correlations(known);
  const overallScale = matrix.found.placed.find(({ kind }) => kind === matrix.overallKind)?.scale ?? null;
  const rows = items.map((driver, nth) => {
    const at = places[nth] ?? -1;
    const own = found?.drivers[usable.indexOf(nth)];
    const correlation = beside?.[usable.indexOf(nth)]?.[usable.length];
    const scale = matrix.scales[at] ?? null;
    const rated = matrix.rows.filter((row) => row.items[at] != null);
    const top = rated.filter((row) => scale && (row.items[at] ?? 0) >= scale.max);
    return {
      driver,
      n,
      correlation: own?.correlation ?? correlation ?? null,
      beta: own?.beta ?? null,
      sign: own?.sign ?? null,
      lmg: own?.lmg ?? null,
      johnson: own?.johnson ?? null,
      share: own?.share ?? null,
      low: own?.low ?? null,
      high: own?.high ?? null,
      vif: own?.vif ?? null,
      score: scale
        ? onHundred(
            rated.map((row) => ({ score: row.items[at] ?? null, mass: row.n * row.weight })),
            scale,
          )
        : null,
      ...slopeOf(own, found, confidence, scale, overallScale),
      used: rated.length ? formsOf(rated) / forms : null,
      ceiling: rated.length ? formsOf(top) / formsOf(rated) : null,
    };
  });
  const overall = matrix.rows.map((row) => ({ score: row.overall, mass: row.n * row.weight }));
  return {
    rows,
    complete,
    found,
    /** Why there are no shares, or which items are in none. */
    flat: items.filter((_, at) => complete.length > 0 && !varies(at)),
    flatOverall: complete.length > 0 && !varies(overallAt),
    dependent:
      found || !known ? [] : dependentColumns(known, usable.length).flatMap((at) => items[usable[at] ?? -1] ?? []),
    n,
    needed,
    incomplete: forms - n,
    overallScore: overallScale ? onHundred(overall, overallScale) : null,
  };
}

/** Points of overall for a point of the item, both on 0 to 100, with its t interval. */
function slopeOf(
  own: Drivers['drivers'][number] | undefined,
  found: Drivers | null,
  confidence: number,
  scale: Scale | null,
  overallScale: Scale | null,
) {
  const per = scale && overallScale ? (scale.max - scale.min) / (overallScale.max - overallScale.min) : null;
  if (!own || !found || per === null) return { slope: null, slope_low: null, slope_high: null };
  const slope = own.slope * per;
  const half = own.error === null ? null : own.error * per * tQuantile(0.5 + confidence / 2, found.freedom);
  return { slope, slope_low: half === null ? null : slope - half, slope_high: half === null ? null : slope + half };
}

/** The mean on 0 to 100; null when nobody answered. */
function onHundred(
  answers: readonly { readonly score: number | null; readonly mass: number }[],
  { min, max }: Scale,
): number | null {
  let [sum, mass] = [0, 0];
  for (const one of answers) {
    if (one.score === null) continue;
    sum += one.score * one.mass;
    mass += one.mass;
  }
  return mass > 0 && max > min ? (100 * (sum / mass - min)) / (max - min) : null;
}
