import type { Imported } from './imported';

type Note = Imported['notes'][number];

export interface Named {
  readonly names: readonly string[];
  readonly notes: readonly Note[];
}

/** Names for the columns from the header's lines: trimmed, none blank, none twice (DuckDB does not tell A from a). */
export function columnNames(header: readonly (readonly string[])[], width: number): Named {
  const notes: Note[] = [];
  const found = Array.from({ length: width }, (_, at) => nameOf(header, at));
  const trimmed = found.map((name) => name.replaceAll(/[\s\0\u3000\ufeff]+/g, ' ').trim());
  const padded = header.length ? trimmed.filter((name, at) => name !== found[at]).length : 0;
  if (padded) notes.push({ code: 'names-trimmed', details: { columns: padded } });
  const filled = trimmed.map((name, at) => name || `column${String(at)}`);
  const blank = header.length ? trimmed.filter((name) => name === '').length : 0;
  if (blank) notes.push({ code: 'names-blank', details: { columns: blank } });
  const names = apart(filled);
  const twice = names.filter((name, at) => name !== filled[at]).length;
  if (twice) notes.push({ code: 'names-twice', details: { columns: twice } });
  return { names, notes };
}

/** The first of several header lines names the column unless it is blank there (merged cells): then what stood before it, and the second. */
function nameOf(header: readonly (readonly string[])[], at: number): string {
  const [first, second] = header;
  if (header.length !== 2 || !first?.some((cell, place) => place > 0 && cell.trim() === '')) return first?.[at] ?? '';
  const below = second?.[at]?.trim() ?? '';
  const above =
    first
      .slice(0, at + 1)
      .findLast((cell) => cell.trim() !== '')
      ?.trim() ?? '';
  return above && below ? `${above} ${below}` : above || below;
}

function apart(names: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    let candidate = name;
    for (let count = 2; taken.has(candidate.toLowerCase()); count++) candidate = `${name}_${String(count)}`;
    taken.add(candidate.toLowerCase());
    return candidate;
  });
}
