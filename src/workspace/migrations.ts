import { WorkbenchError } from '../engine/errors';

type Saved = Readonly<Record<string, unknown>>;

/** Step n brings version n to n + 1. Contiguous from 1; never change a step that was released. */
const steps: readonly ((saved: Saved) => Saved)[] = [];

export const currentVersion = steps.length + 1;

/** A saved workspace of any released version as the current one; what is no workspace is handed on for the check to refuse. */
export function migrated(value: unknown): unknown {
  if (!isSaved(value)) return value;
  const { version } = value;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) return value;
  if (version > currentVersion)
    throw new WorkbenchError('workspace', {
      path: 'version',
      reason: `${String(version)} is newer than ${String(currentVersion)}`,
    });
  return steps
    .slice(version - 1)
    .reduce<Saved>((saved, step, at) => ({ ...step(saved), version: version + at + 1 }), value);
}

function isSaved(value: unknown): value is Saved {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
