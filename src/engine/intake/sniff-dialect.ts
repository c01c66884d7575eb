import type { Dialect } from './imported';
import { look } from './looks';
import { linesOf, splitRows, type Cut } from './split-rows';

const delimiters = [',', ';', '\t', '|', '^', '~', '\u0001', '\u001f', '¦', '§', '，', '；', ':'];
const quotes = ['"', "'", '`'];
const rowsLooked = 400;

/** How a text is cut: the delimiter and quotes under which its rows are alike and its cells look like something. */
export function sniffCut(text: string): Pick<Dialect, 'cut' | 'delimiter' | 'quote' | 'escape' | 'comment'> {
  const comment = commentOf(text);
  let best = { score: 0, cut: { cut: 'delimiter', delimiter: ',', quote: '"', escape: '"', comment } as const };
  for (const candidate of candidates(text, comment)) {
    const score = scoreOf(text, candidate);
    if (score > best.score * 1.0001) best = { score, cut: { cut: 'delimiter', ...candidate } as typeof best.cut };
  }
  const blanks = blankScore(text);
  if (blanks > best.score) return { cut: 'blanks', delimiter: ' ', quote: '', escape: '', comment };
  return best.cut;
}

/** Places (in characters) where the fields of a text of fixed width begin, or null when it is none. */
export function fixedStarts(text: string): readonly number[] | null {
  const lines = linesOf(text)
    .filter((line) => line.trim() !== '')
    .slice(0, rowsLooked);
  const width = Math.max(...lines.map(({ length }) => length));
  if (lines.length < 4 || width > 4000) return null;
  const starts: number[] = [];
  for (let at = 0; at < width; at++) {
    const begins = lines.some((line) => (line[at] ?? ' ') !== ' ');
    const gap = at === 0 || lines.every((line) => (line[at - 1] ?? ' ') === ' ');
    if (begins && gap) starts.push(at);
  }
  return starts.length > 1 ? starts : null;
}

function* candidates(text: string, comment: string | null): Generator<Cut> {
  const seen = delimiters.filter((delimiter) => text.includes(delimiter));
  for (const delimiter of seen)
    for (const quote of text.includes('"')
      ? [...quotes.filter((mark) => opens(text, mark, delimiter)), '']
      : ['"', ...quotes.slice(1).filter((mark) => opens(text, mark, delimiter))])
      for (const escape of quote && text.includes(`\\${quote}`) ? ['\\', quote] : [quote])
        yield { delimiter, quote, escape, comment };
}

/** Whether the mark stands where a quoted cell would begin and where one would end. */
function opens(text: string, mark: string, delimiter: string): boolean {
  const before = [
    text.startsWith(mark),
    text.includes(`${delimiter}${mark}`),
    text.includes(`\n${mark}`),
    text.includes(`\r${mark}`),
  ];
  const after =
    [`${mark}${delimiter}`, `${mark}\n`, `${mark}\r`].some((end) => text.includes(end)) || text.endsWith(mark);
  return before.includes(true) && after;
}

/** Alikeness of rows times the share of cells that look like something. */
function scoreOf(text: string, cut: Cut): number {
  const rows: (readonly string[])[] = [];
  for (const row of splitRows(text, cut)) {
    if (!row.comment && (row.cells.length > 1 || row.cells[0]?.trim())) rows.push(row.cells);
    if (rows.length >= rowsLooked) break;
  }
  return alike(rows.map(({ length }) => length)) * typed(rows, cut);
}

function alike(widths: readonly number[]): number {
  const counts = new Map<number, number>();
  for (const width of widths) counts.set(width, (counts.get(width) ?? 0) + 1);
  const sum = [...counts].reduce((total, [width, count]) => total + (count * Math.max(0.001, width - 1)) / width, 0);
  return sum / widths.length / Math.sqrt(counts.size);
}

function typed(rows: readonly (readonly string[])[], { quote }: Cut): number {
  let known = 0;
  let all = 0;
  for (const cells of rows)
    for (const cell of cells) {
      all++;
      const seen = look(cell);
      const stray = quote === '' && /^["']|["']$/.test(cell.trim());
      known += stray ? 0 : seen === 'odd' ? 0.2 : seen === 'text' ? 0.8 : 1;
    }
  return all ? Math.max(known / all, 1e-6) : 0;
}

/** Runs of blanks cut a text only when every line falls into equally many parts, and mostly numbers. */
function blankScore(text: string): number {
  const lines = linesOf(text)
    .filter((line) => line.trim() !== '')
    .slice(0, rowsLooked);
  if (lines.length < 2) return 0;
  const rows = lines.map((line) => line.trim().split(/[ \t]+/));
  const widths = rows.map(({ length }) => length);
  if (new Set(widths).size > 1 || (widths[0] ?? 1) < 2) return 0;
  const numbers = rows.flat().filter((cell) => ['number', 'time'].includes(look(cell))).length;
  const share = numbers / rows.flat().length;
  return share < 0.3 && lines.length < 5
    ? 0
    : alike(widths) * typed(rows, { delimiter: ' ', quote: '', escape: '', comment: null }) * 0.97;
}

/** `#` or `//` when lines at the beginning have it and the rows below have not. */
function commentOf(text: string): string | null {
  const lines = linesOf(text.slice(0, 20_000)).slice(0, 100);
  return (
    ['#', '//'].find(
      (mark) =>
        lines[0]?.startsWith(mark) &&
        /^(#|\/\/)\s/.test(lines[0]) &&
        lines.some((line) => line !== '' && !line.startsWith(mark)),
    ) ?? null
  );
}
