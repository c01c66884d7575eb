import type { Text } from '../i18n/text';
import type { Used, Value } from './metric';
import { jsonObject, refused } from './params';

/** A score that can be moved and what a point of it brings, all on 0 to 100. */
export interface Lever {
  readonly touchpoint: string;
  readonly n: number;
  readonly now: number | null;
  readonly nowLow: number | null;
  readonly nowHigh: number | null;
  /** Points of the result for a point of the score. */
  readonly pull: number | null;
  readonly pullLow: number | null;
  readonly pullHigh: number | null;
  /** The same for overall satisfaction, where drivers could be found. */
  readonly overall: number | null;
  readonly overallLow: number | null;
  readonly overallHigh: number | null;
}

export interface Levers {
  readonly model: 'index' | 'drivers';
  /** The result before any change, and its interval where it has one. */
  readonly now: number | null;
  readonly nowLow: number | null;
  readonly nowHigh: number | null;
  readonly each: readonly Lever[];
}

/** By how much, or to which score. */
export type Change = { readonly add: number } | { readonly to: number };

/** The levers of the index, or of the drivers where these were asked for or there is no index; null where there is neither. */
export function leversOf(model: string, index: Used | undefined, drivers: Used | undefined): Levers | null {
  const slopes = new Map(
    drivers?.kind === 'answered' ? drivers.found.rows.map((row) => [String(row.driver), row] as const) : [],
  );
  if (model !== 'drivers' && index?.kind === 'answered') {
    const covered = number(index.found.summary.covered_weight);
    const now = number(index.found.summary.index);
    const each = index.found.rows.map((row): Lever => {
      const weight = number(row.weight);
      const pull = now === null || weight === null || !covered ? null : weight / covered;
      const slope = slopes.get(String(row.touchpoint));
      return {
        touchpoint: String(row.touchpoint),
        n: number(row.n) ?? 0,
        now: number(row.score),
        nowLow: number(row.low),
        nowHigh: number(row.high),
        pull,
        pullLow: pull,
        pullHigh: pull,
        overall: number(slope?.slope),
        overallLow: number(slope?.slope_low),
        overallHigh: number(slope?.slope_high),
      };
    });
    const { low, high } = index.found.summary;
    return { model: 'index', now, nowLow: number(low), nowHigh: number(high), each };
  }
  if (model === 'index' || drivers?.kind !== 'answered') return null;
  const each = [...slopes].map(([touchpoint, row]): Lever => {
    const [pull, pullLow, pullHigh] = [number(row.slope), number(row.slope_low), number(row.slope_high)];
    const now = number(row.score);
    return {
      touchpoint,
      n: number(row.n) ?? 0,
      now,
      nowLow: now,
      nowHigh: now,
      pull,
      pullLow,
      pullHigh,
      overall: pull,
      overallLow: pullLow,
      overallHigh: pullHigh,
    };
  });
  const now = number(drivers.found.summary.overall_score);
  return { model: 'drivers', now, nowLow: now, nowHigh: now, each };
}

/** Where the result may lie after the changes: today's interval, moved by the least and the most that they can bring. */
export function reached(
  { nowLow, nowHigh }: Levers,
  gain: { readonly low: number | null; readonly high: number | null },
) {
  const at = (now: number | null, by: number | null) =>
    now === null || by === null ? null : Math.max(0, Math.min(100, now + by));
  return { index_then_low: at(nowLow, gain.low), index_then_high: at(nowHigh, gain.high) };
}

/** One row: where the score goes, and what that brings with its interval. */
export function moved(lever: Lever, change: Change, effort: number | null) {
  const then = lever.now === null ? null : goal(lever.now, change);
  const wanted = lever.now === null ? null : 'to' in change ? change.to : lever.now + change.add;
  const by = (score: number | null) => (score === null ? null : goal(score, change) - score);
  const step = by(lever.now);
  const steps = [by(lever.nowLow), by(lever.nowHigh)];
  const gain = product(step, lever.pull);
  const ends = span(steps, [lever.pullLow, lever.pullHigh]);
  const overall = span([step], [lever.overallLow, lever.overallHigh]);
  return {
    touchpoint: lever.touchpoint,
    n: lever.n,
    now: lever.now,
    then,
    index_gain: gain,
    low: gain === null ? null : ends.low,
    high: gain === null ? null : ends.high,
    overall_gain: product(step, lever.overall),
    overall_low: overall.low,
    overall_high: overall.high,
    effort,
    gain_per_effort: gain === null || effort === null ? null : gain / effort,
    clipped: wanted !== null && then !== null && Math.abs(wanted - then) > 1e-9,
  };
}

/** The sum of those that exist; null where none does, or where one is not a number. */
export function total(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  const sum = known.reduce((all, value) => all + value, 0);
  return known.length && Number.isFinite(sum) ? sum : null;
}

/** The parameter `changes`, by touchpoint; without it `standard` points each. */
export function changesOf(changes: unknown, names: readonly string[], standard: number): ReadonlyMap<string, Change> {
  if (changes === null) return new Map(names.map((name) => [name, { add: standard }]));
  const allowed = {
    en: `JSON of points, or {"to": 0 to 100}, by touchpoint (${names.join(', ')})`,
    zh: `JSON：触点 → 增加的分数，或 → {"to": 0 至 100}（触点为 ${names.join('、')}）`,
  };
  return new Map(
    entries('changes', changes, names, allowed).map(([name, value]): readonly [string, Change] => {
      if (typeof value === 'number' && Math.abs(value) <= 100) return [name, { add: value }];
      const to: unknown = value !== null && typeof value === 'object' && 'to' in value ? value.to : null;
      if (typeof to !== 'number' || !(to >= 0 && to <= 100)) throw refused('changes', changes, allowed);
      return [name, { to }];
    }),
  );
}

/** The parameter `effort`, by touchpoint. */
export function effortOf(effort: unknown, names: readonly string[]): ReadonlyMap<string, number> {
  if (effort === null) return new Map();
  const allowed = {
    en: `JSON of efforts over 0 by touchpoint (${names.join(', ')})`,
    zh: `JSON：触点 → 大于 0 的投入（触点为 ${names.join('、')}）`,
  };
  return new Map(
    entries('effort', effort, names, allowed).map(([name, value]) => {
      if (typeof value !== 'number' || !(value > 0)) throw refused('effort', effort, allowed);
      return [name, value];
    }),
  );
}

/** Another metric's parameters as given in JSON. */
export function paramsOf(value: unknown): Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw refused('index_params', value, jsonObject);
  return value as Readonly<Record<string, unknown>>;
}

function entries(name: string, value: unknown, names: readonly string[], allowed: Text) {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw refused(name, value, allowed);
  const found: readonly (readonly [string, unknown])[] = Object.entries(value);
  if (!found.every(([touchpoint]) => names.includes(touchpoint))) throw refused(name, value, allowed);
  return found;
}

function goal(score: number, change: Change): number {
  return Math.max(0, Math.min(100, 'to' in change ? change.to : score + change.add));
}

function product(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a * b;
}

/** The least and the greatest product of one of each; null where one is unknown. */
function span(steps: readonly (number | null)[], pulls: readonly (number | null)[]) {
  const products = steps.flatMap((step) => pulls.map((pull) => product(step, pull)));
  const known = products.filter((one) => one !== null);
  if (known.length < products.length) return { low: null, high: null };
  return { low: Math.min(...known), high: Math.max(...known) };
}

function number(value: Value | undefined): number | null {
  return typeof value === 'number' ? value : null;
}
