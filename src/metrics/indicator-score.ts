import type { Text } from '../i18n/text';
import { bandedScore } from '../stats/banded-score';
import { linearScore } from '../stats/linear-score';
import { toleranceScore } from '../stats/tolerance-score';
import { refused } from './params';

/** What an indicator was, is and shall be. */
export interface Indicator {
  readonly actual: number | null;
  readonly baseline: number | null;
  readonly target: number | null;
}

interface Scoring {
  readonly two: boolean;
  readonly banded: boolean;
  readonly edges: readonly number[] | null;
  readonly tolerance: number | undefined;
}

/** 0 to 1, or null where a number that it needs is missing or target and baseline are equal. */
export function scoreOf(
  { actual, baseline, target }: Indicator,
  { two, banded, edges, tolerance }: Scoring,
): number | null {
  if (actual === null) return null;
  if (banded && !two) {
    const between = edges ?? (baseline === null || target === null ? [] : [baseline, target]);
    return bandedScore(between, actual);
  }
  if (target === null) return null;
  if (two) return toleranceScore(actual, target, tolerance ?? (baseline === null ? 0 : Math.abs(baseline - target)));
  return baseline === null ? null : linearScore(actual, baseline, target);
}

/** Whether the direction says that nearness to the target is good, from either side. */
export function isTwoSided(direction: string | null): boolean {
  return /two|both|target|range|双|区间|适中/i.test(direction ?? '');
}

/** Whether the direction says one way and baseline and target the other. */
export function isContrary({
  direction,
  baseline,
  target,
}: Indicator & { readonly direction: string | null }): boolean {
  if (baseline === null || target === null || isTwoSided(direction)) return false;
  if (/less|low|down|min|decreas|越低|越小|低|降/i.test(direction ?? '')) return target > baseline;
  return /more|high|up|max|increas|越高|越大|高|升/i.test(direction ?? '') && target < baseline;
}

const bandsAllowed: Text = {
  en: 'a list of at least two edges, or indicator → list',
  zh: '至少含两个边界的列表，或 指标 → 列表',
};

/** The parameter `bands`: the edges of an indicator by its name, null where there are none of its own. */
export function bandsOf(bands: unknown): (name: string) => readonly number[] | null {
  if (bands === null) return () => null;
  const edges = (value: unknown): readonly number[] => {
    if (Array.isArray(value) && value.length >= 2 && value.every((edge): edge is number => typeof edge === 'number'))
      return value;
    throw refused('bands', bands, bandsAllowed);
  };
  if (Array.isArray(bands)) {
    const shared = edges(bands);
    return () => shared;
  }
  if (typeof bands !== 'object') throw refused('bands', bands, bandsAllowed);
  const own = new Map(Object.entries(bands ?? {}).map(([name, value]) => [name, edges(value)]));
  return (name) => own.get(name) ?? null;
}

/** A parameter that gives numbers by name. */
export function numbersOf(param: string, value: unknown): Readonly<Record<string, number>> {
  if (value === null) return {};
  const allowed = { en: 'an object of name → number ≥ 0', zh: 'JSON 对象：名称 → 不小于 0 的数' };
  if (typeof value !== 'object' || Array.isArray(value)) throw refused(param, value, allowed);
  const entries = Object.entries(value).map(([name, number]: [string, unknown]) => {
    if (typeof number !== 'number' || !(number >= 0)) throw refused(param, value, allowed);
    return [name, number] as const;
  });
  return Object.fromEntries(entries);
}
