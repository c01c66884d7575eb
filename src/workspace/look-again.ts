import type { OpenedFile } from './opened-file';

/** What a refresh came to. */
export interface Refreshed {
  readonly changed: readonly { readonly file: string; readonly before: number; readonly after: number }[];
  readonly same: readonly string[];
  /** Files that the browser gives no second look at: the person must choose them again. */
  readonly lost: readonly string[];
}

/** What reading again by another clock came to, by file. */
export interface Reread {
  readonly read: readonly string[];
  /** Those of them whose times stand elsewhere now. */
  readonly moved: readonly string[];
}

/** What a second look at a file came to. */
export type Looked = { readonly name: string; readonly kind: 'same' | 'lost' | 'changed'; readonly fresh?: OpenedFile };

/** Whether a file changed on disk since it was read. */
export async function lookAgain(file: OpenedFile): Promise<Looked> {
  if (!file.handle) return { name: file.name, kind: (await readable(file.blob)) ? 'same' : 'lost' };
  try {
    const now = await file.handle.getFile();
    const then = file.blob instanceof File ? file.blob.lastModified : null;
    if (now.size === file.blob.size && now.lastModified === then) return { name: file.name, kind: 'same' };
    return { name: file.name, kind: 'changed', fresh: { name: file.name, blob: now, handle: file.handle } };
  } catch {
    return { name: file.name, kind: 'lost' };
  }
}

/** A `File` whose contents changed on disk can no longer be read. */
async function readable(blob: Blob): Promise<boolean> {
  return blob
    .slice(0, 1)
    .arrayBuffer()
    .then(
      () => true,
      () => false,
    );
}
