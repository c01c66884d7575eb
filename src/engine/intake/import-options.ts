import type { WorkbenchError } from '../errors';
import type { Decisions, Imported } from './imported';
import type { Scratch } from './scratch';

export interface ImportOptions {
  /** By the file's name, or the member's (`archive.zip/member.csv`). */
  readonly decisions?: Readonly<Record<string, Decisions>> | undefined;
  /** IANA name of the zone whose wall clock times are converted to. */
  readonly zone: string;
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((file: string, share: number) => void) | undefined;
  /** Names of tables that exist already. */
  readonly taken?: ReadonlySet<string> | undefined;
  /** Where decoded bytes are kept; memory by default. */
  readonly scratch?: Scratch | undefined;
  /** Called with a table's name before it is made, and when it stands or is gone again. */
  readonly begun?: ((table: string) => void) | undefined;
  readonly ended?: ((table: string) => void) | undefined;
}

export interface ImportOutcome {
  readonly imported: readonly Imported[];
  readonly failed: readonly { readonly file: string; readonly error: WorkbenchError }[];
}
