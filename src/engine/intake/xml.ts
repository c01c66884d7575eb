import { Parser } from 'saxen';
import { piecesOf } from './scratch';

/** What an XML text tells as it streams by; names come without their prefixes. */
export interface XmlHearing {
  open?(name: string, attribute: (name: string) => string | undefined): void;
  text?(text: string): void;
  close?(name: string): void;
}

/** Reads XML piece by piece; gives back control after each, so that what was heard can be passed on. Throws on malformed XML. */
export async function* readXml(text: ReadableStream<string>, hearing: XmlHearing): AsyncGenerator<undefined> {
  const parser = new Parser()
    .on('openTag', (name, attributes, decode) => {
      hearing.open?.(withoutPrefix(name), (wanted) => {
        const value = attributes()[wanted];
        return value === undefined ? undefined : decode(value);
      });
    })
    .on('text', (found, decode) => hearing.text?.(decode(found)))
    .on('cdata', (found) => hearing.text?.(found))
    .on('closeTag', (name) => hearing.close?.(withoutPrefix(name)))
    .on('warn', () => undefined)
    .on('error', (error) => {
      throw error;
    });
  for await (const piece of piecesOf(text)) {
    parser.write(piece);
    yield;
  }
  parser.end();
  yield;
}

function withoutPrefix(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
