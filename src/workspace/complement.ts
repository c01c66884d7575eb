/** Rows whose sum (or difference) can be known outside: from a total that is told, or by working it out from what is shown. */
export interface Total {
  readonly rows: readonly number[];
  /** Rows that stand on the other side: those who come into a place, against those who go on from it. */
  readonly less?: readonly number[];
  /** The total follows from the figures of these rows alone: with all of them held back it is not known. */
  readonly from?: readonly number[];
}

interface Complementing {
  readonly hidden: ReadonlySet<number>;
  /** Distinct persons by row; null where nobody is behind it. */
  readonly persons: readonly (number | null)[];
  /** Who they are, where they are few: one person may stand behind several rows. */
  readonly who?: readonly (readonly string[] | null)[];
  readonly totals: readonly Total[];
  readonly k: number;
  /** Rows of what has left before: what is hidden or told of them stays so. */
  readonly fixed?: ReadonlySet<number>;
  /** Parts that nobody tells, by which the rows hang together. */
  readonly parts?: ReadonlySet<number>;
}

/**
 * Further rows to hold back until no total gives one away that is hidden: no hidden row, and no sum of hidden rows of
 * fewer than k persons, follows from the totals. Rows that open no further total come first, then the smallest; what
 * turns out not to be needed in the end is taken back, the largest first.
 */
export function complementOf({
  hidden,
  persons,
  who = [],
  totals,
  k,
  fixed = new Set(),
  parts = new Set(),
}: Complementing): ReadonlySet<number> {
  const all = new Set([...hidden, ...parts]);
  const sums = totals.map((total) =>
    [...new Set([...rowsOf(total), ...(total.from ?? [])])].filter((row) => persons[row] !== null),
  );
  const sumsWith = new Map<number, number[]>();
  sums.forEach((rows, sum) => {
    for (const row of rows) sumsWith.set(row, [...(sumsWith.get(row) ?? []), sum]);
  });
  const size = (row: number) => persons[row] ?? 0;
  const hideOneOf = (rows: readonly number[]): boolean => {
    const isUntouched = sums.map((own) => !own.some((row) => all.has(row)));
    const [next] = [...new Set(rows)]
      .filter((row) => !all.has(row) && !fixed.has(row))
      .map((row) => ({ row, opens: (sumsWith.get(row) ?? []).filter((sum) => isUntouched[sum]).length }))
      .sort((a, b) => a.opens - b.opens || size(a.row) - size(b.row));
    if (next) all.add(next.row);
    return next !== undefined;
  };
  const told = () => givenAway(all, hidden, { persons, who, totals, k });
  const near = (row: number) => (sumsWith.get(row) ?? []).flatMap((sum) => sums[sum] ?? []);
  // What hangs together by parts may have to be mended farther away.
  const anywhere = () => parts.size > 0 && hideOneOf(sums.flat());
  const mend = () => {
    const away = told();
    return away.length > 0 && (away.filter((row) => hideOneOf(near(row))).length > 0 || anywhere());
  };
  while (all.size > 0 && mend());
  const added = [...all].filter((row) => !hidden.has(row) && !parts.has(row)).sort((a, b) => size(b) - size(a));
  const isSafe = !told().length;
  for (const row of isSafe ? added : []) {
    all.delete(row);
    if (told().length) all.add(row);
  }
  return new Set(added.filter((row) => all.has(row)));
}

/** Of the hidden rows those that follow from the totals, where they are to be hid for their own sake, or in a sum of fewer than k persons. */
function givenAway(
  all: ReadonlySet<number>,
  own: ReadonlySet<number>,
  { persons, who = [], totals, k }: Omit<Complementing, 'hidden'>,
): readonly number[] {
  const peopled = [...all].filter((row) => persons[row] !== null);
  const isFew = (rows: readonly number[]) => weightOf(rows, persons, who) < k;
  const isWanted = (row: number) => own.has(row) || isFew([row]);
  const wanted = peopled.filter(isWanted);
  const known = totals.filter(
    ({ from, ...total }) => rowsOf(total).some((row) => all.has(row)) && (from?.some((row) => !all.has(row)) ?? true),
  );
  const others = peopled.filter((row) => !isWanted(row));
  const told = reduced(withoutOthers(known, wanted, others));
  const tells = (sum: readonly number[]) => {
    const left = wanted.filter((_, column) => Math.abs(sum[column] ?? 0) > tiny);
    const isSum = sum.every((factor) => Math.abs(factor) < tiny || Math.abs(factor - 1) < tiny);
    const isOwn = left.length === 1 && left.every((row) => own.has(row));
    return isSum && left.length > 0 && (isOwn || isFew(left)) ? left : [];
  };
  const alone = told.flatMap(tells);
  return alone.length ? alone : sumsOf(told).flatMap(tells);
}

