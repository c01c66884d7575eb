import type { Progress } from './metric';
import { lmgLimit } from '../stats/lmg';
import type { Random } from '../stats/random';
import { driversOf, type DriverMethod } from './driver-shares';
import { groupBy } from './group-by';
import type { Ends } from './importance-field';
import { completeRows, formsOf, itemMatrix } from './item-matrix';
import { boundedMeanInterval, moments } from './moments';
import type { Pattern, PatternCell } from './patterns';
import { rescaled } from './scale';
import { sortCells } from './score-cells';

/** Why there is no importance, as the remarks say it. */
export type NoImportance = 'few' | 'no overall' | 'no variation' | 'unexplained' | 'unstated';

/** Importance by touchpoint or item; empty where `why` says that there is none. */
export interface Importance {
  readonly values: ReadonlyMap<string, number>;
  readonly ends: ReadonlyMap<string, Ends>;
  readonly why: NoImportance | null;
  /** Complete cases behind a derived importance, and how many it needs. */
  readonly n: number | null;
  readonly needed: number;
  readonly r2: number | null;
  readonly method: DriverMethod | null;
}

type Naming = (cell: PatternCell) => string | null;

const none = { values: new Map<string, number>(), ends: new Map<string, Ends>(), method: null } as const;

/** Shares of the explained overall score: LMG up to 15 items, Johnson beyond; refused below max(100, 20 × items) or R² .1. */
export function derivedImportance(
  cells: readonly PatternCell[],
  sets: readonly Pattern[],
  name: Naming,
  wishes: {
    readonly confidence: number;
    readonly anyway: boolean;
    readonly random: Random;
    readonly progress?: Progress;
  },
): Importance {
  const matrix = itemMatrix(
    cells.filter(({ kind }) => kind !== 'importance'),
    sets,
    name,
  );
  const { items } = matrix;
  const complete = completeRows(
    matrix,
    items.map((_, at) => at),
    true,
  );
  const n = formsOf(complete);
  const needed = Math.max(100, 20 * items.length);
  const lacking = (why: NoImportance, r2: number | null = null) => ({ ...none, n, needed, r2, why });
  if (matrix.overallKind === null) return lacking('no overall');
  if (n < needed && !wishes.anyway) return lacking('few');
  const method = items.length <= lmgLimit ? 'lmg' : 'johnson';
  const found = driversOf(complete, { method, ...wishes });
  if (!found) return lacking('no variation');
  if (found.r2 < 0.1) return lacking('unexplained', found.r2);
  const { drivers, r2 } = found;
  const at = <T>(of: (driver: (typeof drivers)[number] | undefined) => T) =>
    new Map(items.map((item, index) => [item, of(drivers[index])]));
  return {
    values: at((driver) => driver?.share ?? 0),
    ends: at((driver) => ({ low: driver?.low ?? null, high: driver?.high ?? null })),
    why: null,
    n,
    needed,
    r2,
    method,
  };
}

/** Mean answers to how important each is, on 0 to 100, with their intervals. */
export function statedImportance(cells: readonly PatternCell[], name: Naming, confidence: number): Importance {
  const { placed } = sortCells(cells.filter((cell) => cell.kind === 'importance' && name(cell) !== null));
  const items = [...groupBy(placed, (cell) => name(cell) ?? '')].map(([item, own]) => {
    const found = moments(own.map((cell) => ({ ...cell, value: rescaled(cell.scale, cell.score, 'minmax') })));
    const ends = boundedMeanInterval(found, confidence, { min: 0, max: 100 });
    return { item, mean: found?.mean ?? 0, ends: { low: ends?.low ?? null, high: ends?.high ?? null } };
  });
  return {
    ...none,
    values: new Map(items.map(({ item, mean }) => [item, mean])),
    ends: new Map(items.map(({ item, ends }) => [item, ends])),
    why: items.length ? null : 'unstated',
    n: null,
    needed: 0,
    r2: null,
  };
}
