import type { Text } from '../i18n/text';
import { put, type Draft } from './draft';
import type { Tie } from './mapping';
import { isMasked, type Looked, type LookedColumn } from './matching';
import { isNumber, isTime } from './profile';

/** Columns of a file without a header that look like a list of purchases; each is a question to a person. */
export interface Purchases {
  readonly time: LookedColumn;
  /** Ids that come back. */
  readonly ids: readonly LookedColumn[];
  /** Numbers, those with fractions first. */
  readonly amounts: readonly LookedColumn[];
}

/** The purchases of a file without a header: one column of times, ids that come back, and numbers. */
export function purchasesIn(looked: Looked): Purchases | null {
  const { columns, imported } = looked;
  if (imported.dialect?.headerLines !== 0) return null;
  const [time, ...times] = columns.filter(isTime);
  const ids = columns.filter((column) => isIdThatRepeats(column, looked));
  const isWhole = ({ name }: LookedColumn) => looked.profile?.whole.has(name) ?? false;
  const amounts = columns
    .filter((column) => isNumber(column) && !ids.includes(column) && Number(column.min) >= 0)
    .sort((a, b) => Number(isWhole(a)) - Number(isWhole(b)));
  return time && !times.length && ids.length && amounts.length ? { time, ids, amounts } : null;
}

/** Takes the time for that of orders, and asks who ordered and for how much. */
export function asPurchases(found: Purchases, made: Draft, { imported }: Looked): void {
  const ask = (column: string, of: readonly LookedColumn[], which: Text): Tie => ({
    table: 'orders',
    column,
    source: imported.table,
    candidates: of.map(({ name }) => name),
    reason: {
      en: `the file has no header; ${which.en} stand in ${of.map(ranged).join(', ')}`,
      zh: `文件没有表头；${which.zh}见于 ${of.map(ranged).join('、')}`,
    },
  });
  put(made, 'ordered_at', { kind: 'column', column: found.time.name }, onlyTimes, 0.5);
  made.ties.push(
    ask('customer_id', found.ids, { en: 'ids that come back', zh: '重复出现的编号' }),
    ask('amount', found.amounts, { en: 'numbers', zh: '数值' }),
  );
}

const onlyTimes: Text = {
  en: 'no header; the only column of dates, beside ids that come back: a list of purchases?',
  zh: '没有表头；唯一的日期列，另有重复出现的编号：或为购买记录',
};

function ranged({ name, min, max }: LookedColumn): string {
  return `“${name}” (${String(min)} – ${String(max)})`;
}

/** Whole numbers or short codes, of which many differ and many come back. */
function isIdThatRepeats(column: LookedColumn, { imported, profile }: Looked): boolean {
  const filled = imported.rows - column.nulls;
  const code =
    column.type === 'VARCHAR' ? column.examples.every((text) => /^[\w-]{1,40}$/.test(text)) : isNumber(column);
  const whole = column.type === 'VARCHAR' || (profile?.whole.has(column.name) ?? false);
  return code && whole && !isMasked(column) && column.distinct < filled && column.distinct > Math.max(20, filled / 50);
}
