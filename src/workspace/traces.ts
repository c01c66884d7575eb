import { complementOf } from './complement';

/** A group that was held back, by the names that make it: one, or several as in a step from here to there. */
export type HeldGroup = readonly string[];

const counts = /^(?:n|count|customers|persons|size|respondents|reached|entered|orders|answers|events|visits|left)$/;

/** A copy in which no list has an entry, and no record a key, of these groups. */
export function without(value: unknown, groups: readonly HeldGroup[]): unknown {
  if (Array.isArray(value)) return value.filter((part) => !isAbout(part, groups)).map((part) => without(part, groups));
  const named = (key: unknown) => groups.some((group) => group.length === 1 && group[0] === String(key));
  if (value instanceof Map)
    return new Map([...value].filter(([key]) => !named(key)).map(([key, part]) => [key, without(part, groups)]));
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, part]) => (named(key) ? [] : [[key, without(part, groups)]])),
  );
}

/** Whether some count in it is of fewer than k (and not of none). */
export function hasFew(value: unknown, k: number): boolean {
  const least = leastCount(value);
  return least !== null && least < k;
}

/**
 * A copy of a summary in which no list has an entry, and no record of counts a key, of fewer than k (and not of none), nor
 * as many others as it takes that those do not follow from the sum.
 */
export function withoutFew<V>(summary: Readonly<Record<string, V>>, k: number): Readonly<Record<string, V>> {
  const kept = (value: unknown): unknown => {
    if (Array.isArray(value)) return enough(value, leastCount, k);
    if (value === null || typeof value !== 'object' || value instanceof Date) return value;
    const entries = Object.entries(value);
    const areCounts = entries.every(([, count]) => Number.isInteger(count) && Number(count) >= 0);
    return areCounts ? Object.fromEntries(enough(entries, ([, count]) => Number(count) || null, k)) : value;
  };
  return Object.fromEntries(Object.entries(summary).map(([name, value]) => [name, kept(value) as V]));
}

function enough<P>(parts: readonly P[], countOf: (part: P) => number | null, k: number): readonly P[] {
  const persons = parts.map(countOf);
  const hidden = new Set(persons.flatMap((n, at) => (n !== null && n < k ? [at] : [])));
  const further = complementOf({ hidden, persons, totals: [{ rows: parts.map((_, at) => at) }], k });
  return parts.filter((_, at) => !hidden.has(at) && !further.has(at));
}

/** The smallest count in it that is not 0. */
function leastCount(value: unknown): number | null {
  if (value === null || typeof value !== 'object') return null;
  const found = Object.entries(value).flatMap(([key, part]: [string, unknown]) => {
    const n = typeof part === 'number' ? (counts.test(key) && part > 0 ? part : null) : leastCount(part);
    return n === null ? [] : [n];
  });
  return found.length ? found.reduce((least, n) => Math.min(least, n)) : null;
}

/** Whether a chart or remark still speaks of a group that was held back: in data, tooltip, title or alternative. */
export function mentions(part: unknown, groups: readonly HeldGroup[]): boolean {
  if (!groups.length) return false;
  if (typeof part === 'string') return groups.some((group) => isIn(part, group));
  if (part === null || typeof part !== 'object') return false;
  const values: readonly unknown[] = Object.values(part);
  const isTold = values.some((value) => typeof value === 'number') && isAbout(part, groups);
  return isTold || values.some((one) => mentions(one, groups));
}

function isIn(text: string, group: HeldGroup): boolean {
  const [name = ''] = group;
  return group.length === 1 && (text === name || (name.length > 1 && text.includes(name)));
}

function isAbout(part: unknown, groups: readonly HeldGroup[]): boolean {
  if (typeof part === 'string') return groups.some((group) => group.length === 1 && group[0] === part);
  if (part === null || typeof part !== 'object' || Array.isArray(part)) return false;
  const values: readonly unknown[] = Object.values(part);
  return groups.some((group) => group.every((name) => values.includes(name)));
}
