import type { Text } from '../i18n/text';
import type { Supply } from './mapping';
import type { TableName } from './schema';

/**
 * A source column by its header's key, or another supply; the first header that is there is taken.
 * Keys may end in `|order-status`, `|flag`, `|min` (minutes), `|paid-when` or `|id-in-file`.
 */
export type Wanted = string | Supply | readonly string[];

/** An export that several headers together give away; its traps are handled or said. */
export interface Preset {
  readonly id: string;
  readonly name: Text;
  /** Header keys (see `keyOf`) that must all be there. */
  readonly marks: readonly string[];
  /** At least one of these too. */
  readonly oneOf?: readonly string[];
  /** Built from documentation only: no real header was at hand. */
  readonly documentedOnly?: true;
  readonly feeds: readonly {
    readonly table: TableName;
    readonly columns: Readonly<Record<string, Wanted>>;
    readonly once?: 'repeat' | 'sum';
    /** Further columns to keep as attributes of customers, by header pattern. */
    readonly attributes?: RegExp;
  }[];
  /** Canonical columns that the general rules must leave alone here, as `table.column`. */
  readonly not?: readonly string[];
  readonly traps: readonly Text[];
}

/** A column of an order's status, in whatever words the export says it. */
export function status(...columns: readonly string[]): readonly string[] {
  return columns.map((column) => `${column}|order-status`);
}

/** The same value in every row. */
export function constant(value: string | number): Supply {
  return { kind: 'constant', value };
}
