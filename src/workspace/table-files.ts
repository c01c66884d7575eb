import type { Imported } from '../engine/intake/imported';

/** The files on disk that a table was made of; members of archives and sheets name their container. */
export function filesOf(table: Imported): readonly string[] {
  return [...new Set(table.files.map(containerOf))];
}

/** The file on disk that holds a member or sheet. */
export function containerOf(file: string): string {
  return file.split('/')[0] ?? file;
}

/** Tables of one shape among which are fresh ones and others: to be read as one. */
export function alikeTo(fresh: readonly Imported[], all: readonly Imported[]): readonly Imported[] {
  const shape = (table: Imported) => JSON.stringify([table.dialect !== null, table.columns.map(({ name }) => name)]);
  const shapes = new Set(fresh.filter(({ dialect }) => dialect?.headerLines).map(shape));
  const alike = all.filter((table) => shapes.has(shape(table)));
  return alike.length > shapes.size ? alike : [];
}

/** The tables with others in the place of some; at the end where there were none. */
export function inPlaceOf(
  replaced: readonly Imported[],
  before: readonly Imported[],
  tables: readonly Imported[],
): readonly Imported[] {
  const first = before.findIndex((table) => replaced.includes(table));
  const at = first < 0 ? before.length : first;
  const kept = (some: readonly Imported[]) => some.filter((table) => !replaced.includes(table));
  return [...kept(before.slice(0, at)), ...tables, ...kept(before.slice(at))];
}
