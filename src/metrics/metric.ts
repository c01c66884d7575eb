import type { TopLevelSpec } from 'vega-lite';
import type { Result } from '../engine/engine';
import type { Sql } from '../engine/sql';
import type { Locale, Remark, Text } from '../i18n/text';
import type { Dated, Filters } from '../model/filters';
import type { AnswerKind } from '../model/mapping';
import type { Role, TableName } from '../model/schema';
import { seeded, type Random } from '../stats/random';
import { rowsOf, type RowsOf, type Tables } from './columns';
import { flaggedHeadings } from './flagged-params';
import { flaggedRemarks } from './flagged-remarks';
import type { Found, Heading, Headline, ResultRow, Value } from './found';
import { settle, type Params, type ValuesOf } from './params';
import type { WeekStart } from './period';
import { weightRemarks } from './weight-remarks';
import { wholeRemark } from './whole-remark';

export type { Found, Heading, Headline, ResultRow, Value } from './found';

export interface Source {
  readonly cite: string;
  readonly url?: string;
}

/** A role that must be mapped, or several of which one is enough. */
export type Need = Role | readonly Role[];

/** Another metric's result that a metric works on. */
export interface Use {
  readonly metric: string;
  readonly params?: Readonly<Record<string, unknown>>;
  /** Parameters for a metric that has them; another one goes without. */
  readonly wishes?: Readonly<Record<string, unknown>>;
  /** Only these rows (on top of the workspace's filters). */
  readonly only?: Filters;
  /** Where answers stand in time, `answer` unless said. */
  readonly dated?: Dated;
  /** The columns of its rows that are read; nothing else of what it found is handed over. All unless said. */
  readonly columns?: readonly string[];
}

/** What a used metric came to. */
export type Used =
  | { readonly kind: 'answered'; readonly found: Found; readonly headline?: Headline }
  | { readonly kind: 'lacking'; readonly roles: readonly string[] }
  | { readonly kind: 'empty' };

/** A drawn answer: a Vega-Lite spec in one language, and in words what it shows and found. */
export interface Chart {
  readonly title: string;
  /** What a reader who cannot see it must know. */
  readonly alternative: string;
  readonly spec: TopLevelSpec;
}

/** Everything one metric file says: data and pure functions, nothing else. */
export interface MetricModule<T extends Tables, P extends Params, R extends object, S extends object, M> {
  readonly id: string;
  readonly title: Text;
  readonly question: Text;
  /** The formula in words and signs, with its orientation (which way is better). */
  readonly formula: Text;
  /** Who is in the denominator. */
  readonly counted: Text;
  readonly source: readonly Source[];
  readonly needs: readonly Need[];
  /** The kinds of answers that it counts, where there are some that it does not. */
  readonly answers?: readonly AnswerKind[];
  readonly params: P;
  readonly tables: T;
  readonly headings: Readonly<Record<string, Heading>>;
  readonly headline?: Headline;
  /** True where `compute` may take longer than a frame: the page then runs it in a worker. */
  readonly slow?: boolean;
  /** True where answers count by their weight: those that have none then count nowhere. */
  readonly weighted?: boolean;
  uses?(ask: Ask<P>): Readonly<Record<string, Use>>;
  /** Null for a table that nothing which is read rests on: it is then empty. */
  query(ask: Querying<P>): { readonly [K in keyof T]: Sql | null };
  /** Null when the rows hold nothing to count: the outcome is then `empty`. */
  compute(rows: RowsOf<T>, ask: Ask<P>, used: Readonly<Record<string, Used>>): Found<R, S, M> | null;
  charts(found: NoInfer<Found<R, S, M>>, drawing: Drawing<P>): readonly Chart[];
  remarks(found: NoInfer<Found<R, S, M>>, ask: Ask<P>): readonly Remark[];
  readonly example: Example<NoInfer<R>, NoInfer<S>>;
}

/** A worked case: rows of canonical tables, and what must come out (numbers to eight digits; extra columns are not compared). */
export interface Example<R, S> {
  readonly given: Given;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly gives: { readonly rows: readonly Partial<R>[]; readonly summary: Partial<S> };
}

/** Rows of canonical tables; a column that no row names is not mapped. Times are ISO text. */
export type Given = Readonly<
  Partial<Record<TableName, readonly Readonly<Record<string, string | number | boolean | null>>[]>>
>;

