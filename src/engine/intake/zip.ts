import type { LocalFile } from '../engine';
import { WorkbenchError } from '../errors';
import { readTail } from './part';

export interface Member {
  readonly name: string;
  readonly compressed: number;
  readonly size: number;
  readonly encrypted: boolean;
  /** 0: stored, 8: deflated. */
  readonly method: number;
  readonly offset: number;
}

/** The members that an archive's directory lists, without folders and the system's own files. */
export async function membersOf(file: LocalFile): Promise<readonly Member[]> {
  const tail = await readTail(file, 66_000);
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength);
  const end = lastIndex(view, 0x06054b50, tail.length - 22);
  if (end < 0)
    throw new WorkbenchError('file-unreadable', {
      file: file.name,
      message: 'the archive has no directory: it is cut or damaged',
    });
  const { count, size, offset } = directory(view, end, file.blob.size - tail.length);
  const bytes = new Uint8Array(await file.blob.slice(offset, offset + size).arrayBuffer());
  return entries(bytes, count).filter(
    ({ name }) => !/\/$|(?:^|\/)(?:__MACOSX\/|\.(?!\.?\/))|(?:^|\/)Thumbs\.db$/.test(name),
  );
}

/** The member's bytes. */
export async function openMember(
  file: LocalFile,
  { name, offset, compressed, method, encrypted }: Member,
): Promise<ReadableStream<Uint8Array>> {
  if (encrypted) throw new WorkbenchError('file-encrypted', { file: `${file.name}/${name}` });
  if (method !== 0 && method !== 8)
    throw new WorkbenchError('file-format', {
      file: `${file.name}/${name}`,
      message: `compression method ${String(method)}`,
    });
  const header = new DataView(await file.blob.slice(offset, offset + 30).arrayBuffer());
  if (header.byteLength < 30 || header.getUint32(0, true) !== 0x04034b50)
    throw new WorkbenchError('file-unreadable', { file: `${file.name}/${name}`, message: 'the archive is damaged' });
  const from = offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const bytes = file.blob.slice(from, from + compressed).stream();
  return method === 0 ? bytes : bytes.pipeThrough(inflating('deflate-raw'));
}

/** The platform's own decompression, typed for byte streams. */
export function inflating(format: 'gzip' | 'deflate-raw'): ReadableWritablePair<Uint8Array, Uint8Array> {
  return new DecompressionStream(format as CompressionFormat) as unknown as ReadableWritablePair<
    Uint8Array,
    Uint8Array
  >;
}

function directory(view: DataView, end: number, base: number) {
  const plain = {
    count: view.getUint16(end + 10, true),
    size: view.getUint32(end + 12, true),
    offset: view.getUint32(end + 16, true),
  };
  if (plain.offset !== 0xffffffff || end < 20 || view.getUint32(end - 20, true) !== 0x07064b50) return plain;
  const at = Number(view.getBigUint64(end - 12, true)) - base;
  if (at < 0 || view.getUint32(at, true) !== 0x06064b50) return plain;
  return {
    count: Number(view.getBigUint64(at + 32, true)),
    size: Number(view.getBigUint64(at + 40, true)),
    offset: Number(view.getBigUint64(at + 48, true)),
  };
}

function lastIndex(view: DataView, signature: number, from: number): number {
  for (let at = from; at >= 0; at--) if (view.getUint32(at, true) === signature) return at;
  return -1;
}

function entries(bytes: Uint8Array, count: number): Member[] {
  const view = new DataView(bytes.buffer);
  const found: Member[] = [];
  let at = 0;
  while (found.length < count && at + 46 <= bytes.length && view.getUint32(at, true) === 0x02014b50) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => view.getUint16(at + place, true)) as [
      number,
      number,
      number,
    ];
    const flags = view.getUint16(at + 8, true);
    const extra = new DataView(bytes.buffer, at + 46 + nameLength, extraLength);
    const wide = wideSizes(extra, [
      view.getUint32(at + 24, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 42, true),
    ]);
    const [size, compressed, offset] = wide;
    const name = nameOf(bytes.subarray(at + 46, at + 46 + nameLength), (flags & 0x800) !== 0);
    found.push({ name, size, compressed, offset, encrypted: (flags & 1) === 1, method: view.getUint16(at + 10, true) });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return found;
}

/** Sizes over four gigabytes stand in an extra field, in this order, each only where needed. */
function wideSizes(extra: DataView, sizes: readonly [number, number, number]): [number, number, number] {
  let at = 0;
  while (at + 4 <= extra.byteLength) {
    const [id, length] = [extra.getUint16(at, true), extra.getUint16(at + 2, true)];
    if (id === 1) {
      let place = at + 4;
      return sizes.map((size) => {
        if (size !== 0xffffffff || place + 8 > extra.byteLength) return size;
        place += 8;
        return Number(extra.getBigUint64(place - 8, true));
      }) as [number, number, number];
    }
    at += 4 + length;
  }
  return [...sizes];
}

/** Names are UTF-8 where the flag or the bytes say so; archives made on Chinese Windows hold GBK. */
function nameOf(bytes: Uint8Array, utf8: boolean): string {
  if (utf8) return new TextDecoder().decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
