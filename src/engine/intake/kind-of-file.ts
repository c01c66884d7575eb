import type { LocalFile } from '../engine';
import { WorkbenchError } from '../errors';
import { detectEncoding } from './encoding';
import { readTail } from './part';

export type FileKind = 'text' | 'json-array' | 'json-object' | 'ndjson' | 'gzip' | 'zip' | 'parquet' | 'arrow';

const foreign: readonly (readonly [name: string, start: readonly number[]])[] = [
  ['PDF', [0x25, 0x50, 0x44, 0x46]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
  ['JPEG', [0xff, 0xd8, 0xff]],
  ['RAR', [0x52, 0x61, 0x72, 0x21]],
  ['7-Zip', [0x37, 0x7a, 0xbc, 0xaf]],
  ['Zstandard', [0x28, 0xb5, 0x2f, 0xfd]],
  ['bzip2', [0x42, 0x5a, 0x68]],
  ['xz', [0xfd, 0x37, 0x7a, 0x58]],
  ['SQLite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65]],
];

/** What a file is by its first and last bytes, whatever its name says. Throws for what cannot be read. */
export async function kindOfFile(file: LocalFile, head: Uint8Array): Promise<FileKind> {
  const starts = (...bytes: readonly number[]) => bytes.every((byte, at) => head[at] === byte);
  if (starts(0x1f, 0x8b)) return 'gzip';
  if (starts(0x50, 0x4b, 0x03, 0x04) || starts(0x50, 0x4b, 0x05, 0x06)) return 'zip';
  if (starts(0x50, 0x41, 0x52, 0x45)) throw new WorkbenchError('file-encrypted', { file: file.name });
  if (starts(0x50, 0x41, 0x52, 0x31)) return parquet(file);
  if (starts(0x41, 0x52, 0x52, 0x4f, 0x57, 0x31) || (starts(0xff, 0xff, 0xff, 0xff) && (head[7] ?? 1) === 0))
    return 'arrow';
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) throw oldOffice(file, head);
  const known = foreign.find(([, start]) => starts(...start));
  if (known) throw new WorkbenchError('file-foreign', { file: file.name, kind: known[0] });
  return textKind(file, head);
}

async function parquet(file: LocalFile): Promise<FileKind> {
  const end = new TextDecoder().decode(await readTail(file, 4));
  if (end === 'PARE') throw new WorkbenchError('file-encrypted', { file: file.name });
  if (end !== 'PAR1')
    throw new WorkbenchError('file-unreadable', {
      file: file.name,
      message: 'the Parquet file is cut off: its end is missing',
    });
  return 'parquet';
}

/** Excel's old format, which also wraps workbooks that bear a password. */
function oldOffice(file: LocalFile, head: Uint8Array): WorkbenchError {
  const wide = new TextDecoder('utf-16le').decode(head.subarray(0, head.length - (head.length % 2)));
  return /E.?n.?c.?r.?y.?p.?t.?e.?d/.test(wide) ||
    /E\0n\0c\0r\0y\0p\0t\0e\0d/.test(new TextDecoder('latin1').decode(head))
    ? new WorkbenchError('file-encrypted', { file: file.name })
    : new WorkbenchError('file-old-excel', { file: file.name });
}

function textKind(file: LocalFile, head: Uint8Array): FileKind {
  const encoding = detectEncoding(head, head.length >= file.blob.size);
  const zeros = head.subarray(0, 8192).filter((byte) => byte === 0).length;
  if (zeros > 0.05 * Math.min(head.length, 8192) && !encoding.startsWith('utf-16'))
    throw new WorkbenchError('file-format', { file: file.name, message: 'neither text nor a known format' });
  const text = new TextDecoder(encoding)
    .decode(head)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (/^<(?:!doctype html|html|head|body|table|meta)\b/i.test(text))
    throw new WorkbenchError('file-web-page', { file: file.name });
  if (isNoise(text))
    throw new WorkbenchError('file-format', { file: file.name, message: 'neither text nor a known format' });
  if (!/^[[{]/.test(text)) return 'text';
  const [first = '', second] = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  if (isObject(first) && (second === undefined ? false : second.startsWith('{'))) return 'ndjson';
  if (/^\[\s*(?:[[{"\]]|(?:-?\d+(?:\.\d+)?(?:e[+-]?\d+)?|null|true|false)\s*[,\]])/i.test(text)) return 'json-array';
  return /^\{\s*(?:"|\})/.test(text) ? 'json-object' : 'text';
}

/** Signs that no text has, more of them than strays would explain; some old exports are cut by \u0001 or \u001f. */
function isNoise(text: string): boolean {
  const looked = [...text.slice(0, 8192)];
  const odd = looked.filter((sign) => {
    const code = sign.charCodeAt(0);
    return (code > 1 && code < 9) || (code > 13 && code < 31);
  });
  return odd.length > 0.05 * looked.length;
}

function isObject(line: string): boolean {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
