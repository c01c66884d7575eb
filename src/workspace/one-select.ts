/** A piece of SQL text as far as it matters here; `text` of a name is without its quotes. */
export interface SqlPiece {
  readonly kind: 'word' | 'name' | 'string' | 'sign' | 'gap';
  readonly text: string;
  readonly raw: string;
}

const piece =
  /(?<gap>\s+|--[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>[eExXbB]?'(?:[^']|'')*(?:'|$)|\$(?<tag>\w*)\$[\s\S]*?(?:\$\k<tag>\$|$))|(?<name>"(?:[^"]|"")*(?:"|$))|(?<word>[\p{L}_][\p{L}\p{N}_$]*)|(?<sign>\d[\w.]*|.)/suy;

/** SQL cut into words, quoted names, strings, signs and gaps; their `raw` texts joined are the text again. */
export function piecesOf(sql: string): readonly SqlPiece[] {
  return [...sql.matchAll(new RegExp(piece.source, 'gsu'))].map(({ 0: raw, groups }) => {
    if (groups?.gap !== undefined) return { kind: 'gap', text: raw, raw };
    if (groups?.string !== undefined) return { kind: 'string', text: raw, raw };
    if (groups?.name !== undefined) return { kind: 'name', text: raw.replace(/^"|"$/g, '').replaceAll('""', '"'), raw };
    return { kind: groups?.word === undefined ? 'sign' : 'word', text: raw, raw };
  });
}

const begins = /^(?:select|with|from|values|table|pivot|unpivot)$/i;
const acts = /^(?:insert|update|delete|merge|copy|create|drop)$/i;
const reaches =
  /^(?:read_\w+|glob|sniff_\w+|parquet_\w+|\w+_scan|csv_\w+|st_read\w*|query|query_table|getenv|pragma_\w+|duckdb_secrets|which_secret|http\w*|url_\w+|load_\w+|write_\w+|iceberg_\w+|delta_\w+)$/i;

/**
 * Why a text that came with a link may not run: it is not one SELECT, or it names a file, an address or a function that
 * reads one. Null: it reads tables of the workspace only. The engine has no access to anything outside either.
 */
export function refusalOf(sql: string): string | null {
  const pieces = piecesOf(sql).filter(({ kind }) => kind !== 'gap');
  const first = pieces.find(({ text }) => text !== '(');
  if (first?.kind !== 'word' || !begins.test(first.text)) return 'it is not a SELECT';
  const end = pieces.findIndex(({ kind, text }) => kind === 'sign' && text === ';');
  if (end >= 0 && end < pieces.length - 1) return 'it is more than one statement';
  for (const [at, { kind, text }] of pieces.entries()) {
    const [before, after] = [pieces[at - 1], pieces[at + 1]];
    const isCalled = after?.text === '(' && (kind === 'word' || kind === 'name');
    if (isCalled && reaches.test(text)) return `${text}() is not allowed`;
    const isActing = kind === 'word' && acts.test(text) && before?.text === ')' && /^with$/i.test(first.text);
    if (isActing) return `${text.toUpperCase()} is not allowed`;
    const isSource = before?.kind === 'word' && /^(?:from|join|table|into|using)$/i.test(before.text);
    if ((isSource || before?.text === ',') && kind === 'string' && fileLike(text)) return 'it names a file';
    if (isSource && kind === 'string') return 'it names a file';
    if (kind === 'name' && fileLike(text)) return 'it names a file';
    if (kind === 'word' && /^into$/i.test(text)) return 'INTO is not allowed';
  }
  return null;
}

const fileLike = (text: string): boolean =>
  /:\/\/|^'?(?:local|file|https?|s3|opfs)[:/]|\.(?:csv|tsv|parquet|json|ndjson|xlsx|db|duckdb|arrow|txt|gz|zst)'?$/i.test(
    text,
  );
