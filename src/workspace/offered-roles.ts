import { isListed, wordsOf } from '../model/catalogue-words';
import { answerKinds } from '../model/mapping';
import { fieldsOf, tableNames, type Kind, type TableName } from '../model/schema';

/** A canonical column that a person may map. */
export interface OfferedRole {
  readonly column: string;
  readonly needed: boolean;
  readonly kind: Kind;
  /** The only values that mean anything, if they are few. */
  readonly values: readonly string[];
}

/** What a table may be used as. */
export const offeredTables: readonly TableName[] = tableNames;

/** The canonical columns that a file can supply for a table, in the catalogue's order. */
export function offeredRoles(table: TableName): readonly OfferedRole[] {
  return Object.entries(fieldsOf(table))
    .filter(([, field]) => !field.made)
    .map(([column, { needed, kind }]) => ({
      column,
      needed: needed ?? false,
      kind,
      values: valuesOf[`${table}.${column}`] ?? (isListed(column) && column !== 'stage' ? wordsOf(column) : []),
    }));
}

const valuesOf: Readonly<Record<string, readonly string[]>> = {
  'responses.kind': answerKinds,
  'responses.survey_type': ['transactional', 'relational'],
  'orders.gross_or_net': ['gross', 'net'],
  'orders.status': ['paid', 'unpaid', 'closed', 'refunded'],
  'indicators.direction': ['more', 'less'],
};
