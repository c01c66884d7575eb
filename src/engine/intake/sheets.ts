import readXlsxFile from 'read-excel-file/universal';
import type { LocalFile } from '../engine';
import { WorkbenchError } from '../errors';
import { quoted } from './decode-text';

export interface SheetText {
  readonly sheet: string;
  /** The sheet's cells as comma-separated lines, without empty rows below and columns to the right. */
  readonly lines: readonly string[];
}

/** The sheets of a workbook that hold anything; `wanted` names the ones to read, all by default. */
export async function sheetsOf(file: LocalFile, wanted?: readonly string[]): Promise<readonly SheetText[]> {
  const sheets = await readXlsxFile(await file.blob.arrayBuffer(), {
    trim: false,
    parseNumber: (digits) => digits as unknown as number,
  }).catch((error: unknown) => {
    throw new WorkbenchError('file-unreadable', { file: file.name, message: String(error) }, error);
  });
  return sheets
    .filter(({ sheet }) => wanted === undefined || wanted.includes(sheet))
    .map(({ sheet, data }) => ({ sheet, lines: linesOf(data) }))
    .filter(({ lines }) => lines.length > 0);
}

function linesOf(rows: readonly (readonly unknown[])[]): readonly string[] {
  const texts = rows.map((row) => row.map(textOf));
  const filled = (cell: string | undefined) => cell !== undefined && cell !== '';
  const height = texts.findLastIndex((row) => row.some(filled)) + 1;
  const width = Math.max(0, ...texts.map((row) => row.findLastIndex(filled) + 1));
  return texts
    .slice(0, height)
    .map((row) => `${Array.from({ length: width }, (_, at) => quoted(row[at] ?? '')).join(',')}\n`);
}

/** Dates without a zone, as Excel holds them; a date alone where it is midnight. */
function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (!(cell instanceof Date)) return String(cell as string | number | boolean);
  if (Number.isNaN(cell.getTime())) return '';
  const text = new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString();
  return text.endsWith('T00:00:00.000Z') ? text.slice(0, 10) : text.slice(0, 19).replace('T', ' ');
}
