import type { Engine } from '../engine/engine';
import type { Imported } from '../engine/intake/imported';
import type { Remark } from '../i18n/text';
import type { Filters } from './filters';
import type { CatalogueEntry, Guess, Mapping } from './mapping';
import type { Profiles } from './profile';
import type { TableName } from './schema';

/** What `build` is told beside the mapping. */
export interface Building {
  readonly filters: Filters;
  readonly catalogue: readonly CatalogueEntry[];
  /** The workspace's zone, e.g. `Asia/Shanghai`; intake has converted times to its wall clock. */
  readonly zone: string;
  readonly signal?: AbortSignal | undefined;
}

/** What stands in schema canonical after `build`. */
export interface Built {
  /** Mapped columns, as `table.column`; attributes of customers among them. */
  readonly roles: ReadonlySet<string>;
  readonly remarks: readonly Remark[];
  /** Rows of each table before and after the filters, and rows a customers filter left out for want of a customer. */
  readonly counts: Readonly<
    Record<TableName, { readonly all: number; readonly kept: number; readonly withoutCustomer: number }>
  >;
}

/** `guess(tables, knowing?)` in guess.ts. */
export type Guessing = (
  tables: readonly Imported[],
  knowing?: {
    /** From `profile(engine, tables)`; with them zeros, totals that repeat and flags are told apart. */
    readonly profiles?: Profiles;
    /** Tables that a person said a source feeds (only those are then guessed for it). */
    readonly as?: Readonly<Record<string, readonly TableName[]>>;
  },
) => Guess;

/** `build(engine, mapping, building)` in views.ts: makes all canonical tables anew. */
export type BuildingViews = (engine: Engine, mapping: Mapping, building: Building) => Promise<Built>;
