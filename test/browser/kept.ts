import type { Page } from 'playwright-core';
import type { Remembered } from '../../src/workspace/memory-of-browser';

/** The workspaces that the browser keeps. */
export function kept(page: Page): Promise<readonly Remembered[]> {
  return page.evaluate(
    () =>
      new Promise<readonly Remembered[]>((resolve, reject) => {
        const opening = indexedDB.open('touchpoint-workbench');
        opening.onerror = () => {
          reject(new Error('no database'));
        };
        opening.onsuccess = () => {
          const database = opening.result;
          if (!database.objectStoreNames.contains('workspaces')) {
            database.close();
            resolve([]);
            return;
          }
          const asking = database.transaction('workspaces').objectStore('workspaces').getAll();
          asking.onsuccess = () => {
            database.close();
            resolve(asking.result as readonly Remembered[]);
          };
        };
      }),
  );
}
