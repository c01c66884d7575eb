import { importFiles } from '../engine/intake/import-files';
import type { ImportAll } from './rooms';

/** The intake, as a workspace asks for it. */
export const importAll: ImportAll = async (engine, files, { decisions, standing, zone, signal, progress }) => {
  const taken = new Set(standing.map(({ table }) => table));
  const { imported, failed } = await importFiles(engine, files, { decisions, zone, signal, progress, taken });
  return { tables: imported, failures: failed };
};
