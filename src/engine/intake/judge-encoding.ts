import type { Engine } from '../engine';
import { identifier, sql } from '../sql';
import { detectEncoding } from './encoding';
import type { Decisions } from './imported';
import { readHead, type TextPart } from './part';
import { piecesOf } from './scratch';
import { sampleBytes, sniff } from './sniff';

/** The encoding of a whole file: where its head is plain ASCII, by the first bytes that are not. */
export async function judgeEncoding(blob: Blob, head: Uint8Array): Promise<string> {
  const whole = head.length >= blob.size;
  const sample = whole || head.some(isForeign) ? null : await firstForeign(blob);
  return sample ? detectEncoding(sample, false) : detectEncoding(head, whole);
}

/**
 * Texts that were taken for UTF-8 by their heads, and whose later rows were refused for not being that: judged by those rows.
 * Null: nothing was refused, or nothing would be read better.
 */
export async function judgedAgain(
  engine: Engine,
  table: string,
  parts: readonly TextPart[],
  decisions: Readonly<Record<string, Decisions>>,
): Promise<readonly TextPart[] | null> {
  const refused = await engine.query(
    sql`SELECT DISTINCT file FROM ${identifier('store', `${table}#rejected`)} WHERE reason LIKE 'invalid encoding%'`,
  );
  const labels = new Set(refused.map(({ file }) => file));
  const again = await Promise.all(
    parts.map((part) => (labels.has(part.label) ? rejudged(part, decisions[part.label] ?? {}) : part)),
  );
  return again.every((part, at) => part === parts[at]) ? null : again;
}

async function rejudged(part: TextPart, given: Decisions): Promise<TextPart> {
  const head = await readHead(part.file, sampleBytes);
  if (given.encoding !== undefined || head.some(isForeign)) return part;
  const encoding = await judgeEncoding(part.file.blob, head);
  if (encoding === part.sniffed.encoding) return part;
  return { ...part, sniffed: sniff(head, false, { ...given, encoding }) };
}

async function firstForeign(blob: Blob): Promise<Uint8Array | null> {
  let before = 0;
  for await (const piece of piecesOf(blob.stream())) {
    const at = piece.findIndex(isForeign);
    if (at >= 0) {
      const from = before + at;
      return new Uint8Array(await blob.slice(from, from + sampleBytes).arrayBuffer());
    }
    before += piece.length;
  }
  return null;
}

function isForeign(byte: number): boolean {
  return byte >= 0x80;
}
