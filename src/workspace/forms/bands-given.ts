import { entriesOf, given, typed, type Typed } from './given';

/** Edges as a field shows them: one list for all, or by name. */
export type Bands =
  | { readonly kind: 'shared'; readonly edges: string }
  | { readonly kind: 'own'; readonly edges: ReadonlyMap<string, string> };

/** What a parameter of bands gives; without any, bands by name of which there are none. Null where it is something else. */
export function bandsGiven(value: unknown): Bands | null {
  const read = given(value);
  if (read === null) return { kind: 'own', edges: new Map() };
  const shared = shown(read);
  if (shared !== null) return { kind: 'shared', edges: shared };
  const own = new Map<string, string>();
  for (const [name, edges] of entriesOf(read) ?? [['', null]]) {
    const text = shown(edges);
    if (text === null) return null;
    own.set(name, text);
  }
  return { kind: 'own', edges: own };
}

/** The parameter's value: a list, or name → list; null where no edge is given. */
export function bandsValue(bands: Bands): unknown {
  if (bands.kind === 'shared') return bands.edges.trim() === '' ? null : edgesOf(bands.edges);
  const own = [...bands.edges].filter(([, edges]) => edges.trim() !== '');
  return own.length ? Object.fromEntries(own.map(([name, edges]) => [name, edgesOf(edges)])) : null;
}

/** The numbers of a text, parted by blanks, semicolons or commas; in 4,000 the comma parts thousands. */
export function edgesOf(text: string): readonly Typed[] {
  return text
    .split(/[\s;；、，]+|,(?=\s|$)/)
    .filter((part) => part !== '')
    .flatMap((part) => (/^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(part) ? [part.replaceAll(',', '')] : part.split(',')))
    .map(typed);
}

/** Whether a field's text is not at least two edges. */
export function isNoBand(text: Typed): boolean {
  const edges = edgesOf(String(text));
  return edges.length < 2 || edges.some((edge) => typeof edge !== 'number');
}

function shown(edges: unknown): string | null {
  if (!Array.isArray(edges)) return null;
  const list: readonly unknown[] = edges;
  return list.every((edge) => typeof edge === 'number' || typeof edge === 'string') ? list.join('; ') : null;
}
