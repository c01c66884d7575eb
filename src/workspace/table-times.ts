import type { Imported, ImportedColumn } from '../engine/intake/imported';

/** Whether a table's times depend on whose wall clock they are read by. */
export function hasTimes({ columns }: Imported): boolean {
  return columns.some(isTime);
}

/** From when to when the times of a table go, to be compared. */
export function timesOf({ columns }: Imported): string {
  return JSON.stringify(columns.filter(isTime).map(({ name, min, max }) => [name, min, max]));
}

/** A column of whole days may have come from moments at midnight. */
function isTime({ type }: ImportedColumn): boolean {
  return /^(?:TIMESTAMP|DATE)/.test(type);
}
