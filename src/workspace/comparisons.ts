import type { Text } from '../i18n/text';

/** Two periods worth comparing, as ISO ranges of whole days. */
export interface Comparison {
  readonly label: Text;
  readonly before: string;
  readonly after: string;
}

interface Days {
  readonly start: Date;
  readonly end: Date;
}

/** What data from one ISO day to another lend themselves to: full months and quarters against those before, and halves. */
export function comparisons(from: string, to: string): readonly Comparison[] {
  const data = { start: new Date(`${from}T00:00:00Z`), end: new Date(`${to}T00:00:00Z`) };
  const month = lastFull(data.end, 1);
  const quarter = lastFull(data.end, 3);
  const half = middleOf(data);
  const offered: readonly (readonly [Text, Days, Days])[] = [
    [{ en: 'The last full month against the one before', zh: '最近一个完整月对比前一月' }, moved(month, 1), month],
    [{ en: 'The last full month against a year before', zh: '最近一个完整月对比去年同月' }, moved(month, 12), month],
    [
      { en: 'The last full quarter against the one before', zh: '最近一个完整季度对比前一季度' },
      moved(quarter, 3),
      quarter,
    ],
    [{ en: 'The later half of the data against the earlier', zh: '数据后半段对比前半段' }, ...half],
  ];
  return offered.flatMap(([label, before, after]) =>
    before.start >= data.start && before.start <= before.end
      ? [{ label, before: said(before), after: said(after) }]
      : [],
  );
}

/** The last full calendar period of so many months that is over by the end of a day. */
function lastFull(end: Date, months: 1 | 3): Days {
  const next = new Date(end.getTime() + day);
  const start = new Date(Date.UTC(next.getUTCFullYear(), Math.floor(next.getUTCMonth() / months) * months, 1));
  return { start: monthsBefore(start, months), end: new Date(start.getTime() - day) };
}

/** A period of whole months, so many months earlier. */
function moved({ start, end }: Days, months: number): Days {
  return {
    start: monthsBefore(start, months),
    end: new Date(monthsBefore(new Date(end.getTime() + day), months).getTime() - day),
  };
}

function middleOf({ start, end }: Days): readonly [Days, Days] {
  const days = Math.floor((end.getTime() - start.getTime()) / day) + 1;
  const later = new Date(start.getTime() + Math.ceil(days / 2) * day);
  return [
    { start, end: new Date(start.getTime() + (Math.floor(days / 2) - 1) * day) },
    { start: later, end },
  ];
}

const day = 86_400_000;
const monthsBefore = (first: Date, months: number) =>
  new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() - months, 1));
const said = ({ start, end }: Days) => `${start.toISOString().slice(0, 10)}/${end.toISOString().slice(0, 10)}`;
