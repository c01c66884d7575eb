import type { Imported, ImportedColumn } from '../engine/intake/imported';
import { answersOf, kindNamed } from '../model/answers';
import { guess } from '../model/guess';
import { look, type Looked, type LookedColumn } from '../model/matching';
import { answerKinds, type AnswerKind, type Answers, type Feed, type Guess, type Supply } from '../model/mapping';
import type { Profiles } from '../model/profile';
import { fieldsOf, type TableName } from '../model/schema';
import { noWords, yesWords } from '../model/words';
import { wholeKinds, type Asked, type Mapped } from './arguments';
import { misspelt, usage } from './nearest';

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
    if (whole) return this.#replace(withWhole(feed, whole, this.#looked(imported), source));
    if (table === 'responses' && column === 'score') return this.#replace(this.#withScore(feed, imported, source));
    const supply = supplyOf(table, column, source, this.#looked(imported));
    this.#replace({
      ...feed,
      columns: { ...feed.columns, [column]: supply },
      reasons: { ...feed.reasons, [column]: told },
    });
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
    const constant: Supply = { kind: 'constant', value: valueOf(table, column, value) };
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
      const answers = current.answers?.map((one) => (column === 'kind' ? this.#kindSet(one, feed.source, value) : one));
      const next = {
        ...current,
        columns: { ...current.columns, [column]: constant },
        reasons: { ...current.reasons, [column]: told },
        ...(answers ? { answers } : {}),
      };
      this.#replace(column === 'kind' && !answers ? this.#rescaled(next, value) : next);
    }
  }

  #kindSet(answers: Answers, source: string, value: string): Answers {
    return answers.kind === 'verbatim' || this.#supplied.has(`${source}:answers`)
      ? answers
      : { ...answers, kind: kindOf(value) };
  }

  /** Scale and zeros follow the kind that was said. */
  #rescaled(feed: Feed, kind: string): Feed {
    const score = feed.columns.score;
    const imported = this.#tables.find(({ table }) => table === feed.source);
    if (score?.kind !== 'column' || !imported) return feed;
    const source = this.#looked(imported).columns.find(({ name }) => name === score.column);
    return source ? scored(feed, source, kindOf(kind), this.#looked(imported)) : feed;
  }

  #withScore(feed: Feed, imported: Imported, source: LookedColumn): Feed {
    const { answers: _, ...plain } = feed;
    const set = this.#asked.set.find(({ table, column }) => table === 'responses' && column === 'kind');
    const column = this.#asked.map.some((one) => one.table === 'responses' && one.column === 'kind');
    const kind = set ? kindOf(set.value) : (kindNamed(source, this.#looked(imported)) ?? 'csat');
    const next = scored(plain, source, kind, this.#looked(imported));
    if (!column) return next;
    const { kind: __, scale_min: ___, scale_max: ____, ...columns } = next.columns;
    return { ...next, columns: { ...columns, ...(plain.columns.kind ? { kind: plain.columns.kind } : {}) } };
  }

  #unpivotOf(imported: Imported, all: readonly { kind: AnswerKind; columns: readonly LookedColumn[] }[]): void {
    const feed = this.#feed('responses', imported);
    const looked = this.#looked(imported);
    const said = new Set(all.flatMap(({ columns }) => columns.map(({ name }) => name)));
    const functional = all.find(({ kind }) => kind === 'kano_functional')?.columns ?? [];
    const answers = all.map(({ kind, columns }): Answers => {
      const made = answersOf(columns, kind, 'name', looked);
      if (kind !== 'kano_dysfunctional') return made;
      if (columns.length !== functional.length)
        throw usage(
          `${String(functional.length)} kano_functional and ${String(columns.length)} kano_dysfunctional columns make no pairs`,
        );
      return {
        ...made,
        items: Object.fromEntries(columns.map(({ name }, at) => [name, functional[at]?.name ?? name])),
      };
    });
    const mappedTouchpoint = this.#supplied.has(`${imported.table}:responses.touchpoint`);
    const kept = (feed.answers ?? wholeOf(feed)).filter(
      ({ touchpoint, columns }) => touchpoint !== 'name' && !columns.some((name) => said.has(name)),
    );
    const { score: _, kind: __, scale_min: ___, scale_max: ____, ...columns } = feed.columns;
    const { touchpoint: _____, ...bare } = columns;
    this.#supplied.add(`${imported.table}:answers`);
    this.#untie('responses', 'score', imported.table);
    if (!mappedTouchpoint) this.#untie('responses', 'touchpoint', imported.table);
    this.#replace({
      ...feed,
      columns: {
        ...(mappedTouchpoint ? columns : bare),
        ...(columns.customer_id ? {} : { customer_id: { kind: 'row' } as const }),
      },
      answers: [...kept.map((one) => ({ ...one, touchpoint: 'none' as const })), ...answers],
    });
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

