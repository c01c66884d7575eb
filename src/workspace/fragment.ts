import { deflateSync, Inflate } from 'fflate';
import { WorkbenchError } from '../engine/errors';

/** The longest fragment that every browser and most mail programs carry; beyond it the same goes as a file. */
export const longestFragment = 65_000;
const mostBytes = 4_000_000;
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/** JSON as a URL fragment `#w1=…`: deflated, base64url, with its format's version in front. Null when it is too long. */
export function toFragment(intent: unknown): string | null {
  const deflated = deflateSync(new TextEncoder().encode(JSON.stringify(intent)), { level: 9 });
  const fragment = `#w1=${base64url(deflated)}`;
  return fragment.length <= longestFragment ? fragment : null;
}

/** Whether a fragment claims to carry a workspace (a room's route does not). */
export function isCarrier(fragment: string): boolean {
  return /^#w\d+=/.test(fragment);
}

/** The JSON of a fragment, not validated yet. Throws WorkbenchError `link` for what is cut short, bloated, or from a later version. */
export function fromFragment(fragment: string): unknown {
  const parts = /^#w(\d+)=([\w-]*)$/.exec(fragment);
  if (!parts || fragment.length > longestFragment) throw broken('it is cut short or has strange signs');
  if (parts[1] !== '1') throw broken(`its format is version ${String(parts[1])}, this app reads version 1`);
  return parse(inflate(bytesOf(parts[2] ?? '')));
}

/** JSON text → value, refusing keys that could reach an object's prototype. */
export function parse(text: string): unknown {
  try {
    return JSON.parse(text, (key, value: unknown) => {
      if (forbidden.has(key)) throw broken(`the key ${key} is not allowed`);
      return value;
    });
  } catch (error) {
    throw error instanceof WorkbenchError ? error : broken('its content is no JSON', error);
  }
}

function inflate(bytes: Uint8Array): string {
  const pieces: Uint8Array[] = [];
  let size = 0;
  let ended = false;
  const inflating = new Inflate((piece, final) => {
    size += piece.length;
    if (size > mostBytes) throw broken(`it inflates to more than ${String(mostBytes)} bytes`);
    pieces.push(piece);
    ended = final;
  });
  try {
    for (let at = 0; at < bytes.length; at += 512)
      inflating.push(bytes.subarray(at, at + 512), at + 512 >= bytes.length);
  } catch (error) {
    throw error instanceof WorkbenchError ? error : broken('it is damaged', error);
  }
  if (!ended) throw broken('it is cut short');
  return new TextDecoder().decode(joined(pieces, size));
}

function joined(pieces: readonly Uint8Array[], size: number): Uint8Array {
  const all = new Uint8Array(size);
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

function base64url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function bytesOf(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (sign) => sign.charCodeAt(0));
  } catch (error) {
    throw broken('it is cut short', error);
  }
}

function broken(why: string, cause?: unknown): WorkbenchError {
  return new WorkbenchError('link', { why, message: `this link cannot be read: ${why}` }, cause);
}
