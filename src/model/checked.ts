import type { Built } from './built';
import type { Filters } from './filters';
import type { Mapping } from './mapping';
import type { RawTypes } from './supply';

/** What the checks look at: the store as it was made, and how. */
export interface Checked {
  readonly mapping: Mapping;
  readonly types: RawTypes;
  readonly roles: ReadonlySet<string>;
  readonly counts: Built['counts'];
  readonly filters: Filters;
  /** What the rows said of amounts and refunds, where no file said it. */
  readonly tested: 'gross' | 'net' | null;
}
