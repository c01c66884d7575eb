import type { Format } from '../i18n/say';
import type { Filters } from '../model/filters';
import { actionsOf } from './actions';
import { datedBy } from './dated';
import type { Ask, Use, Used, Value } from './metric';
import { jsonObject, oneOf, refused, type Params } from './params';
import { periodLengths } from './period';
import { tQuantile } from '../stats/t-quantile';

/** The parameters of every module that follows another metric over periods. */
export const followedParams = {
  metric: { kind: 'metric', default: 'csat', label: { en: 'Metric', zh: '指标' } },
  value: {
    kind: 'text',
    default: null,
    label: { en: 'Column followed', zh: '跟踪的列' },
    hint: { en: 'empty: the metric’s headline', zh: '留空：该指标的主值' },
  },
  metric_params: {
    kind: 'json',
    default: {},
    label: { en: 'Parameters of the metric (JSON)', zh: '该指标的参数（JSON）' },
  },
  grain: {
    kind: 'choice',
    default: 'week',
    label: { en: 'Length of a period', zh: '周期长度' },
    of: periodLengths,
  },
  touchpoint: { kind: 'text', default: null, label: { en: 'Touchpoint (empty: all)', zh: '触点（留空为全部）' } },
  date: {
    kind: 'choice',
    default: 'auto',
    label: { en: 'An answer stands at', zh: '回答归入' },
    of: {
      auto: { en: 'the visit where it is known', zh: '已知体验日期则按体验' },
      experience: { en: 'the visit it speaks of', zh: '体验日期' },
      answer: { en: 'the day it was given', zh: '作答日期' },
    },
  },
  actions: {
    kind: 'json',
    default: [],
    label: { en: 'Actions to mark', zh: '标注的改进行动' },
    hint: {
      en: '[{"date":"2025-03-01","text":"new form"}]',
      zh: '[{"date":"2025-03-01","text":"上线新表单"}]',
    },
  },
} as const satisfies Params;

/** What summaries of followed metrics have in common, in words. */
export const followedHeadings = {
  metric: { label: { en: 'Metric', zh: '指标' } },
  undetermined: { label: { en: 'Open periods', zh: '未结束周期' }, format: 'count' },
  signals: { label: { en: 'Signals', zh: '信号数' }, format: 'count' },
  date: { label: { en: 'Answers stand at', zh: '回答归入' } },
  unmet: { label: { en: 'Answers without a visit', zh: '无对应体验的回答' }, format: 'count' },
} as const;

type Asked = Ask<typeof followedParams>;

/** What a module that follows a metric uses: that metric by period. */
export function followedUse(ask: Asked): { readonly series: Use } {
  actionsOf(ask.params.actions);
  const { metric, grain, touchpoint } = ask.params;
  const more = objectOf(ask.params.metric_params);
  return {
    series: {
      metric: metric ?? 'csat',
      params: { ...more, by: 'period', grain },
      dated: datedBy(ask),
      ...(touchpoint === null ? {} : { only: at(touchpoint) }),
    },
  };
}

/** One period of a followed metric. A period without any data in between has value null and n 0. */
export interface Followed {
  readonly period: string;
  readonly value: number | null;
  readonly n: number;
  /** n, or what it is worth where answers are weighted. */
  readonly size: number;
  /** Of a single answer; null where it is not known. */
  readonly variance: number | null;
  /** False for the period that was still open when the data ended. */
  readonly complete: boolean;
}

export interface Series {
  readonly periods: readonly Followed[];
  readonly column: string;
  /** Whether values are shares of n, so that limits follow from the binomial. */
  readonly share: boolean;
  /** How values are written. */
  readonly format: Format;
}

