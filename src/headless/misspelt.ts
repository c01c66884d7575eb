import { WorkbenchError } from '../engine/errors';
import { nearest } from '../engine/nearest';

/** Wrong usage: what was typed, what it was to be, and the nearest right spelling. */
export function misspelt(what: string, typed: string, known: readonly string[]): WorkbenchError {
  const near = nearest(typed, known);
  const list = known.length <= 40 ? `; known: ${known.join(', ')}` : '';
  return usage(`unknown ${what} "${typed}"${near === null ? list : `; did you mean "${near}"?`}`);
}

export function usage(message: string): WorkbenchError {
  return new WorkbenchError('usage', { message });
}
