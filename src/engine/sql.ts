/** SQL text whose every hole was quoted. Only `sql`, `identifier`, `join` and `typed` make one. */
export class Sql {
  readonly text: string;
  /** @internal */
  constructor(text: string) {
    this.text = text;
  }
}

type Literal = string | number | boolean | Date | null;

/** Holes become literals, unless they are SQL already. Numbers must be finite. */
export function sql(text: TemplateStringsArray, ...holes: (Sql | Literal)[]): Sql {
  return new Sql(String.raw({ raw: text.raw }, ...holes.map(quote)));
}

/** A name as a quoted identifier; several parts are joined by dots. */
export function identifier(...parts: string[]): Sql {
  return new Sql(parts.map((part) => `"${part.replaceAll('"', '""')}"`).join('.'));
}

/** Pieces of SQL one after the other, with `between` between them. */
export function join(
  pieces: readonly (Sql | Literal)[],
  between: ', ' | ' AND ' | ' OR ' | '\nUNION ALL BY NAME\n' | '\n' = ', ',
): Sql {
  return new Sql(pieces.map(quote).join(between));
}

/** SQL that a person typed into the editor, or that a person's link brought and a person agreed to run. */
export function typed(text: string): Sql {
  return new Sql(text);
}

export const nothing = new Sql('');

function quote(hole: Sql | Literal): string {
  if (hole instanceof Sql) return hole.text;
  if (hole === null) return 'NULL';
  if (hole instanceof Date) return `TIMESTAMP '${hole.toISOString().replace('T', ' ').replace('Z', '')}'`;
  if (typeof hole === 'string') return `'${hole.replaceAll("'", "''")}'`;
  if (typeof hole === 'number' && !Number.isFinite(hole)) throw new TypeError(`${String(hole)} is no SQL literal`);
  return String(hole);
}
