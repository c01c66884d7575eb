import * as v from 'valibot';
import { WorkbenchError } from '../engine/errors';
import { parse } from './fragment';

/** A data file that whoever serves the app laid beside it, in `data/`. */
export interface BesideFile {
  readonly name: string;
  /** Bytes. */
  readonly size: number;
}

/** Where the manifest lies, seen from the page. */
export const besideFolder = 'data/';
export const besideManifest = 'data/manifest.json';

/**
 * A plain file name: it cannot climb out of its folder, name a host or a scheme, or be hidden; what may follow is a
 * name in any script with an ending that the intake reads.
 */
export const besideName = v.pipe(
  v.string(),
  v.maxLength(120),
  v.regex(
    /^[\p{L}\p{N}_][\p{L}\p{M}\p{N} _.()（）-]*\.(?:csv|tsv|txt|parquet|xlsx|json|ndjson|jsonl|arrow|feather|zip|gz)$/iu,
    'is no plain name of a data file',
  ),
  v.check((name) => !name.includes('..'), 'is no plain name of a data file'),
);

const manifest = v.object({
  files: v.pipe(
    v.array(v.object({ name: besideName, size: v.pipe(v.number(), v.integer(), v.minValue(0)) })),
    v.maxLength(200),
  ),
});

/** What a manifest lists; WorkbenchError `link` names the path of what it refused. */
export function readManifest(text: string): readonly BesideFile[] {
  const read = v.safeParse(manifest, parse(text));
  if (read.success) return read.output.files;
  const [issue] = read.issues;
  const path = v.getDotPath(issue) ?? '(top)';
  throw new WorkbenchError('link', {
    path,
    why: issue.message,
    message: `${besideManifest} cannot be read: ${path}: ${issue.message}`,
  });
}

/** The names of what is open, if all of it lies beside the app in the same size; else null. */
export function besideOpen(
  opened: readonly { readonly name: string; readonly blob: { readonly size: number } }[],
  listed: readonly BesideFile[],
): readonly string[] | null {
  const isListed = opened.every((file) =>
    listed.some(({ name, size }) => name === file.name && size === file.blob.size),
  );
  return opened.length && isListed ? opened.map(({ name }) => name) : null;
}

/** What to throw when a link names a file that does not lie beside this app. */
export function notBeside(name: string): WorkbenchError {
  return new WorkbenchError('link', { file: name, why: 'it does not lie beside this app' });
}
