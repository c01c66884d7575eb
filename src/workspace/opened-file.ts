import type { LocalFile } from '../engine/engine';

/** A file on the person's disk; with a handle it can be read again without asking. */
export interface OpenedFile extends LocalFile {
  readonly handle?: { getFile(): Promise<File> } | undefined;
  /** True of a folder, which is refused by its name. */
  readonly folder?: boolean;
}
