import { nearest } from './nearest';

export type ErrorCode =
  | 'sql'
  | 'engine-died'
  | 'out-of-memory'
  | 'engine-unavailable'
  | 'file-empty'
  | 'file-unreadable'
  | 'file-changed'
  | 'file-format'
  | 'file-foreign'
  | 'file-old-excel'
  | 'file-web-page'
  | 'file-encrypted'
  | 'file-compressed'
  | 'file-too-large'
  | 'file-columns'
  | 'file-directory'
  | 'parameter'
  | 'mapping'
  | 'mapping-tie'
  | 'workspace'
  | 'link'
  | 'pack'
  | 'branch'
  | 'usage';

/** What failed outside our code. i18n turns the code into a sentence, a hint and the folded detail. */
export class WorkbenchError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, string | number>>;

  constructor(code: ErrorCode, details: Readonly<Record<string, string | number>> = {}, cause?: unknown) {
    super(details.message === undefined ? `${code}: ${JSON.stringify(details)}` : String(details.message), { cause });
    this.name = 'WorkbenchError';
    this.code = code;
    this.details = details;
  }
}

/** DuckDB's own words, made one error: code `sql` with `message`, `meant` where it guesses a name, and `line`, `column` where it names a place. */
export function fromDuckdb(cause: unknown, text: string): WorkbenchError {
  const message = cause instanceof Error ? cause.message : String(cause);
  if (/out of memory|OOM|allocation failure/i.test(message))
    return new WorkbenchError('out-of-memory', { message }, cause);
  const place = /LINE (\d+):([^\n]*)\n([ ]*)\^/.exec(message);
  const first = message.split('\n', 1)[0] ?? message;
  const meant = nameMeant(message);
  const told = { message: first, sql: text, ...(meant === null ? {} : { meant }) };
  if (!place) return new WorkbenchError('sql', told, cause);
  const lead = `LINE ${place[1] ?? ''}:`.length + 1;
  return new WorkbenchError(
    'sql',
    { ...told, line: Number(place[1]), column: Math.max(1, (place[3]?.length ?? 0) - lead + 1) },
    cause,
  );
}

/** The name among those that DuckDB proposes that is near the one it does not know, or begins with it (of a function: begins like it); it proposes far ones too. */
function nameMeant(message: string): string | null {
  const [, ...caught] =
    /(?:column|table|name) "?([^"\s]+?)"? (?:not found|does not exist)|column named "([^"]+)"/i.exec(message) ?? [];
  const unknown = caught.find((name) => name !== undefined);
  const list = /Did you mean "?([^"\n?]+)"?|Candidate (?:bindings|tables|functions): ([^\n]+)/.exec(message);
  if (unknown === undefined || !list) return null;
  const names =
    list[1] === undefined ? [...(list[2] ?? '').matchAll(/"([^"]+)"/g)].map(([, name = '']) => name) : [list[1]];
  const begun = names.find((name) => name.toLowerCase().startsWith(unknown.toLowerCase()));
  const abbreviated =
    /Function with name/.test(message) && names.find((name) => name.slice(0, 2) === unknown.slice(0, 2));
  return nearest(unknown, names) ?? begun ?? (abbreviated || null);
}
