import type { Dialect } from './imported';

/** One row of a delimited text. `line` is the physical line it begins on, from 1. */
export interface SplitRow {
  readonly cells: readonly string[];
  readonly line: number;
  /** Where the row ends in the text, after its line break. */
  readonly end: number;
  /** False where the text ended inside quotes. */
  readonly closed: boolean;
  readonly comment: boolean;
}

export type Cut = Pick<Dialect, 'delimiter' | 'quote' | 'escape' | 'comment'>;

/** Cuts a text into rows of cells, as spreadsheets do: quotes count only at the beginning of a cell. */
export function* splitRows(text: string, cut: Cut): Generator<SplitRow> {
  const { delimiter, quote, escape } = cut;
  let at = 0;
  let line = 1;
  while (at < text.length) {
    const started = line;
    const cells: string[] = [];
    let closed = true;
    for (;;) {
      let cell = '';
      if (quote && text.startsWith(quote, at)) {
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
      comment: cut.comment !== null && cells[0]?.startsWith(cut.comment) === true,
    };
  }
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
