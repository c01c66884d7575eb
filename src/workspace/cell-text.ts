import type { Cell } from '../engine/engine';

/** A cell as a person reads it in a grid: dates without a midnight, lists as JSON, nothing for null. */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date)
    return cell
      .toISOString()
      .replace('T', ' ')
      .replace(/(?: 00:00:00)?\.000Z$|Z$/, '');
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

/** Rows as CSV for Excel and others: with a byte order mark, so that Chinese opens right. */
export function asCsv(columns: readonly string[], rows: readonly Readonly<Record<string, Cell>>[]): string {
  const line = (cells: readonly string[]) => cells.map(quoted).join(',');
  return `\uFEFF${[line(columns), ...rows.map((row) => line(columns.map((name) => cellText(row[name]))))].join('\r\n')}\r\n`;
}

function quoted(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
