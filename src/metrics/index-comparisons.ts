import { ahp } from '../stats/ahp';
import { oneOf, refused } from './params';

/**
 * The weights that pairwise comparisons come to, null where none are given. Throws what names the parameter where they do not
 * fit: with a fixed basket a name that is none of the touchpoints too.
 */
export function judgedBy(matrix: unknown, touchpoints: readonly string[], fixed: boolean) {
  if (matrix === null) return null;
  if (fixed) refuseStrangers(matrix, touchpoints);
  const comparisons = comparisonsOf(matrix, touchpoints);
  const judged = comparisons && ahp(comparisons);
  if (!judged)
    throw refused('matrix', matrix, {
      en: `positive comparisons of ${touchpoints.join(', ')} in this order (a list of ${String(touchpoints.length)} lists), or touchpoint → touchpoint → times as important`,
      zh: `${touchpoints.join('、')} 按此顺序两两比较的正数（${String(touchpoints.length)} 行的二维列表），或 触点 → 触点 → 重要倍数`,
    });
  return judged;
}

function comparisonsOf(matrix: unknown, touchpoints: readonly string[]): (number | null)[][] | null {
  const numberOf = (cell: unknown): number | null => (typeof cell === 'number' ? cell : null);
  if (Array.isArray(matrix)) {
    const rows: readonly unknown[] = matrix;
    if (rows.length !== touchpoints.length) return null;
    if (!rows.every((row): row is unknown[] => Array.isArray(row) && row.length === touchpoints.length)) return null;
    return rows.map((row) => row.map(numberOf));
  }
  if (typeof matrix !== 'object' || matrix === null) return null;
  const byName = new Map<string, unknown>(Object.entries(matrix));
  return touchpoints.map((a) => {
    const row = byName.get(a);
    const cells = new Map<string, unknown>(typeof row === 'object' && row !== null ? Object.entries(row) : []);
    return touchpoints.map((b) => (a === b ? 1 : numberOf(cells.get(b))));
  });
}

function refuseStrangers(matrix: unknown, touchpoints: readonly string[]): void {
  if (typeof matrix !== 'object' || matrix === null || Array.isArray(matrix)) return;
  const rows: readonly unknown[] = Object.values(matrix);
  const names = [matrix, ...rows].flatMap((of) => (typeof of === 'object' && of !== null ? Object.keys(of) : []));
  const stranger = names.find((name) => !touchpoints.includes(name));
  if (stranger !== undefined) throw refused('matrix', stranger, oneOf(touchpoints));
}
