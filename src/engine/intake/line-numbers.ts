import type { RowForm } from './row-form';
import { piecesOf } from './scratch';
import { isOpen, splitRows } from './split-rows';
import { formOf, type Loaded } from './text-source';

/** On which line of its file each of these rows (from 0, in its text) begins; empty where the text cannot be followed. */
export async function linesOfRows(loaded: Loaded, names: readonly string[], rows: readonly number[]) {
  if (loaded.lines) return new Map(rows.flatMap((row) => pair(row, loaded.lines?.[row])));
  const wanted = new Set(rows);
  const found = new Map<number, number>();
  let row = 0;
  for await (const line of rowsOf(textOf(loaded), formOf(loaded.source, names), loaded.source.begins)) {
    if (wanted.has(row)) found.set(row, line);
    row += 1;
  }
  return row === loaded.rows ? found : new Map<number, number>();
}

function pair(row: number, line: number | undefined): [number, number][] {
  return line === undefined ? [] : [[row, line]];
}

function textOf({ source }: Loaded): ReadableStream<string> {
  return source.file.blob
    .stream()
    .pipeThrough(new TextDecoderStream() as unknown as ReadableWritablePair<string, Uint8Array>);
}

/** The line on which each row begins that the engine's reader takes, by the same rules: others have too many or too few cells. */
async function* rowsOf(text: ReadableStream<string>, form: RowForm, begins: number): AsyncGenerator<number> {
  let [open, from] = ['', 0];
  let number = 0;
  for await (const line of brokenLines(text)) {
    if (++number < begins) continue;
    if (open === '') {
      if (line === '' || (form.cut.comment !== null && line.startsWith(form.cut.comment))) continue;
      from = number;
    }
    const all = open === '' ? line : `${open}\n${line}`;
    const [row] = splitRows(all, form.cut);
    if (row?.closed === false) open = all;
    else {
      open = '';
      if (row && !isOpen(row) && fits(row.cells.length, form)) yield from;
    }
  }
}

function fits(cells: number, { width, padded }: RowForm): boolean {
  return cells === width || (padded && cells < width);
}

async function* brokenLines(text: ReadableStream<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of piecesOf(text)) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield line.endsWith('\r') ? line.slice(0, -1) : line;
  }
  if (rest !== '') yield rest;
}
