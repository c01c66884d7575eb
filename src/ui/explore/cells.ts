import type { AnyColumn } from '../../charts/auto';
import type { Cell, Column } from '../../engine/engine';

/** What a column of this DuckDB type is to a reader. */
export function kindOf({ type }: Column): AnyColumn['kind'] {
  if (/\[\]$|^(STRUCT|MAP|LIST)/i.test(type)) return 'name';
  if (/^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|DOUBLE|FLOAT|REAL|DECIMAL)\b/i.test(type)) return 'number';
  return /^(DATE|TIMESTAMP)/i.test(type) ? 'time' : 'name';
}

/** A value as it stands in the grid: all digits, times in ISO form, lists and structs as JSON; null stays null. */
export function written(cell: Cell | undefined, { type }: Column): string | null {
  if (cell === null || cell === undefined) return null;
  if (cell instanceof Date) {
    if (Number.isNaN(cell.getTime())) return null;
    const iso = cell.toISOString();
    return /^DATE$/i.test(type) ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
  }
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

/** A column's width in pixels by its name, type and first values. */
export function widthOf(column: Column, values: readonly (string | null)[]): number {
  const long = (text: string) => [...text].reduce((sum, sign) => sum + (sign > '\u2e80' ? 13.5 : 7.6), 0);
  const longest = Math.max(long(column.name), long(column.type) * 0.85, ...values.map((value) => long(value ?? '')));
  return Math.round(Math.min(360, Math.max(88, longest + 24)));
}
