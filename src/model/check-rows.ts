import type { Engine, Row } from '../engine/engine';
import { identifier, join, sql, type Sql } from '../engine/sql';
import type { Remark, Text } from '../i18n/text';
import type { Checked } from './checked';
import { columnList, tableWord } from './role-words';
import type { Feed } from './mapping';
import { fieldsOf, timeOf, type TableName } from './schema';
import { defaultReviews } from './words';

/** What the rows of the canonical tables show: strays, duplicates, gaps, unknown touchpoints, ids that are none. */
export async function checkRows(engine: Engine, { mapping, counts, roles }: Checked): Promise<readonly Remark[]> {
  const filled = (Object.keys(counts) as TableName[]).filter((table) => counts[table].all > 0);
  const remarks: Remark[] = [];
  for (const found of filled) {
    remarks.push(...(await ids(engine, found)));
    remarks.push(...(await gaps(engine, found)));
    if (roles.has('touchpoints.touchpoint') && found !== 'touchpoints')
      remarks.push(...(await strangers(engine, found)));
  }
  if (filled.includes('responses')) remarks.push(...(await responses(engine)));
  remarks.push(...(await duplicates(engine, filled)));
  if (mapping.feeds.some(({ table }) => table === 'customers'))
    remarks.push(...(await customers(engine, mapping.feeds)));
  return remarks;
}

async function one(engine: Engine, query: Sql): Promise<Row> {
  return (await engine.query(query))[0] ?? {};
}

function caution(say: Text, values: Remark['with']): Remark {
  return { level: 'caution', say, ...(values ? { with: values } : {}) };
}

async function responses(engine: Engine): Promise<Remark[]> {
  const row = await one(
    engine,
    sql`SELECT count(*) FILTER (score < scale_min OR score > scale_max)::DOUBLE AS off,
          count(*) FILTER (weight <= 0 OR NOT isfinite(weight))::DOUBLE AS weightless,
          count(*) FILTER (trim(text) IN (${join([...defaultReviews])}))::DOUBLE AS defaults,
          (SELECT count(*) FROM (SELECT kind FROM store.responses WHERE score IS NOT NULL AND scale_max IS NOT NULL GROUP BY kind HAVING count(DISTINCT (scale_min, scale_max)) > 1))::DOUBLE AS mixed
        FROM store.responses`,
  );
  const [off, weightless] = [Number(row.off), Number(row.weightless)];
  const [defaults, mixed] = [Number(row.defaults), Number(row.mixed)];
  return [
    ...(off
      ? [
          caution(
            {
              en: '{n:count} score{n|s} {n|is|are} off the scale: left out of csat, nps, ces and the index.',
              zh: '有 {n:count} 个分值超出量表：csat、nps、ces 与指数均不计入。',
            },
            { n: off },
          ),
        ]
      : []),
    ...(weightless
      ? [
          caution(
            {
              en: '{n:count} row{n|s} of responses {n|has|have} a weight of 0, below 0 or no number: left out of csat, nps, ces, the index and all else that weighs answers.',
              zh: '回答表中有 {n:count} 行的权重为 0、负数或不是有限的数：csat、nps、ces、指数及其他按权重计算的指标均不计入。',
            },
            { n: weightless },
          ),
        ]
      : []),
    ...(defaults
      ? [
          caution(
            {
              en: '{n:count} review{n|s} {n|is|are} the shop’s default text, no answer: csat is too high by {n|it|them}, and sentiment and topics learn nothing.',
              zh: '有 {n:count} 条评价是系统默认好评，并非回答：会抬高满意度，在情感与主题中没有意义。',
            },
            { n: defaults },
          ),
        ]
      : []),
    ...(mixed
      ? [
          caution(
            {
              en: 'Answers of one kind were asked on different scales: compare the rescaled score, not means or shares.',
              zh: '同一类回答使用了不同量表：请比较换算后的得分，而不是均值或占比。',
            },
            undefined,
          ),
        ]
      : []),
  ];
}

const keys: Readonly<Partial<Record<TableName, readonly string[]>>> = {
  responses: ['response_id', 'touchpoint', 'item', 'kind'],
  orders: ['order_id'],
  tickets: ['ticket_id'],
  interactions: ['customer_id', 'occurred_at', 'touchpoint', 'event'],
};

async function duplicates(engine: Engine, filled: readonly TableName[]): Promise<Remark[]> {
  const remarks: Remark[] = [];
  for (const table of filled) {
    const columns = keys[table];
    if (!columns?.[0]) continue;
    const row = await one(
      engine,
      sql`SELECT coalesce(sum(n - 1), 0)::DOUBLE AS extra FROM (SELECT count(*) AS n FROM ${identifier('store', table)} WHERE ${identifier(columns[0])} IS NOT NULL GROUP BY ${join(columns.map((name) => identifier(name)))} HAVING count(*) > 1)`,
    );
    const n = Number(row.extra);
    if (n)
      remarks.push(
        caution(
          {
            en: '{n:count} row{n|s} of {table} {n|repeats|repeat} the same {columns}: counted and summed twice unless a metric says otherwise.',
            zh: '{table}中有 {n:count} 行的{columns}重复：除非指标另有说明，计数与求和会重复计入。',
          },
          { n, table: tableWord(table), columns: columnList(columns) },
        ),
      );
  }
  return remarks;
}

