import { fieldsOf, tableNames, type TableName } from '../model/schema';

/** A canonical column that a person may map. */
export interface OfferedRole {
  readonly column: string;
  readonly needed: boolean;
}

/** What a table may be used as. */
export const offeredTables: readonly TableName[] = tableNames;

/** The canonical columns that a file can supply for a table, in the catalogue's order. */
export function offeredRoles(table: TableName): readonly OfferedRole[] {
  return Object.entries(fieldsOf(table))
    .filter(([, field]) => !field.made)
    .map(([column, field]) => ({ column, needed: field.needed ?? false }));
}
