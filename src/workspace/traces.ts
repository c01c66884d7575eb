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
  if (Array.isArray(value)) return value.some((part) => hasFew(part, k));
  if (value === null || typeof value !== 'object') return false;
  return Object.entries(value).some(([key, part]) =>
    typeof part === 'number' ? counts.test(key) && part > 0 && part < k : hasFew(part, k),
  );
}

/** A copy of a summary in which no list has an entry, and no record of counts a key, of fewer than k (and not of none). */
export function withoutFew<V>(summary: Readonly<Record<string, V>>, k: number): Readonly<Record<string, V>> {
  const kept = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.filter((part) => !hasFew(part, k));
    if (value === null || typeof value !== 'object' || value instanceof Date) return value;
    const entries = Object.entries(value);
    const areCounts = entries.every(([, count]) => Number.isInteger(count) && Number(count) >= 0);
    return areCounts ? Object.fromEntries(entries.filter(([, count]) => count === 0 || Number(count) >= k)) : value;
  };
  return Object.fromEntries(Object.entries(summary).map(([name, value]) => [name, kept(value) as V]));
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
