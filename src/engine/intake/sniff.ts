import { WorkbenchError } from '../errors';
import { columnNames, type Named } from './column-names';
import { detectEncoding } from './encoding';
import type { Decisions, Dialect } from './imported';
import { fixedStarts, sniffCut } from './sniff-dialect';
import { sniffTop, usualWidth } from './sniff-header';
import { closedRows, isOpen, linesOf, type Cut, type SplitRow } from './split-rows';

/** What the first bytes of a text tell about how it is read. */
export interface Sniffed extends Named {
  readonly encoding: string;
  readonly dialect: Dialect;
  /** Where fields of fixed width begin; empty otherwise. */
  readonly starts: readonly number[];
  /** Whether rows that end early are the file's way of leaving out empty cells. */
  readonly padded: boolean;
  /** How many rows stand above the first row of data, blank ones too; the engine's reader does not count comments. */
  readonly above: number;
  /** The line of the file, from 1, on which the first row of data begins. */
  readonly begins: number;
  /** Whether quotes are out of place in the lines above the data. */
  readonly opened: boolean;
  readonly newline: 'line' | 'pair' | 'lone';
  /** The first rows as cut, header and titles included: the preview. */
  readonly preview: readonly (readonly string[])[];
}

export const sampleBytes = 256 * 1024;
const columnsAtMost = 5000;

/** Reads encoding, dialect, header and names off the first bytes; `whole`: they are the whole file. */
export function sniff(head: Uint8Array, whole: boolean, decisions: Decisions = {}): Sniffed {
  const encoding = decisions.encoding ?? detectEncoding(head, whole);
  const text = new TextDecoder(encoding).decode(head).replace(/^\ufeff/, '');
  return { encoding, ...sniffText(whole ? text : wholeLines(text), whole, decisions) };
}

function sniffText(text: string, whole: boolean, { dialect: given = {} }: Decisions): Omit<Sniffed, 'encoding'> {
  const found = { ...sniffCut(text), ...given };
  const starts =
    found.cut === 'fixed' || (found.cut === 'blanks' && given.cut === undefined) || isUncut(found.delimiter, text)
      ? fixedFields(text, found, given)
      : [];
  const cut = starts.length ? ({ ...found, cut: 'fixed' } as const) : found;
  const rows = cutRows(text, cut, starts, whole);
  const filled = rows.filter(({ cells, comment }) => !comment && (cells.length > 1 || cells[0]?.trim()));
  const sure = whole ? filled : filled.slice(0, -1).length ? filled.slice(0, -1) : filled;
  const top = sniffTop(sure.slice(0, 500).map(({ cells }) => cells));
  const skippedRows =
    given.skipped === undefined ? top.skipped : filled.filter(({ line }) => line <= (given.skipped ?? 0)).length;
  const headerLines =
    given.headerLines ??
    (given.skipped === undefined
      ? top.headerLines
      : sniffTop(sure.slice(skippedRows, 500).map(({ cells }) => cells)).headerLines);
  const heading = filled.slice(skippedRows, skippedRows + headerLines);
  const body = sure.slice(skippedRows + headerLines);
  const usual = usualWidth((body.length ? body : heading).map(({ cells }) => cells));
  const cells = heading.map((row) => headerCells(row, usual, text, cut));
  const stray = cut.quote === '' && given.quote === undefined && cells.flat().some(hasLoneQuote);
  const header = stray ? cells.map((row) => row.map((cell) => cell.replaceAll('"', ''))) : cells;
  const width = Math.max(usual, header[0]?.length ?? 0);
  if (width > columnsAtMost) throw new WorkbenchError('file-columns', { columns: width, limit: columnsAtMost });
  const skipped = given.skipped ?? (filled[skippedRows]?.line ?? 1) - 1;
  const named = columnNames(header, width);
  const opened = filled.slice(0, skippedRows + headerLines).some(isOpen);
  return {
    names: named.names,
    opened,
    notes: [...named.notes, ...(opened || stray ? [{ code: 'names-quotes', details: { line: skipped + 1 } }] : [])],
    dialect: {
      delimiter: cut.delimiter,
      quote: cut.quote,
      escape: cut.escape,
      cut: cut.cut,
      comment: cut.comment,
      skipped,
      headerLines,
    },
    starts,
    above: rowsAbove(rows, filled[skippedRows + headerLines]),
    begins: filled[skippedRows + headerLines]?.line ?? (rows.at(-1)?.line ?? 0) + 1,
    padded: pads(body, width, whole, text),
    newline: newlineOf(text),
    preview: filled.slice(0, 100).map(({ cells }) => cells),
  };
}

