import type { Cell, Cells, Column, Result, Row } from './engine';
import { real } from './plain';

/** A result from the cells of its columns; its rows are made when somebody asks for them. */
export function resultOf(columns: readonly Column[], cells: readonly Cells[], length: number): Result {
  let rows: readonly Row[] | undefined;
  return {
    columns,
    cells,
    length,
    get rows() {
      rows ??= rowsFrom(
        columns.map(({ name }) => name),
        cells,
        length,
      );
      return rows;
    },
  };
}

/** The cells of a column; undefined where there is none of that name. */
export function cellsOf({ columns, cells }: Result, column: string): Cells | undefined {
  return cells[columns.findIndex(({ name }) => name === column)];
}

/** Each copied from a row that has all names already, which is faster than to add one name after another. */
function rowsFrom(names: readonly string[], cells: readonly Cells[], length: number): readonly Row[] {
  const blank: Row = Object.fromEntries(names.map((name) => [name, null]));
  return Array.from({ length }, (_, row) => {
    const made: Record<string, Cell> = { ...blank };
    for (let at = 0; at < names.length; at++) {
      const cell = cells[at]?.[row] ?? null;
      made[names[at] ?? ''] = typeof cell === 'number' ? real(cell) : cell;
    }
    return made;
  });
}
