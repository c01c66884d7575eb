import { kishOfSums } from '../stats/kish';
import type { Sql } from '../engine/sql';
import { patternCellColumns, patternCells, patternColumns, patterns, respondentsOf } from './patterns';
import type { Pattern, PatternCell, Respondents } from './patterns';
import type { Scale } from './scale';

const kinds = ['csat', 'attribute', 'overall', 'nps'] as const;
/** Columns of `itemQuery`. */
export const itemTables = { cells: patternCellColumns, sets: patternColumns } as const;

/** All ratings of items and overall, by form. */
export function itemQuery(from?: Sql) {
  const wanted = { kinds, unit: 'form', limit: 200_000, ...(from ? { from } : {}) } as const;
  return { cells: patternCells(wanted), sets: patterns(wanted) };
}

/** What one form (or several equal ones) says: the mean score of each item, null where not answered. */
export interface ItemRow {
  readonly items: readonly (number | null)[];
  readonly overall: number | null;
  readonly n: number;
  readonly weight: number;
}

export interface ItemMatrix {
  readonly items: readonly string[];
  readonly scales: readonly (Scale | null)[];
  readonly rows: readonly ItemRow[];
  /** The kind that stands for the overall score: overall, else nps; null when neither was asked. */
  readonly overallKind: 'overall' | 'nps' | null;
  readonly found: Respondents;
}

/** Forms × items. An item is named by `item`, else by its touchpoint (`name` may turn that round). */
export function itemMatrix(
  cells: readonly PatternCell[],
  sets: readonly Pattern[],
  name: (cell: PatternCell) => string | null = ({ item, touchpoint }) => item ?? touchpoint,
): ItemMatrix {
  const found = respondentsOf(cells, sets, { lenient: true });
  const isItem = ({ kind }: PatternCell): boolean => kind === 'csat' || kind === 'attribute' || kind === null;
  const overallKind =
    (['overall', 'nps'] as const).find((kind) => found.placed.some((cell) => cell.kind === kind)) ?? null;
  const items = [...new Set(found.placed.flatMap((cell) => (isItem(cell) ? (name(cell) ?? []) : [])))].sort();
  const at = new Map(items.map((item, index) => [item, index]));
  const scales = items.map((item) => found.placed.find((cell) => isItem(cell) && name(cell) === item)?.scale ?? null);
  const rows = found.respondents.map(({ answers, n }) => {
    const sums = items.map(() => ({ sum: 0, n: 0 }));
    const overall = { sum: 0, n: 0 };
    let weight = 0;
    for (const answer of answers) {
      weight = Math.max(weight, answer.weight);
      const cell = isItem(answer)
        ? sums[at.get(name(answer) ?? '') ?? -1]
        : answer.kind === overallKind
          ? overall
          : undefined;
      if (!cell) continue;
      cell.sum += answer.score;
      cell.n++;
    }
    const mean = (of: { readonly sum: number; readonly n: number }) => (of.n ? of.sum / of.n : null);
    return { items: sums.map(mean), overall: mean(overall), n, weight };
  });
  return { items, scales, rows, overallKind, found };
}

/** A row without gaps: the items in order, then the overall score. */
export interface CompleteRow {
  readonly values: readonly number[];
  readonly n: number;
  readonly weight: number;
}

/**
 * The forms that answered every one of these items (by index), and overall where `withOverall`. Weights are brought to
 * sum to the effective number of forms, so that errors and degrees of freedom do not depend on their size.
 */
export function completeRows(
  matrix: ItemMatrix,
  which: readonly number[],
  withOverall: boolean,
): readonly CompleteRow[] {
  return effective(
    matrix.rows.flatMap(({ items, overall, n, weight }) => {
      const values = [...which.map((at) => items[at] ?? null), ...(withOverall ? [overall] : [])];
      return values.every((value): value is number => value !== null) && weight > 0 ? [{ values, n, weight }] : [];
    }),
  );
}

/**
 * The forms that answered overall and at least one of these items: used × score. What somebody did not rate stands at the
 * mean of those who did, so that only they tell of it. Weights as in `completeRows`.
 */
export function usedRows(matrix: ItemMatrix, which: readonly number[]): readonly CompleteRow[] {
  const counted = matrix.rows.filter(
    ({ items, overall, weight }) => overall !== null && weight > 0 && which.some((at) => items[at] != null),
  );
  const means = which.map((at) => {
    let [sum, mass] = [0, 0];
    for (const { items, n, weight } of counted) {
      const score = items[at] ?? null;
      if (score === null) continue;
      sum += score * n * weight;
      mass += n * weight;
    }
    return mass > 0 ? sum / mass : 0;
  });
  return effective(
    counted.map(({ items, overall, n, weight }) => ({
      values: [...which.map((at, nth) => items[at] ?? means[nth] ?? 0), overall ?? 0],
      n,
      weight,
    })),
  );
}

function effective(rows: readonly CompleteRow[]): readonly CompleteRow[] {
  const sums = rows.reduce(
    (all, { n, weight }) => ({ n: all.n + n, sum: all.sum + n * weight, squares: all.squares + n * weight ** 2 }),
    { n: 0, sum: 0, squares: 0 },
  );
  const kish = kishOfSums(sums);
  return kish ? rows.map((row) => ({ ...row, weight: row.weight * (kish.effectiveN / sums.sum) })) : rows;
}

/** How many forms rows stand for. */
export function formsOf(rows: readonly { readonly n: number }[]): number {
  return rows.reduce((sum, { n }) => sum + n, 0);
}