async function customers(engine: Engine, feeds: Checked['mapping']['feeds']): Promise<Remark[]> {
  const remarks: Remark[] = [];
  for (const feed of feeds) {
    const id = feed.columns.customer_id;
    if (feed.table !== 'customers' || id?.kind !== 'column') continue;
    remarks.push(...(await severalValues(engine, feed, id.column)));
    if (feed.attributes) continue;
    const row = await one(
      engine,
      sql`SELECT (count(${identifier(id.column)}) - count(DISTINCT ${identifier(id.column)}))::DOUBLE AS extra FROM ${identifier('raw', feed.source)}`,
    );
    const n = Number(row.extra);
    if (n)
      remarks.push(
        caution(
          {
            en: '{n:count} row{n|s} of {source} {n|repeats|repeat} a customer: each customer counts once, with the first value of each attribute in sorting order.',
            zh: '{source} 中有 {n:count} 行客户重复：每位客户只计一次，各属性取排序最前的值。',
          },
          { n, source: feed.source },
        ),
      );
  }
  return remarks;
}

/** Of rows that are no list of customers: who has more than one segment or region in them. */
async function severalValues(engine: Engine, { source, attributes }: Feed, id: string): Promise<Remark[]> {
  const remarks: Remark[] = [];
  for (const column of (attributes ?? []).filter((name) => name !== id)) {
    const row = await one(
      engine,
      sql`SELECT count(*)::DOUBLE AS n FROM (SELECT 1 FROM ${identifier('raw', source)} WHERE ${identifier(id)} IS NOT NULL GROUP BY ${identifier(id)} HAVING count(DISTINCT ${identifier(column)}) > 1)`,
    );
    const n = Number(row.n);
    if (n)
      remarks.push(
        caution(
          {
            en: '{n:count} customer{n|s} of {source} {n|has|have} several values of “{column}”: each counts once, with the first in sorting order.',
            zh: '{source} 中有 {n:count} 位客户的“{column}”有多个取值：每位只计一次，取排序最前的值。',
          },
          { n, source, column: column.trim() },
        ),
      );
  }
  return remarks;
}

/** Ids that a spreadsheet damaged or a platform masked. */
async function ids(engine: Engine, table: TableName): Promise<Remark[]> {
  if (!('customer_id' in fieldsOf(table))) return [];
  const row = await one(
    engine,
    sql`SELECT count(*) FILTER (contains(customer_id, '***'))::DOUBLE AS masked, count(*) FILTER (regexp_matches(customer_id, '^[0-9]([.][0-9]+)?[eE][+][0-9]+$'))::DOUBLE AS damaged FROM ${identifier('store', table)}`,
  );
  const [masked, damaged] = [Number(row.masked), Number(row.damaged)];
  return [
    ...(masked
      ? [
          caution(
            {
              en: '{n:count} customer id{n|s} in {table} {n|is|are} masked: different people collide, so counts of customers, retention and joins are wrong.',
              zh: '{table}中有 {n:count} 个客户编号被打码：不同客户会混在一起，客户数、留存与关联都不可靠。',
            },
            { n: masked, table: tableWord(table) },
          ),
        ]
      : []),
    ...(damaged
      ? [
          caution(
            {
              en: '{n:count} customer id{n|s} in {table} {n|was|were} damaged by a spreadsheet (1.38E+10): no row of another file joins there.',
              zh: '{table}中有 {n:count} 个客户编号被表格软件损坏（如 1.38E+10）：无法关联到客户。',
            },
            { n: damaged, table: tableWord(table) },
          ),
        ]
      : []),
  ];
}

/** Days without any row, where there usually is one. */
async function gaps(engine: Engine, table: TableName): Promise<Remark[]> {
  const time = timeOf[table];
  if (!time) return [];
  const row = await one(
    engine,
    sql`SELECT count(*)::DOUBLE AS days, median(gap)::DOUBLE AS usual, max(gap)::DOUBLE AS longest, strftime(arg_max(before, gap), '%Y-%m-%d') AS start, strftime(arg_max(day, gap), '%Y-%m-%d') AS stop
        FROM (SELECT day, lag(day) OVER (ORDER BY day) AS before, date_diff('day', lag(day) OVER (ORDER BY day), day) AS gap
              FROM (SELECT DISTINCT ${identifier(time)}::DATE AS day FROM ${identifier('store', table)} WHERE ${identifier(time)} IS NOT NULL))`,
  );
  const [days, usual, longest] = [Number(row.days), Number(row.usual), Number(row.longest)];
  if (days < 20 || longest < 7 || longest < 7 * usual) return [];
  return [
    caution(
      {
        en: '{table} has no rows for {longest:count} days, from {start} to {stop}: rates over time, churn windows and control charts see a fall that may be a missing file.',
        zh: '{table}在 {start} 至 {stop} 之间有 {longest:count} 天没有数据：随时间的比率、流失窗口与控制图会出现下降，可能只是缺少文件。',
      },
      { table: tableWord(table), longest, start: String(row.start), stop: String(row.stop) },
    ),
  ];
}

/** Touchpoints of events and answers that the catalogue does not know. */
async function strangers(engine: Engine, table: TableName): Promise<Remark[]> {
  if (!('touchpoint' in fieldsOf(table))) return [];
  const row = await one(
    engine,
    sql`SELECT count(*)::DOUBLE AS n, min(touchpoint) AS first FROM (SELECT DISTINCT touchpoint FROM ${identifier('store', table)} WHERE touchpoint IS NOT NULL AND touchpoint NOT IN (SELECT touchpoint FROM store.touchpoints))`,
  );
  const n = Number(row.n);
  return n
    ? [
        caution(
          {
            en: '{n:count} touchpoint{n|s} of {table} {n|is|are} not in the catalogue (such as “{first}”): coverage and everything by stage or class leave them out.',
            zh: '{table}中有 {n:count} 个触点不在触点目录中（如“{first}”）：覆盖率以及按阶段、类别的分析不含它们。',
          },
          { n, table: tableWord(table), first: String(row.first) },
        ),
      ]
    : [];
}
