import { crc32 as zlibCrc32, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { crc32, gunzipMembers } from './gunzip';

const text = (n: number) => `line of member ${String(n)}\n`.repeat(1 + ((n * 7919) % 5000));

async function read(...parts: readonly Uint8Array[]): Promise<string> {
  return new Response(gunzipMembers(new Blob(parts as readonly BlobPart[] as BlobPart[])) as BodyInit).text();
}

describe('a gzip file', () => {
  it('of many members gives all they hold, in their order', async () => {
    const texts = Array.from({ length: 200 }, (_, at) => text(at));
    expect(await read(...texts.map((held) => gzipSync(held)))).toBe(texts.join(''));
  });

  it('of one member, or with empty members between, is no other', async () => {
    expect(await read(gzipSync('a,b\n'))).toBe('a,b\n');
    expect(await read(gzipSync(''), gzipSync('a,b\n'), gzipSync(''), gzipSync('1,2\n'))).toBe('a,b\n1,2\n');
  });

  it('whose last member is cut fails, wherever it is cut', async () => {
    const [first, second] = [gzipSync(text(1)), gzipSync(text(2))];
    for (const kept of [5, 12, second.length - 9, second.length - 8, second.length - 1])
      await expect(read(first, second.subarray(0, kept)), String(kept)).rejects.toThrow();
  });

  it.each([0, 1])('fails where member %i does not hold what its checksum says', async (at) => {
    const members = [gzipSync(text(1)), gzipSync(text(2)), gzipSync(text(3))].map((bytes) => Uint8Array.from(bytes));
    members[at]![members[at]!.length - 6]! ^= 1;
    await expect(read(...members)).rejects.toThrow(/checksum/);
  });
});

it('computes the checksum that zlib computes, piece by piece too', () => {
  const bytes = new TextEncoder().encode(text(3));
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  expect(crc32(bytes)).toBe(zlibCrc32(bytes));
  expect(crc32(bytes.subarray(100), crc32(bytes.subarray(0, 100)))).toBe(crc32(bytes));
});
