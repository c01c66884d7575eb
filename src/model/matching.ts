import type { Imported, ImportedColumn } from '../engine/intake/imported';
import { headerOf, type Header } from './header';
import { isNumber, isTime, type Profile } from './profile';
import { fieldsOf, type Kind, type TableName } from './schema';
import { synonyms } from './synonyms';
import { noWords, yesWords } from './words';

/** One raw table as the mapper looks at it. */
export interface Looked {
  readonly imported: Imported;
  readonly profile: Profile | undefined;
  readonly columns: readonly LookedColumn[];
}
export interface LookedColumn extends ImportedColumn {
  readonly header: Header;
}

/** A column that bears a known name of a role; tier 0 is the canonical name or the best known. */
export interface Match {
  readonly column: LookedColumn;
  readonly tier: number;
}

export function look(imported: Imported, profile: Profile | undefined): Looked {
  return {
    imported,
    profile,
    columns: imported.columns.map((column) => ({ ...column, header: headerOf(column.name) })),
  };
}

/** The columns that could be `table.column`, best tier only: none, one, or a coin toss of several. */
export function candidates(
  { columns, profile }: Looked,
  table: TableName,
  column: string,
  taken?: ReadonlySet<string>,
): readonly Match[] {
  const kind = fieldsOf(table)[column]?.kind ?? 'text';
  const known = synonyms[table]?.[column] ?? [];
  const lines = column === 'customer_id' ? known : [[headerOf(column).key], ...known];
  for (const [at, line] of lines.entries()) {
    const found = columns.filter(
      (one) => line.includes(one.header.key) && !taken?.has(one.name) && fits(one, kind, profile) && !isMasked(one),
    );
    if (found.length) return alike(found).map((one) => ({ column: one, tier: Math.max(0, at - 1) }));
  }
  return [];
}

/** Whether the values can be what the role needs. */
export function fits(column: ImportedColumn, kind: Kind, profile?: Profile): boolean {
  if (column.distinct === 0) return true;
  switch (kind) {
    case 'number':
      return isNumber(column) || column.reading.kind === 'duration';
    case 'time':
      return isTime(column);
    case 'flag':
      return isFlag(column, profile);
    case 'text':
      return !isTime(column);
  }
}

/** Two values that say yes and no (or only one of them). */
function isFlag(column: ImportedColumn, profile?: Profile): boolean {
  if (column.type === 'BOOLEAN') return true;
  if (column.distinct > 3) return false;
  const seen = Object.keys(profile?.values[column.name] ?? {});
  const words = (seen.length ? seen : column.examples).map((word) => word.normalize('NFKC').trim().toLowerCase());
  const known: readonly string[] = [...yesWords, ...noWords];
  return words.length > 0 && words.every((word) => known.includes(word));
}

/** Masked phone numbers and names collide: they are never a key. */
export function isMasked({ examples }: ImportedColumn): boolean {
  const masked = examples.filter((text) => /\d{2,}\*{3,}\d{2,}|^.\*{2,}.?$/.test(text));
  return masked.length > 0 && masked.length >= examples.length / 2;
}

/** Columns with one key (`time`, `Time`) that hold the same are one candidate. */
function alike(found: readonly LookedColumn[]): readonly LookedColumn[] {
  const [first] = found;
  return first && found.every((one) => sameValues(one, first)) && new Set(found.map((one) => one.header.key)).size === 1
    ? [first]
    : found;
}

function sameValues(a: ImportedColumn, b: ImportedColumn): boolean {
  return a.distinct === b.distinct && a.min === b.min && a.max === b.max && a.examples.join() === b.examples.join();
}
