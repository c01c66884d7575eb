import { entriesOf, given, typed, type Typed } from './given';

/** A parameter of name → number as its fields show it; null where it is something else. */
export function namedNumbers(value: unknown): ReadonlyMap<string, Typed> | null {
  const read = given(value);
  if (read === null) return new Map();
  const entries = entriesOf(read);
  return entries?.every(isTyped) ? new Map(entries) : null;
}

/** The parameter after one field was changed; an empty field gives nothing, and where none is left the value is null. */
export function withNumber(
  fields: ReadonlyMap<string, Typed>,
  name: string,
  text: string,
): Readonly<Record<string, Typed>> | null {
  const now = new Map(fields);
  if (text.trim() === '') now.delete(name);
  else now.set(name, typed(text));
  return now.size ? Object.fromEntries(now) : null;
}

function isTyped(entry: readonly [string, unknown]): entry is [string, Typed] {
  return typeof entry[1] === 'number' || typeof entry[1] === 'string';
}
