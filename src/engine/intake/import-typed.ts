import type { Engine } from '../engine';
import { WorkbenchError } from '../errors';
import type { ImportOptions } from './import-files';
import type { Imported } from './imported';
import type { TypedPart } from './part';

/** Files that bring their types along: Parquet and Arrow. */
export function importTyped(
  _engine: Engine,
  _table: string,
  part: TypedPart,
  _options: ImportOptions,
): Promise<Imported> {
  return Promise.reject(new WorkbenchError('file-format', { file: part.label }));
}
