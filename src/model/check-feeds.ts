import type { Engine } from '../engine/engine';
import { identifier, join, sql } from '../engine/sql';
import type { Remark } from '../i18n/text';
import type { Checked } from './checked';
import type { Feed } from './mapping';
import { isAddress, provinceOf } from './address';
import { roleWord, tableWord } from './role-words';
import { fieldsOf } from './schema';
import { checkPairing } from './shared-ids';
import { expression, textOf, type RawTypes, type Reading } from './supply';

/** What was lost or decided between the files and the canonical tables. */
export async function checkFeeds(engine: Engine, { mapping, types }: Checked): Promise<readonly Remark[]> {
  const remarks: Remark[] = [...saidTwice(mapping.feeds)];
  for (const feed of mapping.feeds) {
    if (!types[feed.source]) continue;
    remarks.push(...(await castsThatFailed(engine, feed, { source: feed.source, types, joins: [] })));
    remarks.push(...(await valuesReadAsMissing(engine, feed, { source: feed.source, types, joins: [] })));
    remarks.push(...rowsAsPersons(feed));
    remarks.push(...(await idsOfOneCustomer(engine, feed, types)));
    remarks.push(...(await addressesKeptShort(engine, feed, types)));
  }
  return remarks;
}

/** Traits of customers that several files say, each in its own words perhaps. */
function saidTwice(feeds: readonly Feed[]): readonly Remark[] {
  const lists = feeds.filter(({ table }) => table === 'customers');
  return ['segment', 'region'].flatMap((name): Remark[] => {
    const columns = lists.flatMap(({ source, columns: { [name]: supply } }) =>
      supply?.kind === 'column' ? [`“${supply.column.trim()}” (${source})`] : [],
    );
    if (columns.length < 2) return [];
    return [
      {
        level: 'caution',
        say: {
          en: '{role} is read from {columns}: where they differ, the first value in sorting order counts. Leave it out of one of them if they mean different things.',
          zh: '{role}取自 {columns}：取值不同时，取排序最前的值。若含义不同，请在其中一处取消对应。',
        },
        with: { role: roleWord('customers', name), columns: columns.join(', ') },
      },
    ];
  });
}

async function castsThatFailed(engine: Engine, feed: Feed, reading: Reading): Promise<readonly Remark[]> {
  const cast = Object.entries(feed.columns).flatMap(([name, supply]) => {
    const kind = fieldsOf(feed.table)[name]?.kind;
    if (supply.kind !== 'column' || !kind || (kind === 'text' && !supply.words)) return [];
    const { missing: _, when: __, ...plain } = supply;
    const value = expression(plain, kind, reading);
    return [
      {
        name,
        column: supply.column,
        failed: sql`count(*) FILTER (${textOf(supply.column, reading)} IS NOT NULL AND ${value} IS NULL)::DOUBLE`,
      },
    ];
  });
  if (!cast.length) return [];
  const counts = cast.map(({ failed }, at) => sql`${failed} AS ${identifier(`c${String(at)}`)}`);
  const [row] = await engine.query(sql`SELECT ${join(counts)} FROM ${identifier('raw', feed.source)} AS r`);
  return cast.flatMap(({ name, column }, at): Remark[] => {
    const n = Number(row?.[`c${String(at)}`] ?? 0);
    if (!n) return [];
    return [
      {
        level: 'caution',
        say: {
          en: '{n:count} cell{n|s} of “{column}” ({source}) could not be read as {role}: missing in every metric that uses it.',
          zh: '{source} 的“{column}”有 {n:count} 个单元格无法读作{role}：在所有用到它的指标中视为缺失。',
        },
        with: { n, column: column.trim(), source: feed.source, role: roleWord(feed.table, name) },
      },
    ];
  });
}

