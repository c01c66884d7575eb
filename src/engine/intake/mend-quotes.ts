import { cutByLines, type RowForm } from './row-form';
import { quoted } from './decode-text';
import { piecesOf } from './scratch';
import { isOpen, splitRows } from './split-rows';

/** A cell in quotes of more characters than this was never meant. */
const longest = 1_000_000;
/** So many lines are looked at before the quotes above them are given up. */
const patience = 50;

interface Line {
  readonly text: string;
  readonly number: number;
}

/**
 * A text whose quotes are out of place, read line by line: a quoted cell ends where the lines in it are plainly rows of their own.
 * Yields comma-separated lines: the file's line, why it is rejected, its text, and its cells; the rejected ones without cells.
 * `taken` is told the line of each row that is not rejected.
 */
export async function* mendQuotes(
  text: ReadableStream<string>,
  form: RowForm,
  begins: number,
  taken: (line: number) => void,
): AsyncGenerator<string> {
  const reader = new Mending(form, taken);
  let [rest, number] = ['', 0];
  for await (const piece of piecesOf(text)) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    const read: string[] = [];
    for (const line of lines) if (++number >= begins) read.push(...reader.take({ text: line, number }));
    yield read.join('');
  }
  if (rest !== '' && ++number >= begins) yield [...reader.take({ text: rest, number })].join('');
  yield [...reader.end()].join('');
}

class Mending {
  readonly #form: RowForm;
  readonly #taken: (line: number) => void;
  /** The lines of a row whose quotes are not closed yet. */
  #open: Line[] = [];
  #length = 0;

  constructor(form: RowForm, taken: (line: number) => void) {
    this.#form = form;
    this.#taken = taken;
  }

  /** What is certain once this line is known. */
  *take(line: Line): Generator<string> {
    if (this.#open.length === 0) yield* this.#begin(line);
    else yield* this.#goOn(line);
  }

  /** The lines of a row that was never closed are rows of their own. */
  *end(): Generator<string> {
    while (this.#open.length) yield* this.#breakUp();
  }

  *#begin(line: Line): Generator<string> {
    const { cut } = this.#form;
    const text = line.text.replace(/\r$/, '');
    if (text === '' || (cut.comment !== null && line.text.startsWith(cut.comment))) return;
    if (line.text.includes('\ufffd')) yield rejected(line, 'invalid encoding: no text', this.#form);
    else if (!line.text.includes(cut.quote)) yield* this.#row(line, text.split(cut.delimiter));
    else {
      const [row] = splitRows(line.text, cut);
      if (row?.closed === false) this.#keep(line);
      else if (!row || row.stray) yield rejected(line, 'unquoted value: quotes out of place', this.#form);
      else yield* this.#row(line, row.cells);
    }
  }

  *#goOn(line: Line): Generator<string> {
    const { cut } = this.#form;
    this.#keep(line);
    const [tail] = splitRows(cut.quote + line.text, cut);
    const [first] = this.#open;
    if (tail?.closed !== false && first) {
      const all = this.#open.map(({ text }) => text).join('\n');
      const [row, more] = splitRows(all, cut);
      if (!row || more || isOpen(row) || this.#swallows()) yield* this.#breakUp();
      else {
        this.#forget();
        yield* this.#row({ ...first, text: all }, row.cells);
      }
    } else if (this.#length > longest || (this.#open.length > patience && this.#swallows())) yield* this.#breakUp();
  }

  #swallows(): boolean {
    return cutByLines(
      this.#open.slice(1).map(({ text }) => text),
      this.#form,
    );
  }

  *#breakUp(): Generator<string> {
    const [first, ...others] = this.#open;
    this.#forget();
    if (first) yield rejected(first, 'unquoted value: not closed', this.#form);
    for (const line of others) yield* this.take(line);
  }

  *#row(line: Line, cells: readonly string[]): Generator<string> {
    const { width, padded } = this.#form;
    if (cells.length > width) yield rejected(line, 'too many columns', this.#form);
    else if (cells.length < width && !padded) yield rejected(line, 'missing columns', this.#form);
    else {
      this.#taken(line.number);
      yield written(line.number, ['', '', ...cells], width);
    }
  }

  #keep(line: Line): void {
    this.#open.push(line);
    this.#length += line.text.length;
  }

  #forget(): void {
    [this.#open, this.#length] = [[], 0];
  }
}

function rejected({ number, text }: Line, reason: string, { width }: RowForm): string {
  return written(number, [reason, text.replace(/\r$/, '')], width);
}

function written(number: number, cells: readonly string[], width: number): string {
  const all = [String(number), ...cells, ...Array.from({ length: width + 2 - cells.length }, () => '')];
  return `${all.map(quoted).join(',')}\n`;
}
