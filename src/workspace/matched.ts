import type { Imported } from '../engine/intake/imported';
import type { Feed, Supply } from '../model/mapping';
import { renamedFeed, renamedIn } from './renamed';
import type { Link, Shape } from './share';

type Table = Pick<Imported, 'table' | 'columns'>;

/** A shape of the link held against a table of the receiver. */
export interface Match {
  readonly shape: string;
  /** Null: no own table is like it. */
  readonly table: string | null;
  /** Columns that the mapping needs and the table lacks, and which own column stands in for them. */
  readonly missing: readonly { readonly column: string; readonly instead: string | null }[];
  /** Columns of another type. */
  readonly retyped: readonly { readonly column: string; readonly was: string; readonly is: string }[];
  /** Columns that the link knows nothing of. */
  readonly extra: readonly string[];
}

/** Holds each shape against the most similar table: by the share of its column names, each table once. */
export function matched(link: Link, tables: readonly Table[]): readonly Match[] {
  const pairs = link.shapes
    .flatMap((shape) => tables.map((table) => ({ shape, table, alike: likeness(shape, table) })))
    .filter(({ alike }) => alike > 0.25)
    .sort((a, b) => b.alike - a.alike);
  const taken = new Map<string, Table>();
  for (const { shape, table } of pairs)
    if (!taken.has(shape.name) && ![...taken.values()].includes(table)) taken.set(shape.name, table);
  return link.shapes.map((shape) => held(link, shape, taken.get(shape.name) ?? null));
}

/** A shape held against a table that a person chose. */
export function held(link: Link, shape: Shape, table: Table | null): Match {
  if (!table) return { shape: shape.name, table: null, missing: [], retyped: [], extra: [] };
  const types = new Map(table.columns.map(({ name, type }) => [name, type]));
  const known = new Set(shape.columns.map(({ name }) => name));
  const needed = new Set(link.intent.mapping.feeds.filter(({ source }) => source === shape.name).flatMap(columnsOf));
  return {
    shape: shape.name,
    table: table.table,
    missing: [...needed]
      .filter((column) => !types.has(column))
      .map((column) => ({ column, instead: nearly(column, types) })),
    retyped: shape.columns.flatMap(({ name, type }) => {
      const is = types.get(name);
      return is === undefined || is === type ? [] : [{ column: name, was: type, is }];
    }),
    extra: [...types.keys()].filter((column) => !known.has(column)),
  };
}

/** The link's feeds, queries and report on the receiver's tables; feeds of shapes without a table are left out. */
export function applied(
  link: Link,
  matches: readonly Match[],
): Pick<Link['intent'], 'queries' | 'report'> & { readonly feeds: readonly Feed[] } {
  const names = new Map(matches.flatMap(({ shape, table }) => (table === null ? [] : [[shape, table] as const])));
  const instead = new Map(
    matches.map(({ shape, missing }) => [shape, new Map(missing.map((one) => [one.column, one.instead]))] as const),
  );
  const feeds = link.intent.mapping.feeds
    .filter(({ source }) => names.has(source))
    .map((feed) => renamedFeed(mended(feed, instead.get(feed.source) ?? new Map<string, string | null>()), names));
  const columns = new Set(link.shapes.flatMap((shape) => shape.columns.map(({ name }) => name.toLowerCase())));
  const { queries, report } = link.intent;
  const renamed = <T extends { readonly sql: string }>(one: T): T => ({
    ...one,
    sql: renamedIn(one.sql, names, columns),
  });
  return {
    feeds,
    queries: queries.map(renamed),
    report: { ...report, items: report.items.map((item) => (item.kind === 'query' ? renamed(item) : item)) },
  };
}

/** Columns stand in for missing ones; what still lacks a column is not supplied. */
function mended(feed: Feed, instead: ReadonlyMap<string, string | null>): Feed {
  const name = (column: string) => (instead.has(column) ? (instead.get(column) ?? null) : column);
  const columns = Object.entries(feed.columns).flatMap(([column, supply]) => {
    const mine = mendedSupply(supply, name);
    return mine ? [[column, mine] as const] : [];
  });
  const answers = feed.answers?.map((one) => ({
    ...one,
    columns: one.columns.map(name).filter((column) => column !== null),
  }));
  return { ...feed, columns: Object.fromEntries(columns), ...(answers ? { answers } : {}) };
}

function mendedSupply(supply: Supply, name: (column: string) => string | null): Supply | null {
  if (supply.kind !== 'column' && supply.kind !== 'paid-when' && supply.kind !== 'id-in-file') {
    const own = ownColumns(supply);
    return own.every((column) => name(column) === column) ? supply : null;
  }
  const column = name(supply.column);
  return column === null ? null : { ...supply, column };
}

function columnsOf(feed: Feed): readonly string[] {
  return [
    ...Object.values(feed.columns).flatMap(ownColumns),
    ...(feed.answers ?? []).flatMap(({ columns, when }) => [...columns, ...(when ? [when.column] : [])]),
    ...(feed.only ?? []).map(({ column }) => column),
  ];
}

function ownColumns(supply: Supply): readonly string[] {
  switch (supply.kind) {
    case 'column':
      return [supply.column, ...(supply.when ? [supply.when.column] : [])];
    case 'paid-when':
    case 'id-in-file':
      return [supply.column];
    case 'product':
      return supply.columns;
    case 'moment':
      return [supply.date, supply.time];
    case 'day':
      return [supply.year, supply.month, supply.day];
    case 'through':
      return supply.path.slice(0, 1).map(({ by }) => by);
    default:
      return [];
  }
}

function likeness(shape: Shape, table: Table): number {
  const own = new Set(table.columns.map(({ name }) => plain(name)));
  const shared = shape.columns.filter(({ name }) => own.has(plain(name))).length;
  return shape.columns.length ? shared / Math.max(shape.columns.length, 1) : 0;
}

function nearly(column: string, types: ReadonlyMap<string, string>): string | null {
  return [...types.keys()].find((name) => plain(name) === plain(column)) ?? null;
}

const plain = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]/g, '');