/**
 * What the totals say of the wanted rows alone: every combination of totals in which all other rows cancel out. Those
 * are found row by row, since each row stands in a few totals only.
 */
function withoutOthers(
  totals: readonly Total[],
  wanted: readonly number[],
  others: readonly number[],
): readonly (readonly number[])[] {
  const within = new Map<number, [number, number][]>();
  totals.forEach(({ rows, less = [] }, total) => {
    const note = (row: number, sign: number) => within.set(row, [...(within.get(row) ?? []), [total, sign]]);
    for (const row of new Set(rows)) note(row, 1);
    for (const row of new Set(less)) note(row, -1);
  });
  const entriesOf = (row: number) => within.get(row) ?? [];
  const valueIn = (mix: readonly number[], row: number) =>
    entriesOf(row).reduce((sum, [total, sign]) => sum + sign * (mix[total] ?? 0), 0);
  let mixes = totals.map((_, at) => totals.map((_total, place) => Number(place === at)));
  for (const row of others) {
    const values = mixes.map((mix) => valueIn(mix, row));
    const pivot = values.reduce((best, value, at) => (Math.abs(value) > Math.abs(values[best] ?? 0) ? at : best), 0);
    const by = values[pivot] ?? 0;
    const gone = mixes[pivot];
    if (!gone || Math.abs(by) <= tiny) continue;
    mixes = mixes.flatMap((mix, at) => {
      if (at === pivot) return [];
      const factor = (values[at] ?? 0) / by;
      return [Math.abs(factor) <= tiny ? mix : mix.map((value, total) => value - factor * (gone[total] ?? 0))];
    });
  }
  return mixes.map((mix) => wanted.map((row) => valueIn(mix, row)));
}

/** Equations added up, two to four of them, where one takes away what the others hold; of very many only two. */
function sumsOf(equations: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const most = equations.length > 80 ? 2 : 4;
  const from = (next: number, sum: readonly number[], depth: number): (readonly number[])[] =>
    equations.slice(next).flatMap((one, ahead) => {
      if (depth > 1 && !one.some((factor, at) => factor * (sum[at] ?? 0) < -tiny)) return [];
      const all = plus(sum, one);
      return [...(depth > 1 ? [all] : []), ...(depth < most ? from(next + ahead + 1, all, depth + 1) : [])];
    });
  return from(0, [], 1);
}

function plus(a: readonly number[], b: readonly number[]): readonly number[] {
  return b.map((value, at) => value + (a[at] ?? 0));
}

/** Reduced row echelon form by Gauss and Jordan. */
function reduced(matrix: readonly (readonly number[])[]): readonly (readonly number[])[] {
  const rows = matrix.map((row) => [...row]);
  let top = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0) && top < rows.length; column++) {
    const below = rows.slice(top);
    const best = below.reduce((a, row, at) => (sizeAt(row, column) > sizeAt(below[a] ?? [], column) ? at : a), 0);
    const pivot = rows[top + best];
    if (!pivot || sizeAt(pivot, column) <= tiny) continue;
    rows.splice(top + best, 1);
    rows.splice(top, 0, pivot);
    const by = pivot[column] ?? 1;
    for (let at = 0; at < pivot.length; at++) pivot[at] = (pivot[at] ?? 0) / by;
    for (const row of rows) {
      const factor = row[column] ?? 0;
      if (row === pivot || Math.abs(factor) <= tiny) continue;
      for (let at = 0; at < row.length; at++) row[at] = (row[at] ?? 0) - factor * (pivot[at] ?? 0);
    }
    top++;
  }
  return rows.slice(0, top);
}

const tiny = 1e-9;
const sizeAt = (row: readonly number[], column: number) => Math.abs(row[column] ?? 0);
const rowsOf = ({ rows, less = [] }: Total) => [...rows, ...less];

/** How many persons stand behind the rows: where all are few and known, each once. */
function weightOf(
  rows: readonly number[],
  persons: readonly (number | null)[],
  who: readonly (readonly string[] | null)[],
): number {
  const known = rows.map((row) => who[row] ?? null);
  if (known.every((some) => some !== null)) return new Set(known.flat()).size;
  return rows.reduce((sum, row) => sum + (persons[row] ?? 0), 0);
}
