import type { Text } from '../i18n/text';
import type { Feed, Supply, Tie } from './mapping';
import { candidates, isMasked, type Looked, type LookedColumn } from './matching';
import { roleWord } from './role-words';
import { fieldsOf, type TableName } from './schema';

/** A feed in the making: what known names alone say. */
export interface Draft {
  columns: Record<string, Supply>;
  reasons: Record<string, Text>;
  /** How sure each column is, 0 to 1. */
  sure: Record<string, number>;
  ties: Tie[];
}

const trust = [0.97, 0.85, 0.7, 0.55] as const;
/** Several roles of one table that may share a source column. */
const sharing = new Set([
  'touchpoint',
  'channel',
  'event',
  'stage',
  'class',
  'item',
  'csat',
  'kind',
  'campaign',
  'status',
  'paid_at',
]);

/** Columns of `table` by the headers' names, the surest first; equally good ones are ties and left out. */
export function draft(table: TableName, looked: Looked, without: ReadonlySet<string> = new Set()): Draft {
  const made: Draft = { columns: {}, reasons: {}, sure: {}, ties: [] };
  const taken = new Set<string>();
  const names = Object.entries(fieldsOf(table)).flatMap(([name, field]) =>
    field.made || without.has(name) ? [] : [name],
  );
  const ranked = names
    .map((name) => ({ name, tier: candidates(looked, table, name)[0]?.tier ?? 9 }))
    .filter(({ tier }) => tier < 9)
    .sort((a, b) => a.tier - b.tier);
  for (const { name } of ranked) {
    const found = candidates(looked, table, name, sharing.has(name) ? undefined : taken).filter(({ column, tier }) =>
      plausible(table, name, column, tier, looked),
    );
    const [first] = found;
    if (!first) continue;
    if (found.length > 1) {
      made.ties.push(
        tie(
          table,
          name,
          looked,
          found.map(({ column }) => column.name),
        ),
      );
      continue;
    }
    if (!sharing.has(name)) taken.add(first.column.name);
    put(made, name, supplyOf(table, name, first.column), named(first.column, table, name), trust[first.tier] ?? 0.45);
  }
  withTimeOfDay(made, table, looked);
  return made;
}

export function put(made: Draft, name: string, supply: Supply, reason: Text, sure: number): void {
  made.columns[name] = supply;
  made.reasons[name] = reason;
  made.sure[name] = sure;
  made.ties = made.ties.filter((one) => one.column !== name);
}

export function drop(made: Draft, name: string): void {
  const without = <T>(record: Record<string, T>) =>
    Object.fromEntries(Object.entries(record).filter(([one]) => one !== name));
  made.columns = without(made.columns);
  made.reasons = without(made.reasons);
  made.sure = without(made.sure);
}

/** The draft as a feed; it is as sure as the least sure of the columns that the table cannot do without. */
export function feedOf(table: TableName, looked: Looked, made: Draft, more: Partial<Feed> = {}): Feed {
  const needed = Object.entries(fieldsOf(table)).flatMap(([name, field]) => (field.needed ? [name] : []));
  const confidence = Math.min(1, ...needed.map((name) => made.sure[name] ?? 0.5));
  return { table, source: looked.imported.table, columns: made.columns, reasons: made.reasons, confidence, ...more };
}

export function tie(table: TableName, column: string, { imported }: Looked, names: readonly string[]): Tie {
  return {
    table,
    column,
    source: imported.table,
    candidates: names,
    reason: {
      en: `${names.map((name) => `“${name}”`).join(' and ')} fit ${roleWord(table, column).en} equally well`,
      zh: `${names.map((name) => `“${name}”`).join('与')}同样符合${roleWord(table, column).zh}`,
    },
  };
}

function named({ name }: LookedColumn, table: TableName, column: string): Text {
  return {
    en: `the header “${name}” is a usual name of ${roleWord(table, column).en}`,
    zh: `表头“${name}”是${roleWord(table, column).zh}的常用名称`,
  };
}

function supplyOf(table: TableName, name: string, column: LookedColumn): Supply {
  const { unit } = column.header;
  const inSeconds = name.endsWith('_s') && unit && unit !== 's' && column.reading.kind !== 'duration' ? { unit } : {};
  const words = table === 'orders' && name === 'status' ? { words: 'order-status' as const } : {};
  return { kind: 'column', column: column.name, ...inSeconds, ...words };
}

/** Vague names need values that bear them out. */
function plausible(table: TableName, name: string, column: LookedColumn, tier: number, { imported }: Looked): boolean {
  const filled = imported.rows - column.nulls;
  const { key } = column.header;
  if (isMasked(column)) return false;
  if (key === 'id' && ['order_id', 'ticket_id', 'response_id'].includes(name)) return column.distinct === filled;
  if (key === 'id' && name === 'customer_id') return column.distinct === filled || tier < 3;
  if (name === 'touchpoint' && table !== 'touchpoints')
    return column.distinct <= Math.max(50, filled / 2) || filled < 50;
  if (name === 'text') return column.type === 'VARCHAR' && column.reading.kind === 'text';
  if (name === 'weight') return column.type !== 'BOOLEAN';
  return true;
}

/** A day in one column and the time of day in another are one moment. */
function withTimeOfDay(made: Draft, table: TableName, { columns }: Looked): void {
  const clock = columns.find(
    ({ header, examples }) =>
      /^(time|timeofday|时间|时刻|hour)$/.test(header.key) &&
      examples.length > 0 &&
      examples.every((text) => /^\d{1,2}:\d{2}(:\d{2})?$/.test(text.trim())),
  );
  for (const [name, supply] of Object.entries(made.columns)) {
    if (fieldsOf(table)[name]?.kind !== 'time' || supply.kind !== 'column' || !clock || supply.column === clock.name)
      continue;
    if (!/^(date|日期|day|calldate)$/.test(columns.find((one) => one.name === supply.column)?.header.key ?? ''))
      continue;
    put(
      made,
      name,
      { kind: 'moment', date: supply.column, time: clock.name },
      { en: `“${supply.column}” and “${clock.name}” together`, zh: `“${supply.column}”与“${clock.name}”合并` },
      made.sure[name] ?? 0.7,
    );
  }
}
