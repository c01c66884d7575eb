const prefix = 'intake-';

/**
 * Gives an import a folder's name among the origin's private files, and removes the folder afterwards.
 * A folder whose page was closed in the middle goes with the next import: nobody holds its lock any more.
 */
export async function inScratchFolder<T>(act: (folder: string) => Promise<T>): Promise<T> {
  const { storage, locks } = globalThis.navigator;
  const root = await storage.getDirectory().catch(() => null);
  const folder = prefix + crypto.randomUUID();
  if (!root) return act(folder);
  return locks.request(folder, async () => {
    await removeAbandoned(root, locks);
    try {
      return await act(folder);
    } finally {
      await remove(root, folder);
    }
  });
}

async function removeAbandoned(root: FileSystemDirectoryHandle, locks: LockManager): Promise<void> {
  const held = new Set((await locks.query()).held?.map(({ name }) => name));
  const names: string[] = [];
  for await (const name of root.keys()) names.push(name);
  for (const name of names) if (name.startsWith(prefix) && !held.has(name)) await remove(root, name);
}

/** Milliseconds after which a folder that could not be removed is tried again. */
const later: readonly number[] = [50, 200, 1000];

/** A worker that was ended lets go of its files a little later; what is held for longer is left to the next import. */
async function remove(root: FileSystemDirectoryHandle, name: string, waits = later): Promise<void> {
  try {
    await root.removeEntry(name, { recursive: true });
  } catch (error) {
    const wasNeverMade = error instanceof DOMException && error.name === 'NotFoundError';
    const [wait, ...others] = waits;
    if (!wasNeverMade && wait !== undefined) setTimeout(() => void remove(root, name, others), wait);
  }
}
