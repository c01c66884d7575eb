import type { Imported, ImportedColumn } from '../engine/intake/imported';
import { kindNamed } from '../model/answers';
import { guess } from '../model/guess';
import { look, type Looked, type LookedColumn } from '../model/matching';
import { answerKinds, type AnswerKind, type Answers, type Feed, type Guess } from '../model/mapping';
import type { Profiles } from '../model/profile';
import { fieldsOf, type TableName } from '../model/schema';
import { answerKind, constantOf, scored, unpivoted, withColumn, withConstant, withWhole } from '../model/told';
import { wholeKinds, type Asked, type Mapped } from './arguments';
import { misspelt, usage } from './misspelt';

/** What the options say of the mapping, over what was guessed. Throws WorkbenchError `usage`. */
export function said(guessed: Guess, asked: Asked, tables: readonly Imported[], profiles: Profiles): Guess {
  const saying = new Saying(guessed, asked, tables, profiles);
  for (const one of asked.map) saying.map(one);
  saying.unpivot();
  for (const one of asked.set) saying.set(one);
  return { feeds: saying.feeds, ties: saying.ties, remarks: guessed.remarks };
}

/** Which tables each source feeds, as `--as` says; customers may be guessed beside. */
export function feedsSaid(asked: Asked, tables: readonly Imported[], guessed: Guess): Record<string, TableName[]> {
  const as: Record<string, TableName[]> = {};
  for (const { table, file } of asked.as)
    for (const imported of tables.filter((one) => isOf(one, file))) (as[imported.table] ??= []).push(table);
  for (const [source, said] of Object.entries(as))
    if (
      guessed.feeds.some((feed) => feed.source === source && feed.table === 'customers') &&
      !said.includes('customers')
    )
      said.push('customers');
  return as;
}

/** Whether a table came from the file that was named, by its path, name or stem. */
export function isOf(imported: Imported, file: string): boolean {
  const name = file.replace(/^.*[\\/]/, '');
  return (
    imported.table === name ||
    imported.files.some(
      (one) => one === name || one === file || one.startsWith(`${name}/`) || one.replace(/\.[^./]*$/, '') === name,
    )
  );
}

class Saying {
  feeds: readonly Feed[];
  ties: Guess['ties'];
  readonly #asked: Asked;
  readonly #tables: readonly Imported[];
  readonly #profiles: Profiles;
  /** `table.column` that --map or --unpivot supplied, by source. */
  readonly #supplied = new Set<string>();

  constructor(guessed: Guess, asked: Asked, tables: readonly Imported[], profiles: Profiles) {
    this.feeds = guessed.feeds;
    this.ties = guessed.ties;
    this.#asked = asked;
    this.#tables = tables;
    this.#profiles = profiles;
  }

  map({ table, column, value }: Mapped): void {
    const { imported, source } = this.#find(table, value);
    const feed = this.#feed(table, imported);
    this.#untie(table, column, imported.table);
    this.#supplied.add(`${imported.table}:${table}.${column}`);
    const whole = table === 'responses' ? wholeKinds.find((kind) => kind === column) : undefined;
    if (whole) return this.#replace(withWhole(feed, whole, source, this.#looked(imported)));
    if (table === 'responses' && column === 'score') return this.#replace(this.#withScore(feed, imported, source));
    this.#replace(withColumn(feed, column, source, this.#looked(imported)));
  }

