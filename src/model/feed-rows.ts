import { identifier, join, nothing, sql, type Sql } from '../engine/sql';
import { isAddress, provinceOf } from './address';
import type { Answers, Feed, Supply } from './mapping';
import { expression, meets, textOf, type RawTables, type RawTypes, type Reading } from './supply';
import { duckdbType, fieldsOf, type Kind, type TableName } from './schema';

/** The rows that a feed gives its table, typed and named as the schema says, with `#row` and, for customers, all further columns. */
export function rowsOf(feed: Feed, raw: RawTables): Sql {
  return feed.table === 'responses' && feed.answers?.length
    ? answered(feed, feed.answers, raw)
    : plain(feed, raw, feed.columns);
}

/** A table without rows that has every column of the schema. */
export function noRows(table: TableName): Sql {
  const fields = mapped(table).map(([name, kind]) => sql`${blank(kind)} AS ${identifier(name)}`);
  return sql`SELECT ${join(fields)}, 0::BIGINT AS "#row" WHERE false`;
}

function plain(feed: Feed, raw: RawTables, columns: Feed['columns'], only: readonly Sql[] = []): Sql {
  const { types } = raw;
  const reading: Reading = { source: feed.source, types, joins: [] };
  const fields = mapped(feed.table).map(([name, kind]) => {
    const supply = columns[name];
    return sql`${supply ? typedAs(keptShort(feed, supply, expression(supply, kind, reading)), kind) : blank(kind)} AS ${identifier(name)}`;
  });
  for (const [name, supply] of Object.entries(columns))
    if (feed.table === 'customers' && !(name in fieldsOf('customers')))
      fields.push(sql`${keptShort(feed, supply, expression(supply, 'text', reading))} AS ${identifier(name)}`);
  const conditions = [...hasContent(feed, raw), ...meets(feed.only ?? [], reading), ...only];
  return sql`SELECT ${join([...fields, ...attributes(feed, types), sql`r."#row"`])}
    FROM (SELECT *, row_number() OVER () AS "#row" FROM ${identifier('raw', feed.source)}) AS r ${join(reading.joins, '\n')}
    ${conditions.length ? sql`WHERE ${join(conditions, ' AND ')}` : nothing}`;
}

/** Rows of empty cells alone, as spreadsheets leave them below their data, are kept in the file's own table and are nothing else. */
function hasContent({ source }: Feed, { types, fileColumns }: RawTables): readonly Sql[] {
  const columns = Object.keys(types[source] ?? {}).filter((name) => name !== fileColumns[source]);
  return columns.length
    ? [
        sql`(${join(
          columns.map((name) => sql`${identifier('r', name)} IS NOT NULL`),
          ' OR ',
        )})`,
      ]
    : [];
}

function answered(feed: Feed, answers: readonly Answers[], raw: RawTables): Sql {
  const { types } = raw;
  const { text: words, ...shared } = feed.columns;
  let first = true;
  const order = Object.keys(types[feed.source] ?? {});
  const parts = answers.flatMap((answer) =>
    answer.columns.map((column) => {
      const text = first && words && answer.kind !== 'verbatim' ? { text: words } : {};
      if (answer.kind !== 'verbatim') first = false;
      const only =
        answer.kind === 'verbatim' ? [sql`${textOf(column, { source: feed.source, types })} IS NOT NULL`] : [];
      const rows = plain(feed, raw, { ...shared, ...text, ...own(answer, column, shared) }, only);
      return sql`SELECT * REPLACE ("#row" * ${order.length + 1} + ${order.indexOf(column)} AS "#row") FROM (${rows})`;
    }),
  );
  return join(parts, '\nUNION ALL BY NAME\n');
}

function own(answer: Answers, column: string, shared: Feed['columns']): Record<string, Supply> {
  const constant = (value: string | number): Supply => ({ kind: 'constant', value });
  const item = answer.items?.[column] ?? column;
  const score: Supply = {
    kind: 'column',
    column,
    ...(answer.words ? { words: answer.words } : {}),
    ...(answer.missing ? { missing: answer.missing } : {}),
    ...(answer.when ? { when: answer.when } : {}),
  };
  return {
    ...(answer.kind === 'verbatim' ? { text: { kind: 'column', column } } : { score }),
    kind: constant(answer.kind),
    item: shared.item ?? constant(item),
    ...(answer.scale ? { scale_min: constant(answer.scale[0]), scale_max: constant(answer.scale[1]) } : {}),
    ...(answer.touchpoint === 'row' ? {} : { touchpoint: answer.touchpoint === 'name' ? constant(item) : nobody }),
  };
}

const nobody: Supply = { kind: 'through', path: [], column: '', fold: 'first' };

/**
 * The columns of a customers file that stay, under their own names, beside the canonical ones: all but those that say
 * who a customer is and who left, which describe nobody and would give away what is to be foretold.
 */
export function attributesOf(feed: Feed, types: RawTypes): readonly string[] {
  if (feed.table !== 'customers') return [];
  const { customer_id: id, churned, churned_at: left } = feed.columns;
  const said = [id, churned, left].flatMap((supply) => (supply?.kind === 'column' ? supply.column : []));
  return (feed.attributes ?? Object.keys(types[feed.source] ?? {})).filter(
    (name) => name.trim() !== '' && !said.includes(name),
  );
}

function attributes(feed: Feed, types: RawTypes): Sql[] {
  const known = new Set(
    [...Object.keys(fieldsOf('customers')), ...Object.keys(feed.columns)].map((name) => name.toLowerCase()),
  );
  return attributesOf(feed, types)
    .filter((name) => !known.has(name.trim().toLowerCase()))
    .map((name) => {
      const value = identifier('r', name);
      return sql`${isAddress(name) ? provinceOf(sql`${value}::VARCHAR`) : value} AS ${identifier(name.trim())}`;
    });
}

/** Where a customer lives is kept to the province. */
function keptShort(feed: Feed, supply: Supply, value: Sql): Sql {
  const from = supply.kind === 'column' || supply.kind === 'through' ? supply.column : '';
  return feed.table === 'customers' && isAddress(from) ? provinceOf(value) : value;
}

function mapped(table: TableName): [string, Kind][] {
  return Object.entries(fieldsOf(table)).flatMap(([name, { kind, made }]) => (made ? [] : [[name, kind]]));
}

function typedAs(value: Sql, kind: Kind): Sql {
  return sql`(${value})::${typeNames[kind]}`;
}

/** NULL in the type of a kind. */
export function blank(kind: Kind): Sql {
  return sql`NULL::${typeNames[kind]}`;
}

const typeNames: Readonly<Record<Kind, Sql>> = {
  text: named(duckdbType.text),
  number: named(duckdbType.number),
  flag: named(duckdbType.flag),
  time: named(duckdbType.time),
};

function named(type: (typeof duckdbType)[Kind]): Sql {
  const all = { VARCHAR: sql`VARCHAR`, DOUBLE: sql`DOUBLE`, BOOLEAN: sql`BOOLEAN`, TIMESTAMP: sql`TIMESTAMP` };
  return all[type];
}
