import { look } from './looks';
import { isOpen, splitRows, type Cut } from './split-rows';

/** What a row of a file looks like. */
export interface RowForm {
  readonly cut: Cut;
  /** How many cells it has. */
  readonly width: number;
  /** Whether it may have fewer. */
  readonly padded: boolean;
  /** Which of its cells hold numbers or times. */
  readonly valued: readonly number[];
}

/** The columns of a sample of rows that hold nearly nothing but numbers or times. */
export function valuedColumns(rows: readonly (readonly string[])[], width: number): readonly number[] {
  return Array.from({ length: width }, (_, at) => at).filter((at) => {
    const filled = rows.map((cells) => cells[at]?.trim() ?? '').filter((cell) => cell !== '');
    return filled.length >= 3 && filled.filter(isValue).length >= 0.9 * filled.length;
  });
}

/** Whether the lines within a quoted cell are rows that it swallowed, and no text of several lines. */
export function cutByLines(lines: readonly string[], form: RowForm): boolean {
  const filled = lines.filter((line) => line.trim() !== '');
  const enough = form.valued.length ? 2 : 5;
  return filled.length >= enough && filled.filter((line) => isRow(line, form)).length >= 0.8 * filled.length;
}

function isRow(line: string, { cut, width, valued }: RowForm): boolean {
  const [row] = splitRows(line, cut);
  if (!row || isOpen(row) || row.cells.length !== width) return false;
  return valued.every((at) => {
    const cell = row.cells[at]?.trim() ?? '';
    return cell === '' || isValue(cell);
  });
}

function isValue(cell: string): boolean {
  return ['number', 'time'].includes(look(cell));
}
