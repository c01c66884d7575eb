import type { Dialect } from './imported';
import { piecesOf, streamOf } from './scratch';
import { cutLine, type Sniffed } from './sniff';

/** Whether the engine's own reader takes these bytes as they are. */
export function readsAsIs({ encoding, dialect, newline }: Sniffed): boolean {
  return (
    encoding === 'utf-8' && dialect.cut === 'delimiter' && newline !== 'lone' && (dialect.comment?.length ?? 1) === 1
  );
}

/** The text as UTF-8 that the engine's reader takes; what blanks or places cut becomes comma-separated. */
export function decodeText(bytes: ReadableStream<Uint8Array>, sniffed: Sniffed): ReadableStream<Uint8Array> {
  const text = bytes.pipeThrough(new TextDecoderStream(sniffed.encoding) as ReadableWritablePair<string, Uint8Array>);
  const { cut } = sniffed.dialect;
  const rewritten = cut === 'delimiter' ? unified(text) : streamOf(commaSeparated(text, cut, sniffed.starts));
  return rewritten.pipeThrough(new TextEncoderStream());
}

/** How the engine reads what `decodeText` wrote. */
export function decodedDialect(dialect: Dialect): Dialect {
  return dialect.cut === 'delimiter'
    ? dialect
    : { ...dialect, cut: 'delimiter', delimiter: ',', quote: '"', escape: '"' };
}

/** Every line break as a line feed; a pair that two pieces share is told by the carry. */
function unified(text: ReadableStream<string>): ReadableStream<string> {
  let carry = '';
  return text.pipeThrough(
    new TransformStream<string, string>({
      transform(piece, controller) {
        const joined = carry + piece;
        carry = joined.endsWith('\r') ? '\r' : '';
        controller.enqueue(joined.slice(0, joined.length - carry.length).replaceAll(/\r\n?/g, '\n'));
      },
      flush(controller) {
        if (carry) controller.enqueue('\n');
      },
    }),
  );
}

async function* commaSeparated(
  text: ReadableStream<string>,
  cut: Dialect['cut'],
  starts: readonly number[],
): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of piecesOf(unified(text))) {
    const lines = (rest + piece).split('\n');
    rest = lines.pop() ?? '';
    yield lines.map((line) => rowOf(line, cut, starts)).join('');
  }
  if (rest !== '') yield rowOf(rest, cut, starts);
}

function rowOf(line: string, cut: Dialect['cut'], starts: readonly number[]): string {
  return `${cutLine(line, cut, starts).map(quoted).join(',')}\n`;
}

/** A cell that keeps its blanks, quotes and line breaks. */
export function quoted(cell: string): string {
  return /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
