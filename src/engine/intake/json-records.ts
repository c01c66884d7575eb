import { Tokenizer, TokenParser } from '@streamparser/json';
import { WorkbenchError } from '../errors';
import { piecesOf } from './scratch';

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };
/** A record with its nested objects spread into names with dots, every value as text; lists stay JSON. */
export type FlatRecord = ReadonlyMap<string, string>;

/** One value after the other, or a document that is an array or an object. */
export type JsonShape = 'lines' | 'array' | 'object';

/** Integers that a number would damage stay digits. */
class DigitKeeper extends Tokenizer {
  override parseNumber(digits: string): number {
    const value = Number(digits);
    return /^-?\d{16,}$/.test(digits) && !Number.isSafeInteger(value) ? (digits as unknown as number) : value;
  }
}

/** The records of a JSON text as it streams by: its values, the items of its array, or the items of arrays in its object. */
export async function* recordsOf(
  text: ReadableStream<string>,
  file: string,
  shape: JsonShape,
): AsyncGenerator<FlatRecord> {
  const found: FlatRecord[] = [];
  const lines = shape === 'lines';
  const separator = lines ? { separator: '' } : {};
  const paths = { lines: ['$'], array: ['$.*'], object: ['$.*', '$.*.*'] }[shape];
  const parser = new TokenParser({ paths, keepStack: shape === 'object', ...separator });
  const tokenizer = new DigitKeeper(separator);
  const root: [string, Json][] = [];
  let nested = false;
  parser.onValue = ({ value, stack, key }) => {
    const depth = stack.length;
    if (shape !== 'object') found.push(flatten(value as Json));
    else if (depth === 2 && typeof key === 'number' && isRecord(value as Json)) {
      nested = true;
      found.push(flatten(value as Json));
    } else if (depth === 1 && !Array.isArray(value)) root.push([String(key), value as Json]);
  };
  const fail = (error: Error) => {
    throw new WorkbenchError('file-unreadable', { file, message: error.message }, error);
  };
  tokenizer.onError = fail;
  parser.onError = fail;
  tokenizer.onToken = (token) => {
    parser.write(token);
  };
  for await (const piece of piecesOf(text)) {
    tokenizer.write(piece);
    yield* found.splice(0);
  }
  if (!parser.isEnded && !lines)
    throw new WorkbenchError('file-unreadable', { file, message: 'the JSON ends too early' });
  yield* found.splice(0);
  if (!nested && root.length) yield flatten(Object.fromEntries(root));
}

function isRecord(value: Json): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function flatten(value: Json): FlatRecord {
  const flat = new Map<string, string>();
  spread(value, '', flat);
  return flat;
}

function spread(value: Json, name: string, into: Map<string, string>): void {
  if (value === null) into.set(name || 'value', '');
  else if (Array.isArray(value) && name === '')
    value.forEach((item: Json, at) => {
      spread(item, `column${String(at)}`, into);
    });
  else if (typeof value === 'object' && !Array.isArray(value))
    for (const [key, held] of Object.entries(value)) spread(held as Json, name ? `${name}.${key}` : key, into);
  else into.set(name || 'value', typeof value === 'object' ? JSON.stringify(value) : String(value));
}
