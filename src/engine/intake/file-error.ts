import { WorkbenchError } from '../errors';

/** Any failure as one that names the file. */
export function asWorkbenchError(error: unknown, file: string): WorkbenchError {
  if (error instanceof WorkbenchError)
    return error.details.file === undefined
      ? new WorkbenchError(error.code, { file, ...error.details }, error.cause ?? error)
      : error;
  const { name, message } = error instanceof Error ? error : { name: '', message: String(error) };
  return new WorkbenchError(name === 'NotReadableError' ? 'file-changed' : 'file-unreadable', { file, message }, error);
}