const told = { en: 'as you said', zh: '按您的指定' };

function withWhole(feed: Feed, kind: (typeof wholeKinds)[number], looked: Looked, source: LookedColumn): Feed {
  const kept = (feed.answers ?? wholeOf(feed)).filter(
    (one) => !(one.kind === kind && one.touchpoint !== 'name') && !one.columns.includes(source.name),
  );
  const wide = kept.some(({ touchpoint }) => touchpoint === 'name');
  const items = (feed.answers ?? []).flatMap((one) =>
    one.touchpoint === 'name' && one.columns.includes(source.name)
      ? [{ ...one, columns: one.columns.filter((name) => name !== source.name) }]
      : [],
  );
  const own = answersOf([source], kind, wide || items.length || !feed.columns.touchpoint ? 'none' : 'row', looked);
  const { score: _, kind: __, scale_min: ___, scale_max: ____, ...columns } = feed.columns;
  return { ...feed, columns, answers: [own, ...kept, ...items] };
}

/** A long feed's one score, as answers. */
function wholeOf(feed: Feed): readonly Answers[] {
  const { score, kind, scale_min: low, scale_max: high } = feed.columns;
  if (score?.kind !== 'column' || kind?.kind !== 'constant') return [];
  const scale =
    low?.kind === 'constant' && high?.kind === 'constant'
      ? { scale: [Number(low.value), Number(high.value)] as const }
      : {};
  const { missing, words } = score;
  return [
    {
      columns: [score.column],
      kind: kindOf(String(kind.value)),
      touchpoint: 'row',
      ...(missing ? { missing } : {}),
      ...(words ? { words } : {}),
      ...scale,
    },
  ];
}

function scored(feed: Feed, source: LookedColumn, kind: AnswerKind, looked: Looked): Feed {
  const { words, missing, scale } = answersOf([source], kind, 'row', looked);
  const zero = looked.profile?.zeroWhen[source.name] && kind !== 'nps' ? ['0'] : missing;
  const constant = (value: string | number): Supply => ({ kind: 'constant', value });
  const { scale_min: _, scale_max: __, ...columns } = feed.columns;
  return {
    ...feed,
    columns: {
      ...columns,
      score: { kind: 'column', column: source.name, ...(words ? { words } : {}), ...(zero ? { missing: zero } : {}) },
      kind: constant(kind),
      ...(scale ? { scale_min: constant(scale[0]), scale_max: constant(scale[1]) } : {}),
    },
    reasons: { ...feed.reasons, score: told },
  };
}

function supplyOf(table: TableName, column: string, source: LookedColumn, looked: Looked): Supply {
  const { unit } = source.header;
  const zero = looked.profile?.zeroWhen[source.name] && ['csat', 'first_response_s'].includes(column);
  return {
    kind: 'column',
    column: source.name,
    ...(column.endsWith('_s') && unit && unit !== 's' && source.reading.kind !== 'duration' ? { unit } : {}),
    ...(table === 'orders' && column === 'status' ? { words: 'order-status' as const } : {}),
    ...(zero ? { missing: ['0'] } : {}),
  };
}

function kindOf(value: string): AnswerKind {
  const found = answerKinds.find((kind) => kind === value);
  if (!found) throw misspelt('kind', value, answerKinds);
  return found;
}

function valueOf(table: TableName, column: string, value: string): string | number | boolean {
  const kind = fieldsOf(table)[column]?.kind ?? 'text';
  if (kind === 'number') {
    if (value.trim() === '' || !Number.isFinite(Number(value)))
      throw usage(`--set ${table}.${column} is "${value}", not a number`);
    return Number(value);
  }
  if (kind === 'flag') {
    const word = value.trim().toLowerCase();
    if ((yesWords as readonly string[]).includes(word)) return true;
    if ((noWords as readonly string[]).includes(word)) return false;
    throw usage(`--set ${table}.${column} is "${value}", not true or false`);
  }
  if (table === 'responses' && column === 'kind') return kindOf(value);
  return value;
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
