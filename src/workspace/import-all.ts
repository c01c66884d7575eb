import type { importFiles } from '../engine/intake/import-files';
import type { ImportAll } from './rooms';

/** The intake, as a workspace asks for it: importing here, or in a worker. */
export function importAllBy(importing: typeof importFiles): ImportAll {
  return async (engine, files, { decisions, standing, zone, signal, progress }) => {
    const taken = new Set(standing.map(({ table }) => table));
    const { imported, failed } = await importing(engine, files, { decisions, zone, signal, progress, taken });
    return { tables: imported, failures: failed };
  };
}