  unpivot(): void {
    const all = this.#asked.unpivot.map(({ kind, columns }) => {
      const names = listOf(columns);
      const found = names.map((name) => this.#find('responses', name));
      const [first] = found;
      if (!first) throw usage(`--unpivot responses:${kind} names no column`);
      const stray = found.find(({ imported }) => imported !== first.imported);
      if (stray) throw usage(`"${stray.source.name}" is not in ${first.imported.table} with the other columns`);
      return { kind, imported: first.imported, columns: found.map(({ source }) => source) };
    });
    for (const imported of new Set(all.map((one) => one.imported)))
      this.#unpivotOf(
        imported,
        all.filter((one) => one.imported === imported),
      );
  }

  set({ table, column, value }: Mapped): void {
    const constant = valueOf(table, column, value);
    const own = this.feeds.filter((feed) => feed.table === table);
    if (!own.length) {
      const [only] = this.#tables;
      if (!only || this.#tables.length > 1)
        throw usage(`--set ${table}.${column}: no file feeds ${table}; say which with --as ${table}=FILE`);
      own.push(this.#feed(table, only));
    }
    for (const feed of own) {
      if (this.#supplied.has(`${feed.source}:${table}.${column}`)) continue;
      this.#untie(table, column, feed.source);
      const current = this.feeds.find((one) => one.table === table && one.source === feed.source) ?? feed;
      const imported = this.#tables.find((one) => one.table === feed.source);
      if (!imported) continue;
      const next = withConstant(current, column, constant, this.#looked(imported));
      const answers = next.answers?.map((one) => (column === 'kind' ? this.#kindSet(one, feed.source, value) : one));
      this.#replace({ ...next, ...(answers ? { answers } : {}) });
    }
  }

  #kindSet(answers: Answers, source: string, value: string): Answers {
    return answers.kind === 'verbatim' || this.#supplied.has(`${source}:answers`)
      ? answers
      : { ...answers, kind: kindOf(value) };
  }

  #withScore(feed: Feed, imported: Imported, source: LookedColumn): Feed {
    const { answers: _, ...plain } = feed;
    const set = this.#asked.set.find(({ table, column }) => table === 'responses' && column === 'kind');
    const kind = set ? kindOf(set.value) : (kindNamed(source, this.#looked(imported)) ?? 'csat');
    return scored(plain, source, kind, this.#looked(imported));
  }

  #unpivotOf(imported: Imported, all: readonly { kind: AnswerKind; columns: readonly LookedColumn[] }[]): void {
    const feed = this.#feed('responses', imported);
    const looked = this.#looked(imported);
    const columnsOf = (kind: AnswerKind) => all.find((one) => one.kind === kind)?.columns ?? [];
    const pairs = [columnsOf('kano_functional').length, columnsOf('kano_dysfunctional').length] as const;
    if (pairs[1] && pairs[0] !== pairs[1])
      throw usage(
        `${String(pairs[0])} kano_functional and ${String(pairs[1])} kano_dysfunctional columns make no pairs`,
      );
    const mappedTouchpoint = this.#supplied.has(`${imported.table}:responses.touchpoint`);
    this.#supplied.add(`${imported.table}:answers`);
    this.#untie('responses', 'score', imported.table);
    if (!mappedTouchpoint) this.#untie('responses', 'touchpoint', imported.table);
    this.#replace(unpivoted(feed, all, looked, mappedTouchpoint));
  }

  /** The file and column that were named; an unqualified name must be in exactly one file (those that feed the table first). */
  #find(table: TableName, value: string): { imported: Imported; source: LookedColumn } {
    const as = this.#asked.as.filter((one) => one.table === table);
    const among = as.length ? this.#tables.filter((one) => as.some(({ file }) => isOf(one, file))) : this.#tables;
    const hits = this.#hits(among, value);
    const feeding = hits.filter(({ imported }) =>
      this.feeds.some((feed) => feed.table === table && feed.source === imported.table),
    );
    const chosen = hits.length > 1 && feeding.length === 1 ? feeding : hits;
    const [hit, other] = chosen;
    if (hit && other)
      throw usage(
        `"${value}" is in ${hit.imported.table} and in ${other.imported.table}: say which, as '${hit.imported.table}:${value}'`,
      );
    if (hit) return hit;
    const colon = value.indexOf(':');
    const files = colon > 0 ? among.filter((one) => isOf(one, value.slice(0, colon))) : [];
    const [named] = files.length ? this.#hits(files, value.slice(colon + 1)) : [];
    if (named) return named;
    throw misspelt(
      'source column',
      value,
      among.flatMap(({ columns }) => columns.map(({ name }) => name.trim())),
    );
  }

  #hits(tables: readonly Imported[], value: string): { imported: Imported; source: LookedColumn }[] {
    const tests: readonly ((column: ImportedColumn) => boolean)[] = [
      ({ name }) => name === value,
      ({ name }) => folded(name) === folded(value),
    ];
    for (const test of tests) {
      const hits = tables.flatMap((imported) => {
        const source = this.#looked(imported).columns.find(test);
        return source ? [{ imported, source }] : [];
      });
      if (hits.length) return hits;
    }
    return [];
  }

  #feed(table: TableName, imported: Imported): Feed {
    const known = this.feeds.find((feed) => feed.table === table && feed.source === imported.table);
    if (known) return known;
    const made = guess([imported], { profiles: this.#profiles, as: { [imported.table]: [table] } });
    const [feed] = made.feeds;
    if (!feed) throw new TypeError(`no feed for ${table}`);
    this.feeds = [...this.feeds, feed];
    this.ties = [...this.ties, ...made.ties];
    return feed;
  }

  #replace(feed: Feed): void {
    this.feeds = this.feeds.map((one) => (one.table === feed.table && one.source === feed.source ? feed : one));
  }

  #untie(table: TableName, column: string, source: string): void {
    this.ties = this.ties.filter((tie) => !(tie.table === table && tie.column === column && tie.source === source));
  }

  #looked(imported: Imported): Looked {
    return look(imported, this.#profiles[imported.table]);
  }
}

function kindOf(value: string): AnswerKind {
  const found = answerKind(value);
  if (!found) throw misspelt('kind', value, answerKinds);
  return found;
}

function valueOf(table: TableName, column: string, value: string): string | number | boolean {
  const kind = fieldsOf(table)[column]?.kind ?? 'text';
  if (table === 'responses' && column === 'kind') return kindOf(value);
  const constant = constantOf(table, column, value);
  if (constant !== null) return constant;
  const wanted = { number: 'a number', flag: 'true or false', time: 'a date or time', text: 'a text' }[kind];
  throw usage(`--set ${table}.${column} is "${value}", not ${wanted}`);
}

function listOf(text: string): readonly string[] {
  if (!text.trimStart().startsWith('['))
    return text
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    throw usage(`--unpivot: ${text} is no JSON list`);
  }
  if (!Array.isArray(list) || !list.every((name) => typeof name === 'string'))
    throw usage(`--unpivot: ${text} is no list of names`);
  return list;
}

function folded(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
