import type { Dialect } from './imported';

/** One row of a delimited text. `line` is the physical line it begins on, from 1. */
export interface SplitRow {
  readonly cells: readonly string[];
  readonly line: number;
  /** Where the row ends in the text, after its line break. */
  readonly end: number;
  /** False where the text ended inside quotes. */
  readonly closed: boolean;
  /** Whether something follows a quote that closes a cell, before the cell ends. */
  readonly stray: boolean;
  readonly comment: boolean;
}

export type Cut = Pick<Dialect, 'delimiter' | 'quote' | 'escape' | 'comment'>;

/** Cuts a text into rows of cells, as spreadsheets do: quotes count only at the beginning of a cell. */
export function* splitRows(text: string, cut: Cut, from = 0): Generator<SplitRow, undefined> {
  const { delimiter, quote, escape } = cut;
  let at = from;
  let line = 1;
  while (at < text.length) {
    const started = line;
    const cells: string[] = [];
    let [closed, stray] = [true, false];
    for (;;) {
      let cell = '';
      const quoted = quote !== '' && text.startsWith(quote, at);
      if (quoted) {
        at += quote.length;
        closed = false;
        while (at < text.length) {
          if (escape && escape !== quote && text.startsWith(escape, at) && at + escape.length < text.length) {
            cell += text[at + escape.length] ?? '';
            at += escape.length + 1;
          } else if (text.startsWith(quote, at)) {
            at += quote.length;
            if (escape === quote && text.startsWith(quote, at)) {
              cell += quote;
              at += quote.length;
            } else {
              closed = true;
              break;
            }
          } else {
            if (text[at] === '\n') line++;
            cell += text[at] ?? '';
            at++;
          }
        }
      }
      const stop = endOfCell(text, at, delimiter);
      if (quoted && stop > at) stray = true;
      cell += text.slice(at, stop);
      at = stop;
      cells.push(cell);
      if (delimiter && text.startsWith(delimiter, at) && at < text.length) at += delimiter.length;
      else break;
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 2;
    else if (at < text.length) at++;
    line++;
    yield {
      cells,
      line: started,
      end: at,
      closed,
      stray,
      comment: cut.comment !== null && cells[0]?.startsWith(cut.comment) === true,
    };
  }
}

/** Whether a row's quotes are out of place: never closed, or closed before the cell ends. */
export function isOpen({ closed, stray }: Pick<SplitRow, 'closed' | 'stray'>): boolean {
  return !closed || stray;
}

/** From so many lines on, a quote that is not closed in a sample will not be closed behind it either. */
const linesOfACell = 100;

/** As `splitRows`, but a quote out of place does not take the lines below into its row; `whole`: the text is no mere sample. */
export function* closedRows(text: string, cut: Cut, whole: boolean): Generator<SplitRow> {
  let [from, line] = [0, 1];
  for (let row = nextRow(text, from, cut); row; row = nextRow(text, from, cut)) {
    const lines = linesOf(text.slice(from, row.end));
    const endless = !row.closed && (whole || lines.length > linesOfACell);
    const swallows = lines.length > 1 && (row.stray || endless);
    const kept = swallows ? (nextRow(lines[0] ?? '', 0, cut) ?? row) : row;
    yield { ...kept, line };
    from = swallows ? from + firstLine(text, from) : row.end;
    line += swallows ? 1 : lines.length;
  }
}

function nextRow(text: string, from: number, cut: Cut): SplitRow | undefined {
  return splitRows(text, cut, from).next().value ?? undefined;
}

/** How long a text's line is, with its break. */
function firstLine(text: string, from: number): number {
  const end = /\r\n|\n|\r|$/g;
  end.lastIndex = from;
  const found = end.exec(text);
  return found ? found.index + found[0].length - from : text.length - from;
}

function endOfCell(text: string, from: number, delimiter: string): number {
  let at = from;
  while (at < text.length) {
    const char = text[at];
    if (char === '\n' || char === '\r' || (delimiter && char === delimiter[0] && text.startsWith(delimiter, at))) break;
    at++;
  }
  return at;
}

/** Lines of a text without their breaks: `\n`, `\r\n` or `\r`. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}
