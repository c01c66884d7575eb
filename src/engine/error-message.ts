import { WorkbenchError, type ErrorCode } from './errors';

/** A failure as it can be cloned from one thread to another. */
export function asMessage(error: unknown): unknown {
  if (error instanceof WorkbenchError) return { workbench: error.code, details: error.details };
  return error instanceof Error ? { name: error.name, message: error.message } : String(error);
}

/** The failure that `asMessage` made a message of. */
export function fromMessage(message: unknown): unknown {
  if (typeof message !== 'object' || message === null) return message;
  if ('workbench' in message && 'details' in message)
    return new WorkbenchError(message.workbench as ErrorCode, message.details as WorkbenchError['details']);
  const error = new Error('message' in message ? String(message.message) : '');
  if ('name' in message) error.name = String(message.name);
  return error;
}
