import type { Remark } from '../i18n/text';
import type { Filters } from '../model/filters';
import type { Ask, Use, Used, Value } from './metric';
import { refused, type Params } from './params';
import { tQuantile } from '../stats/t-quantile';
import { xmrChart } from '../stats/xmr-chart';

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
    of: {
      day: { en: 'day', zh: '日' },
      week: { en: 'week (from Monday)', zh: '周（周一起）' },
      month: { en: 'month', zh: '月' },
      quarter: { en: 'quarter', zh: '季度' },
    },
  },
  touchpoint: { kind: 'text', default: null, label: { en: 'Touchpoint (empty: all)', zh: '触点（留空为全部）' } },
} as const satisfies Params;

/** The parameters of charts that watch the level of a series: EWMA and CUSUM. */
export const levelParams = {
  target: {
    kind: 'number',
    default: null,
    min: -1e9,
    max: 1e9,
    label: { en: 'Target (empty: mean of the baseline)', zh: '目标（留空：基线均值）' },
  },
  sigma: {
    kind: 'number',
    default: null,
    min: 1e-12,
    max: 1e9,
    label: { en: 'σ (empty: from the baseline)', zh: 'σ（留空：由基线估计）' },
  },
  baseline: { kind: 'text', default: null, label: { en: 'Frozen baseline (from/to)', zh: '冻结基线（起/止）' } },
} as const satisfies Params;

type Asked = Ask<typeof followedParams>;

/** What a module that follows a metric uses: that metric by period. */
export function followedUse(ask: Asked): { readonly series: Use } {
  const { metric, grain, touchpoint } = ask.params;
  const more = objectOf(ask.params.metric_params);
  return {
    series: {
      metric: metric ?? 'csat',
      params: { ...more, by: 'period', grain },
      ...(touchpoint === null ? {} : { only: at(touchpoint) }),
    },
  };
}

/** One period of a followed metric. A period without any data in between has value null and n 0. */
export interface Followed {
  readonly period: string;
  readonly value: number | null;
  readonly n: number;
  /** Of a single answer, from the parts of NPS or from the interval of a mean; null where neither is known. */
  readonly variance: number | null;
  /** False for the period that was still open when the data ended. */
  readonly complete: boolean;
}

export interface Series {
  readonly periods: readonly Followed[];
  readonly column: string;
  /** Whether values are shares of n, so that limits follow from the binomial. */
  readonly share: boolean;
}

/** The series in the order of time, missing periods put in; null where there is nothing to follow. */
export function seriesOf(used: Used | undefined, ask: Asked): Series | null {
  if (used?.kind !== 'answered') return null;
  const rows = used.found.rows.filter((row) => typeof row.touchpoint === 'string');
  const column = ask.params.value ?? used.headline?.value ?? 'value';
  const numbers = Object.keys(rows[0] ?? {}).filter((name) => rows.some((row) => typeof row[name] === 'number'));
  if (rows.length && !numbers.includes(column)) throw refused('value', column, `one of ${numbers.join(', ')}`);
  const base = used.headline?.base ?? 'n';
  const known = new Map(rows.map((row) => [String(row.touchpoint), row]));
  const starts = [...known.keys()].sort();
  const [first, last] = [starts[0], starts.at(-1)];
  if (first === undefined || last === undefined) return null;
  const share = used.headline?.value === column && used.headline.format === 'percent';
  const periods = every(first, last, ask.params.grain).map((period): Followed => {
    const row = known.get(period);
    if (!row) return { period, value: null, n: 0, variance: null, complete: true };
    const n = numberAt(row[base]) ?? numberAt(row.n) ?? 0;
    const value = numberAt(row[column]);
    return { period, value, n, variance: varianceOf(row, column, n), complete: row.complete !== false };
  });
  return { periods, column, share };
}

/** The closed periods of a series, and the level and spread to hold them against; null where the data give none. */
export function levelOf(used: Used | undefined, ask: Asked & Ask<typeof levelParams>) {
  const series = seriesOf(used, ask);
  if (!series) return null;
  const periods = series.periods.filter(({ complete }) => complete);
  const values = periods.map(({ value }) => value);
  const base = xmrChart(values, { baseline: baselineOf(periods, ask.params.baseline) });
  return {
    periods,
    values,
    target: ask.params.target ?? base?.centre ?? null,
    sigma: ask.params.sigma ?? base?.sigma ?? null,
    share: series.share,
    said: {
      metric: ask.params.metric,
      value: series.column,
      n: values.filter((value) => value !== null).length,
      undetermined: series.periods.length - periods.length,
    },
  };
}

/** The caution where a series has no spread to draw limits from. */
export const noLimits: Remark = {
  level: 'caution',
  say: { en: 'No limits: too few periods, or nothing varies', zh: '无法给出控制限：周期太少或没有变化' },
};

/** Which periods a baseline given as `2025-01-01/2025-06-30` holds; all closed ones without it. */
export function baselineOf(periods: readonly Followed[], baseline: string | null): readonly boolean[] {
  if (baseline === null || baseline === '') return periods.map(({ complete }) => complete);
  const ends = /^(\d{4}-\d{2}-\d{2})\/(\d{4}-\d{2}-\d{2})$/.exec(baseline);
  if (!ends) throw refused('baseline', baseline, 'two ISO dates such as 2025-01-01/2025-06-30');
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
    throw refused('metric_params', value, 'a JSON object');
  return value as Readonly<Record<string, unknown>>;
}

function numberAt(value: Value | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

function varianceOf(row: Readonly<Record<string, Value>>, column: string, n: number): number | null {
  const parts = [row.promoters, row.passives, row.detractors].map(numberAt);
  const [promoters, , detractors] = parts;
  if (column === 'nps' && parts.every((part) => part !== null) && n > 0) {
    const [up, down] = [Number(promoters) / n, Number(detractors) / n];
    return 10_000 * (up + down - (up - down) ** 2);
  }
  const low = numberAt(row[`${column}_low`]) ?? numberAt(row.low);
  const high = numberAt(row[`${column}_high`]) ?? numberAt(row.high);
  if (low === null || high === null || n < 2) return null;
  return (((high - low) / 2 / tQuantile(0.975, n - 1)) * Math.sqrt(n)) ** 2;
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
