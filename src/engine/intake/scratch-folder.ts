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

/** A folder that was never made, or that a reader still holds, is left to the next import. */
async function remove(root: FileSystemDirectoryHandle, name: string): Promise<void> {
  await root.removeEntry(name, { recursive: true }).catch(() => undefined);
}
