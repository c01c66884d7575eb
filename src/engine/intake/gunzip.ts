import { Gunzip } from 'fflate';
import { piecesOf, streamOf } from './scratch';

/**
 * What a gzip file of several members holds, as backup and genome tools write them: the platform's own decompression
 * stops behind the first one in some browsers. Fails where a member is cut, or does not hold what its checksum says.
 */
export function gunzipMembers(blob: Blob): ReadableStream<Uint8Array> {
  return streamOf(piecesOfMembers(blob));
}

interface Member {
  readonly checksum: number;
  readonly length: number;
}

async function* piecesOfMembers(blob: Blob): AsyncGenerator<Uint8Array> {
  let [pieces, checksum, length]: [Uint8Array[], number, number] = [[], 0, 0];
  const ended: (Member & { readonly end: number })[] = [];
  const end = (at: number) => {
    ended.push({ checksum, length, end: at });
    [checksum, length] = [0, 0];
  };
  const inflater = new Gunzip((piece) => {
    checksum = crc32(piece, checksum);
    length += piece.length;
    if (piece.length) pieces.push(piece);
  });
  inflater.onmember = end;
  for await (const piece of piecesOf<Uint8Array>(blob.stream())) {
    inflater.push(piece);
    for (const member of ended.splice(0)) await verify(blob, member);
    yield* pieces;
    pieces = [];
  }
  inflater.push(new Uint8Array(), true);
  end(blob.size);
  for (const member of ended) await verify(blob, member);
  yield* pieces;
}

async function verify(blob: Blob, { checksum, length, end }: Member & { readonly end: number }): Promise<void> {
  const trailer = new DataView(await blob.slice(end - 8, end).arrayBuffer());
  if (trailer.getUint32(0, true) !== checksum || trailer.getUint32(4, true) !== length % 2 ** 32)
    throw new Error('a member of the gzip file does not hold what its checksum says');
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

/** The checksum of RFC 1952, of these bytes after those of which `before` is the checksum. */
export function crc32(bytes: Uint8Array, before = 0): number {
  let rest = ~before;
  for (const byte of bytes) rest = (table[(rest ^ byte) & 0xff] ?? 0) ^ (rest >>> 8);
  return ~rest >>> 0;
}
