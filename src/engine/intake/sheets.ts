import type { LocalFile } from '../engine';
import { WorkbenchError } from '../errors';
import { quoted } from './decode-text';
import { clock, timeText } from './sheet-formats';
import { memberText, openWorkbook, unescaped, type Workbook } from './workbook';
import { readXml, type XmlHearing } from './xml';
import type { Member } from './zip';

/** A sheet of a workbook. */
export interface Sheet {
  readonly name: string;
  /** How many columns hold anything; 0: the sheet is empty. Reads the sheet once. */
  width(): Promise<number>;
  /** The cells as comma-separated lines of so many columns, without empty rows below. */
  lines(width: number): AsyncGenerator<string>;
}

/** The sheets of a workbook in the order of their tabs. */
export async function sheetsOf(file: LocalFile, members: readonly Member[]): Promise<readonly Sheet[]> {
  const book = await openWorkbook(file, members).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  return book.sheets.map(({ name, member }) => ({
    name,
    async width() {
      let width = 0;
      for await (const row of rowsOf(file, member, book)) width = Math.max(width, widthOf(row));
      return width;
    },
    async *lines(width) {
      const blank = `${','.repeat(Math.max(0, width - 1))}\n`;
      let empty = 0;
      for await (const row of rowsOf(file, member, book)) {
        if (widthOf(row) === 0) {
          empty++;
          continue;
        }
        for (; empty > 0; empty--) yield blank;
        yield `${Array.from({ length: width }, (_, at) => quoted(row[at] ?? '')).join(',')}\n`;
      }
    },
  }));
}

type Row = readonly (string | undefined)[];

function widthOf(row: Row): number {
  return row.findLastIndex((cell) => cell !== undefined && cell !== '') + 1;
}

async function* rowsOf(file: LocalFile, member: Member, book: Workbook): AsyncGenerator<Row> {
  const heard: Row[] = [];
  try {
    for await (const _ of readXml(await memberText(file, member), rowsInto(heard, book))) yield* heard.splice(0);
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Rows and cells say where they stand, or else follow the one before. */
function rowsInto(rows: Row[], book: Workbook): XmlHearing {
  let [row, at, told]: [string[], number, number] = [[], 0, 0];
  let cell = { type: 'n', style: -1, value: '', text: '' };
  let within: 'value' | 'text' | null = null;
  return {
    open: (name, attribute) => {
      if (name === 'row') {
        const number = Number(attribute('r') ?? told + 1);
        for (; told < number - 1; told++) rows.push([]);
        [row, at] = [[], 0];
      } else if (name === 'c') {
        at = columnOf(attribute('r')) ?? at;
        cell = { type: attribute('t') ?? 'n', style: Number(attribute('s') ?? -1), value: '', text: '' };
      } else within = name === 'v' ? 'value' : name === 't' ? 'text' : null;
    },
    text: (piece) => {
      if (within) cell[within] += piece;
    },
    close: (name) => {
      within = null;
      if (name === 'c') row[at++] = textOf(cell, book);
      if (name !== 'row') return;
      rows.push(row);
      told++;
    },
  };
}

/** `C7` is the third column: 2. */
function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]+/i.exec(reference ?? '')?.[0].toUpperCase();
  return letters === undefined
    ? undefined
    : [...letters].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0) - 1;
}

function textOf(
  { type, style, value, text }: { type: string; style: number; value: string; text: string },
  { texts, formats, from1904 }: Workbook,
): string {
  if (type === 's') return texts[Number(value)] ?? '';
  if (type === 'inlineStr') return unescaped(text);
  if (type === 'str') return unescaped(value);
  if (type === 'b') return value === '1' ? 'true' : 'false';
  if (type !== 'n' || value === '') return value;
  const format = formats[style] ?? null;
  if (format === 'duration') return clock(Number(value));
  if (format === 'time') return timeText(Number(value), from1904);
  return /^-?[1-9]\d*$/.test(value) ? value : String(Number(value));
}

function unreadable(file: LocalFile, error: unknown): WorkbenchError {
  if (error instanceof WorkbenchError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new WorkbenchError(
    'file-unreadable',
    { file: file.name, message: `the workbook is damaged: ${message}` },
    error,
  );
}