export interface Ask<P extends Params> {
  readonly params: ValuesOf<P>;
  /** Whether `table.column` is mapped. */
  has(role: string): boolean;
  /** The day that weeks begin on. */
  readonly weekStart: WeekStart;
  /** A fresh stream from the workspace's seed: two calls give equal streams. */
  random(): Random;
  /** Says how far a slow `compute` has come. */
  readonly progress: Progress;
}

/** Told from 0 to 1, as often as one likes. */
export type Progress = (share: number) => void;

/** What `query` knows on top: it may leave out what nobody reads. */
export interface Querying<P extends Params> extends Ask<P> {
  /** Whether any of these columns of the rows is read; false only where another metric works on this one and names others. */
  reads(...columns: readonly string[]): boolean;
}

export interface Drawing<P extends Params> extends Ask<P> {
  readonly locale: Locale;
}

/** What the screen, a share link, a terminal or a test knows when it asks for a metric. */
export interface Setting {
  readonly params: Readonly<Record<string, unknown>>;
  /** The mapped columns, as `table.column`. */
  readonly roles: ReadonlySet<string>;
  readonly seed: number;
  /** The day that weeks begin on, Monday unless said. */
  readonly weekStart?: WeekStart | undefined;
  /** The columns of the rows that are read, all unless said. */
  readonly columns?: readonly string[] | undefined;
}

/** A metric with its inner types closed over: what registry, runner, worker and screens hold. */
export interface Metric {
  readonly id: string;
  readonly title: Text;
  readonly question: Text;
  readonly formula: Text;
  readonly counted: Text;
  readonly source: readonly Source[];
  readonly needs: readonly Need[];
  readonly answers?: readonly AnswerKind[];
  readonly params: Params;
  readonly headings: Readonly<Record<string, Heading>>;
  readonly headline?: Headline;
  readonly slow?: boolean;
  readonly weighted?: boolean;
  readonly example: Example<ResultRow, Readonly<Record<string, Value>>>;
  uses(setting: Setting): Readonly<Record<string, Use>>;
  query(setting: Setting): Readonly<Record<string, Sql>>;
  compute(
    results: Readonly<Record<string, Result>>,
    setting: Setting,
    used: Readonly<Record<string, Used>>,
    progress?: Progress,
  ): Found | null;
  charts(found: Found, setting: Setting, locale: Locale): readonly Chart[];
  remarks(found: Found, setting: Setting): readonly Remark[];
}

export function defineMetric<const T extends Tables, const P extends Params, R extends object, S extends object, M>(
  module: MetricModule<T, P, R, S, M>,
): Metric {
  const asked = (
    { params, roles, seed, weekStart = 'monday' }: Setting,
    progress: Progress = () => undefined,
  ): Ask<P> => ({
    params: settle(module.params, params),
    has: (role) => roles.has(role),
    weekStart,
    random: () => seeded(seed),
    progress,
  });
  const closed = module as unknown as Omit<Metric, 'uses' | 'query' | 'compute' | 'charts' | 'remarks'>;
  return {
    ...closed,
    headings:
      'flagged' in module.params ? { ...flaggedHeadings(module.headline), ...module.headings } : module.headings,
    uses: (setting) => module.uses?.(asked(setting)) ?? {},
    query: (setting) => {
      const reads = (...columns: readonly string[]) => columns.some((name) => setting.columns?.includes(name) ?? true);
      return withoutNull(module.query({ ...asked(setting), reads }));
    },
    compute: (results, setting, used, progress) =>
      module.compute(rowsOf(module.id, module.tables, results), asked(setting, progress), used) as Found | null,
    charts: (found, setting, locale) =>
      module.charts(found as Found<R, S, M>, { ...asked(setting), locale }).filter(showsSomething),
    remarks: (found, setting) => {
      const own = module.remarks(found as Found<R, S, M>, asked(setting));
      return [
        ...wholeRemark(found as Found, module, own),
        ...own,
        ...weightRemarks(found as Found),
        ...flaggedRemarks(found as Found, module),
      ];
    },
  };
}

/** A picture without a single value would only hold up the reader: remarks say why there is none. */
function showsSomething({ spec: { data } }: Chart): boolean {
  return !(data && 'values' in data && Array.isArray(data.values) && data.values.length === 0);
}

function withoutNull(queries: Readonly<Record<string, Sql | null>>): Readonly<Record<string, Sql>> {
  return Object.fromEntries(Object.entries(queries).flatMap(([name, query]) => (query ? [[name, query]] : [])));
}
