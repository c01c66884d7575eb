/** A value of a quasi-identifier; null is missing and agrees with any value. */
export type KeyValue = string | number | boolean | null;

export interface FrequencyCount {
  /** Rows that agree with this one on all keys, itself included. */
  readonly fk: number;
  /** The sum of their weights: an estimate of such persons in the population. */
  readonly Fk: number;
}

/**
 * How many rows share each row's combination of quasi-identifiers, for k-anonymity; in the order of the rows.
 *
 * Without weights each row weighs 1. Rows must stand for distinct persons for `fk` to be a k. Source: Templ, Kowarik &
 * Meindl (2015), doi 10.18637/jss.v067.i04 (sdcMicro's freqCalc).
 */
export function frequencyCount(rows: readonly (readonly KeyValue[])[], weights?: readonly number[]): FrequencyCount[] {
  const patterns = new Map<string, Pattern>();
  const keys = rows.map((row) => JSON.stringify(row));
  rows.forEach((row, i) => {
    const key = keys[i] ?? '';
    const pattern = patterns.get(key) ?? { row, gaps: row.includes(null), fk: 0, Fk: 0 };
    pattern.fk++;
    pattern.Fk += weights?.[i] ?? 1;
    patterns.set(key, pattern);
  });
  const gapped = [...patterns.values()].filter(({ gaps }) => gaps);
  const counts = new Map([...patterns].map(([key, pattern]) => [key, countOf(pattern, patterns, gapped)]));
  return keys.map((key) => counts.get(key) ?? { fk: 0, Fk: 0 });
}

interface Pattern {
  readonly row: readonly KeyValue[];
  readonly gaps: boolean;
  fk: number;
  Fk: number;
}

function countOf(pattern: Pattern, all: ReadonlyMap<string, Pattern>, gapped: readonly Pattern[]): FrequencyCount {
  const others = pattern.gaps ? [...all.values()] : [pattern, ...gapped];
  const agreeing = others.filter(({ row }) => agree(row, pattern.row));
  return {
    fk: agreeing.reduce((sum, { fk }) => sum + fk, 0),
    Fk: agreeing.reduce((sum, { Fk }) => sum + Fk, 0),
  };
}

function agree(one: readonly KeyValue[], other: readonly KeyValue[]): boolean {
  return one.every((value, i) => value === null || other[i] === null || value === other[i]);
}