/** The series in the order of time, missing periods put in; null where there is nothing to follow. */
export function seriesOf(used: Used | undefined, ask: Asked): Series | null {
  if (used?.kind !== 'answered') return null;
  const rows = used.found.rows.filter((row) => typeof row.touchpoint === 'string');
  const column = ask.params.value ?? used.headline?.value ?? 'value';
  const numbers = Object.keys(rows[0] ?? {}).filter((name) => rows.some((row) => typeof row[name] === 'number'));
  if (rows.length && !numbers.includes(column))
    throw refused('value', column, oneOf(numbers), ask.params.value === null ? numbers : null);
  const base = used.headline?.base ?? 'n';
  const known = new Map(rows.map((row) => [String(row.touchpoint), row]));
  const starts = [...known.keys()].sort();
  const [first, last] = [starts[0], starts.at(-1)];
  if (first === undefined || last === undefined) return null;
  const confidence = numberAt(objectOf(ask.params.metric_params).confidence as Value) ?? 0.95;
  const format = used.headline?.value === column ? used.headline.format : 'number';
  const periods = every(first, last, ask.params.grain).map((period): Followed => {
    const row = known.get(period);
    if (!row) return { period, value: null, n: 0, size: 0, variance: null, complete: true };
    const n = numberAt(row[base]) ?? numberAt(row.n) ?? 0;
    const value = numberAt(row[column]);
    const own = used.headline?.value === column;
    const size = numberAt(row.effective_n) ?? n;
    const variance = varianceOf(row, column, size, { own, confidence });
    return { period, value, n, size, variance, complete: row.complete !== false };
  });
  return { periods, column, share: format === 'percent', format };
}

/** Which periods a baseline given as `2025-01-01/2025-06-30` holds; all closed ones without it. */
export function baselineOf(periods: readonly Followed[], baseline: string | null): readonly boolean[] {
  if (baseline === null || baseline === '') return periods.map(({ complete }) => complete);
  const ends = /^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/.exec(baseline);
  if (!ends || String(ends[1]) > String(ends[2]))
    throw refused('baseline', baseline, {
      en: 'two ISO dates such as 2025-01-01/2025-06-30, the earlier first',
      zh: '两个 ISO 日期，较早的在前，如 2025-01-01/2025-06-30',
    });
  return periods.map(({ period, complete }) => complete && period >= String(ends[1]) && period <= String(ends[2]));
}

function at(touchpoint: string): Filters {
  return {
    where: (['interactions', 'responses', 'tickets', 'orders', 'invites'] as const).map((table) => ({
      table,
      column: 'touchpoint',
      value: touchpoint,
    })),
  };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw refused('metric_params', value, jsonObject);
  return value as Readonly<Record<string, unknown>>;
}

function numberAt(value: Value | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

/** The variance of one answer: said by the row, else got back from Student's interval of the column followed. */
function varianceOf(
  row: Readonly<Record<string, Value>>,
  column: string,
  n: number,
  { own, confidence }: { readonly own: boolean; readonly confidence: number },
): number | null {
  const parts = [row.promoters, row.passives, row.detractors].map(numberAt);
  const [promoters, , detractors] = parts;
  if (column === 'nps' && parts.every((part) => part !== null) && n > 0) {
    const [up, down] = [Number(promoters) / n, Number(detractors) / n];
    return 10_000 * (up + down - (up - down) ** 2);
  }
  const sd = numberAt(row.sd);
  if (column === 'mean' && 'sd' in row) return sd === null ? null : sd ** 2;
  if (column === 'mean' && 'variance' in row) return numberAt(row.variance);
  const low = numberAt(row[`${column}_low`]) ?? (own ? numberAt(row.low) : null);
  const high = numberAt(row[`${column}_high`]) ?? (own ? numberAt(row.high) : null);
  if (low === null || high === null || n < 2) return null;
  return (((high - low) / 2 / tQuantile(0.5 + confidence / 2, n - 1)) * Math.sqrt(n)) ** 2;
}

function every(first: string, last: string, grain: Asked['params']['grain']): string[] {
  const list: string[] = [];
  const now = new Date(`${first}T00:00:00Z`);
  while (list.length < 20_000) {
    const day = now.toISOString().slice(0, 10);
    if (day > last) break;
    list.push(day);
    if (grain === 'day' || grain === 'week') now.setUTCDate(now.getUTCDate() + (grain === 'day' ? 1 : 7));
    else now.setUTCMonth(now.getUTCMonth() + (grain === 'month' ? 1 : 3));
  }
  return list;
}
