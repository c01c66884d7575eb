import type { Engine } from '../../engine/engine';
import type { Found, Metric, ResultRow, Setting, Value } from '../../metrics/metric';
import type { Total } from '../complement';
import type { Because } from '../gate';
import type { Groups } from '../whole-groups';

/** Whom a metric's rows are made of, by row: counted on the engine, never taken for granted. */
export interface Persons {
  readonly of: readonly (number | null)[];
  /** Who they are, as numbers that mean nothing elsewhere, where they are fewer than k. */
  readonly who?: readonly (readonly string[] | null)[];
  /** The largest share one person has of a row's sum; null where the row has none. */
  readonly largest: readonly (number | null)[];
  /** Behind the whole; null where nobody is behind it. */
  readonly whole: number | null;
  /** Rows share persons, so that no total gives one of them away. */
  readonly overlapping?: boolean;
  /** The rows' names were made by the persons (a path, a word): a row that is held back leaves no name either. */
  readonly nameless?: boolean;
  /** Groups of several rows that share out the whole between them, as cohorts do. */
  readonly groups?: Groups;
  /** Which sums of rows can be known outside once these rows are held back; absent: that of all rows. */
  readonly totals?: (hidden: ReadonlySet<number>) => readonly Total[];
  /** Single cells that are held back while their row goes; then no cell holds back its whole row. */
  readonly cells?: readonly HeldCell[];
  /** What is told of the whole once these rows are held back, where some of it would give them or other few away. */
  readonly told?: (found: Found, hidden: ReadonlySet<number>) => Found;
}

/** One figure of a row that stays, and why. */
export interface HeldCell {
  readonly row: number;
  readonly column: string;
  readonly because: Because;
}

/** A result whose persons are wanted. */
export interface Behind {
  readonly metric: Metric;
  readonly found: Found;
  readonly setting: Setting;
  /** Numbers of persons that results of the same metric have told before. */
  readonly told?: readonly number[];
}

/** A way of counting of one metric's own; fewer than `k` persons are too few. */
export type CountPersons = (engine: Engine, behind: Behind, k: number) => Promise<Persons>;

/** A number of a row, or null. */
export function numberOf(row: ResultRow | Readonly<Record<string, Value>>, column: string): number | null {
  const value = row[column];
  return typeof value === 'number' ? value : null;
}

/** A result without these figures of the whole. */
export function withoutFigures(found: Found, names: readonly string[]): Found {
  const summary = Object.fromEntries(Object.entries(found.summary).filter(([name]) => !names.includes(name)));
  return { ...found, summary };
}

/** For each row nothing. */
export function noneOf(rows: readonly ResultRow[]): readonly null[] {
  return rows.map(() => null);
}

/** Counts by a name, as the engine gives them in `key` and `n`. */
export function countsBy(rows: readonly Readonly<Record<string, unknown>>[]): ReadonlyMap<string | null, number> {
  return new Map(rows.map(({ key, n }) => [key === null || key === undefined ? null : String(key), Number(n)]));
}
