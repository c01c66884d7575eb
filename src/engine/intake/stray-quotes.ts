import type { Engine } from '../engine';
import { identifier, sql } from '../sql';
import type { Decisions, Imported } from './imported';
import { readHead, type TextPart } from './part';
import { sampleBytes, sniff } from './sniff';

/** From which share on rows with quotation marks out of place are the file's way, and no damage. */
const share = 0.02;

/** Texts in which many rows were refused for quotes that are not closed: read again with quotes as plain signs. Null: few were. */
export async function withoutQuotes(
  engine: Engine,
  { table, rows, rejected }: Imported,
  parts: readonly TextPart[],
  decisions: Readonly<Record<string, Decisions>>,
): Promise<readonly TextPart[] | null> {
  if (rejected < share * (rows + rejected) || parts.some(({ label }) => decisions[label]?.dialect?.quote !== undefined))
    return null;
  const [counted] = await engine.query(
    sql`SELECT count(*) AS n FROM ${identifier('store', `${table}#rejected`)} WHERE reason LIKE 'unquoted value%'`,
  );
  if (Number(counted?.n ?? 0) < share * (rows + rejected)) return null;
  return Promise.all(
    parts.map(async (part) => {
      const head = await readHead(part.file, sampleBytes);
      const given = decisions[part.label] ?? {};
      const dialect = { ...part.sniffed.dialect, ...given.dialect, quote: '', escape: '' };
      const whole = head.length >= part.file.blob.size;
      return { ...part, sniffed: sniff(head, whole, { ...given, encoding: part.sniffed.encoding, dialect }) };
    }),
  );
}
