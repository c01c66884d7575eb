import { look } from './looks';

/** What stands above the data: lines that are no data, and lines that name the columns. */
export interface Top {
  readonly skipped: number;
  readonly headerLines: number;
}

/** Tells titles, header lines and data apart, from the first rows of a file. */
export function sniffTop(rows: readonly (readonly string[])[]): Top {
  const width = usualWidth(rows);
  const skipped = titles(rows, width);
  const rest = rows.slice(skipped);
  return { skipped, headerLines: headers(rest, width) };
}

/** The number of cells that most rows have; of equals, the larger. */
export function usualWidth(rows: readonly (readonly string[])[]): number {
  const counts = new Map<number, number>();
  for (const { length } of rows) counts.set(length, (counts.get(length) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || b - a)[0]?.[0] ?? 1;
}

function titles(rows: readonly (readonly string[])[], width: number): number {
  if (width < 2) return 0;
  const filled = rows.map((cells) => cells.filter((cell) => cell.trim() !== '').length);
  const first = rows.findIndex(
    (cells, at) => (filled[at] ?? 0) >= Math.min(2, width) && cells.length > Math.max(1, width / 2 - 1),
  );
  if (first <= 0) return 0;
  const above = filled.slice(0, first);
  return above.every((count) => count <= 1) || rows.slice(0, first).every(({ length }) => length < width) ? first : 0;
}

function headers(rows: readonly (readonly string[])[], width: number): number {
  const [first, second, third] = rows;
  if (!first || !namesColumns(first, rows.slice(1), width)) return 0;
  if (third?.some((cell) => /^\{?"?\{"ImportId"/.test(cell.trim()))) return 3;
  if (second?.some((cell) => /^\{?"?\{"ImportId"/.test(cell.trim()))) return 2;
  if (second && rows.length > 4 && blanks(first) && !blanks(second) && names(second, rows.slice(2), width)) return 2;
  return second && rows.length > 4 && describes(second, rows.slice(2), width) ? 2 : 1;
}

function namesColumns(first: readonly string[], data: readonly (readonly string[])[], width: number): boolean {
  const cells = first.map((cell) => cell.trim());
  const named = cells.filter((cell) => cell !== '');
  if (named.length === 0) return false;
  if (data.length === 0) return named.every((cell) => !valued(cell));
  const valuedNames = named.filter(valued).length;
  if (valuedNames === named.length) return false;
  let votes = 0;
  for (let at = 0; at < width; at++) {
    const cell = cells[at] ?? '';
    const column = data.map((row) => (row[at] ?? '').trim()).filter((held) => held !== '');
    if (cell === '' || column.length === 0) continue;
    const share = column.filter(valued).length / column.length;
    if (share > 0.8) votes += valued(cell) ? -1 : 2;
    else if (valued(cell)) votes -= 0.5;
    else if (column.includes(cell))
      votes -= column.filter((held) => held === cell).length / column.length > 0.02 || column.length < 30 ? 1 : 0.5;
    else votes += 0.25;
  }
  return votes > 0 || (votes === 0 && valuedNames === 0);
}

function names(first: readonly string[], data: readonly (readonly string[])[], width: number): boolean {
  return (
    typedColumns(data, width).length > 0 &&
    namesColumns(first, data, width) &&
    !first.some((cell) => valued(cell.trim()))
  );
}

/** A second line of questions or units: words where every value below is a number or a time. */
function describes(second: readonly string[], data: readonly (readonly string[])[], width: number): boolean {
  const columns = typedColumns(data, width);
  return (
    columns.length >= 2 &&
    second.length >= width - 1 &&
    columns.every(
      (at) =>
        (second[at] ?? '').trim() !== '' &&
        !valued((second[at] ?? '').trim()) &&
        look((second[at] ?? '').trim()) !== 'flag',
    )
  );
}

function typedColumns(data: readonly (readonly string[])[], width: number): readonly number[] {
  return Array.from({ length: width }, (_, at) => at).filter((at) => {
    const column = data.map((row) => (row[at] ?? '').trim()).filter((cell) => cell !== '' && look(cell) !== 'flag');
    return column.length > 0 && column.every(valued);
  });
}

function blanks(cells: readonly string[]): boolean {
  return cells.slice(1).some((cell) => cell.trim() === '');
}

function valued(cell: string): boolean {
  return ['number', 'time'].includes(look(cell)) || /^\d+[a-z]?$/i.test(cell);
}