/** The cells of a line of the header; one whose quotes are out of place is cut without them where that gives as many as the rows have. */
function headerCells(row: SplitRow, width: number, text: string, { delimiter, quote }: Cut): readonly string[] {
  if (!isOpen(row) || row.cells.length === width) return row.cells;
  const line = linesOf(text)[row.line - 1] ?? '';
  const plain = line.split(delimiter).map((cell) => cell.replaceAll(quote, ''));
  return plain.length === width ? plain : row.cells;
}

/** A mark that was to open or close a cell, in a text that knows no quotes otherwise. */
function hasLoneQuote(cell: string): boolean {
  return /^"[^"]*$|^[^"]*"$/.test(cell.trim());
}

function rowsAbove(rows: readonly SplitRow[], first: SplitRow | undefined): number {
  return rows.slice(0, first ? rows.indexOf(first) : rows.length).filter(({ comment }) => !comment).length;
}

/** A text that no delimiter cuts. */
function isUncut(delimiter: string, text: string): boolean {
  return !text.includes(delimiter);
}

function fixedFields(
  text: string,
  found: { readonly cut: Dialect['cut'] },
  given: Partial<Dialect>,
): readonly number[] {
  if (given.cut !== undefined && given.cut !== 'fixed') return [];
  if (found.cut === 'blanks' && given.cut === undefined) return [];
  return fixedStarts(text) ?? [];
}

/** Rows however the text is cut. */
function cutRows(
  text: string,
  dialect: Pick<Dialect, 'cut' | 'delimiter' | 'quote' | 'escape' | 'comment'>,
  starts: readonly number[],
  whole: boolean,
): readonly SplitRow[] {
  if (dialect.cut === 'delimiter') return [...closedRows(text, dialect, whole)];
  return linesOf(text).map((line, at) => ({
    cells: cutLine(line, dialect.cut, starts),
    line: at + 1,
    end: 0,
    closed: true,
    stray: false,
    comment: false,
  }));
}

/** The fields of one line that blanks or places cut. */
export function cutLine(line: string, cut: Dialect['cut'], starts: readonly number[]): readonly string[] {
  if (cut === 'fixed') return starts.map((from, at) => line.slice(from, starts[at + 1]).trim());
  return line.trim() === '' ? [''] : line.trim().split(/[ \t]+/);
}

function pads(body: readonly SplitRow[], width: number, whole: boolean, text: string): boolean {
  const cutAtEnd = whole && !/[\r\n]$/.test(text);
  const rows = cutAtEnd ? body.slice(0, -1) : body;
  const short = rows.filter(({ cells }) => cells.length < width).length;
  return short >= 0.1 * rows.length ? short > 0 : short >= 3 && short >= 0.01 * rows.length;
}

function wholeLines(text: string): string {
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return end > 0 ? text.slice(0, end + 1) : text;
}

function newlineOf(text: string): Sniffed['newline'] {
  const count = (form: RegExp) => text.match(form)?.length ?? 0;
  const [pair, line, turn] = [count(/\r\n/g), count(/(?<!\r)\n/g), count(/\r(?!\n)/g)];
  if (turn > 0 && turn > 0.5 * (pair + line)) return 'lone';
  return pair > line ? 'pair' : 'line';
}