async function idsOfOneCustomer(engine: Engine, { source, table, columns }: Feed, types: RawTypes) {
  const [id, person] = [columns.source_id, columns.customer_id];
  if (table !== 'identities' || id?.kind !== 'column' || person?.kind !== 'column') return [];
  const system = columns.source?.kind === 'column' ? { system: columns.source.column } : {};
  return checkPairing(engine, { source, id: id.column, person: person.column, ...system }, types);
}

async function addressesKeptShort(engine: Engine, feed: Feed, types: RawTypes): Promise<readonly Remark[]> {
  if (feed.table !== 'customers') return [];
  const columns = Object.keys(types[feed.source] ?? {}).filter(isAddress);
  const remarks: Remark[] = [];
  for (const column of columns) {
    const value = textOf(column, { source: feed.source, types });
    const [row] = await engine.query(
      sql`SELECT count(*) FILTER (${provinceOf(value)} <> ${value})::DOUBLE AS cut, count(*) FILTER (${value} IS NOT NULL AND ${provinceOf(value)} IS NULL)::DOUBLE AS none FROM ${identifier('raw', feed.source)} AS r`,
    );
    const [cut, none] = [Number(row?.cut ?? 0), Number(row?.none ?? 0)];
    if (cut || none)
      remarks.push({
        level: 'note',
        say: {
          en: 'Of the addresses in “{column}” ({source}) only the province is kept; {none:count} name none and are taken as missing.',
          zh: '{source} 的“{column}”中的地址只保留到省份；{none:count} 个地址没有省份，视为缺失。',
        },
        with: { column: column.trim(), source: feed.source, none },
      });
  }
  return remarks;
}

async function valuesReadAsMissing(engine: Engine, feed: Feed, reading: Reading): Promise<readonly Remark[]> {
  const own = Object.values(feed.columns).flatMap((supply) =>
    supply.kind === 'column' && supply.missing?.length ? [{ columns: [supply.column], missing: supply.missing }] : [],
  );
  const unpivoted = (feed.answers ?? []).flatMap(({ columns, missing }) =>
    missing?.length ? [{ columns, missing }] : [],
  );
  const all = [...own, ...unpivoted];
  if (!all.length) return [];
  const cells = all.flatMap(({ columns, missing }) =>
    columns.map((column) => sql`count(*) FILTER (${textOf(column, reading)} IN (${join([...missing])}))`),
  );
  const total = cells.reduce((sum, cell) => sql`${sum} + ${cell}`);
  const [row] = await engine.query(sql`SELECT (${total})::DOUBLE AS n FROM ${identifier('raw', feed.source)} AS r`);
  const n = Number(row?.n ?? 0);
  const columns = all.flatMap((one) => one.columns);
  const values = [...new Set(all.flatMap(({ missing }) => missing))].join(', ');
  return n
    ? [
        {
          level: 'note',
          say: {
            en: '{n:count} cell{n|s} with {values} in {columns} ({source}) {n|is|are} read as “not applicable”: missing in {table}, not low values.',
            zh: '{source} 的 {columns} 中有 {n:count} 个取值为 {values} 的单元格按“不适用”处理：在{table}中计为缺失，而不是低分。',
          },
          with: {
            n,
            values,
            columns:
              columns.length > 3
                ? `“${columns[0] ?? ''}” … (${String(columns.length)})`
                : columns.map((name) => `“${name}”`).join(', '),
            source: feed.source,
            table: tableWord(feed.table),
          },
        },
      ]
    : [];
}

function rowsAsPersons(feed: Feed): readonly Remark[] {
  if (feed.columns.customer_id?.kind !== 'row' || feed.table === 'customers') return [];
  return [
    {
      level: 'note',
      say: {
        en: '{source} has no customer id: each row counts as one person. Whatever follows a person over time (retention, assisted conversion) cannot be read from it.',
        zh: '{source} 没有客户编号：每行视为一人。需要跟踪同一客户的指标（留存、辅助转化等）不能据此计算。',
      },
      with: { source: feed.source },
    },
  ];
}
