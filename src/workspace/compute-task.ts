import { WorkbenchError, type ErrorCode } from '../engine/errors';
import type { Found, Setting, Used } from '../metrics/metric';

/** What a worker is asked to compute; `tables` are the answers of the metric's queries as Arrow IPC streams. */
export interface ComputeTask {
  readonly metric: string;
  readonly tables: Readonly<Record<string, Uint8Array>>;
  readonly setting: Setting;
  readonly used: Readonly<Record<string, Used>>;
}

/** What the worker says: how far it has come, then the rows in pieces, then the rest, or why there is none. */
export type ComputeReply =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'rows'; readonly rows: Found['rows'] }
  | { readonly kind: 'found'; readonly found: Found | null }
  | Failure;

interface Failure {
  readonly kind: 'failed';
  readonly error: unknown;
  /** Cloning between threads keeps an error's message and forgets its class. */
  readonly code?: ErrorCode;
  readonly details?: WorkbenchError['details'];
}

/** An error as it is sent. */
export function failureOf(error: unknown): Failure {
  return error instanceof WorkbenchError
    ? { kind: 'failed', error: null, code: error.code, details: error.details }
    : { kind: 'failed', error };
}

/** The error that was sent. */
export function rebuilt({ error, code, details }: Failure): unknown {
  return code === undefined ? error : new WorkbenchError(code, details);
}
