import { autoChart } from '../charts/auto';
import type { Column, Row } from '../engine/engine';
import type { Locale } from '../i18n/text';
import { reportWords as words } from '../i18n/words/report';
import type { Chart, Found, ResultRow } from '../metrics/metric';
import { leave, type Cleared, type Naming } from './leave';
import { refusalOf } from './one-select';
import { sectionOf, type Item, type ReportPage, type Section } from './report';
import { scorecardOf } from './scorecard.svelte';
import type { Workspace } from './workspace.svelte';

/** What a section came to. */
export type Prepared =
  | { readonly kind: 'ready'; readonly section: Section; readonly cleared: Cleared }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'lacking' }
  | { readonly kind: 'empty' };

type Adding =
  | {
      readonly kind: 'metric';
      readonly metric: string;
      readonly params?: Readonly<Record<string, unknown>>;
      readonly title?: string;
      readonly agreed?: boolean;
    }
  | { readonly kind: 'query'; readonly sql: string; readonly persons: Naming; readonly title?: string };

/** What the person chose to hand on, in order, with their words; and the door that all of it leaves by. */
export class Report {
  items = $state.raw<readonly Item[]>([]);
  title = $state('');
  text = $state('');
  /** Groups of fewer distinct persons leave without figures; at least 2. */
  k = $state(5);
  readonly #workspace: Workspace;
  #made = 0;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** Puts a result at the end of the report. */
  add(adding: Adding): void {
    const own = { id: `item-${String(++this.#made)}`, title: adding.title ?? '', note: '' };
    const item: Item =
      adding.kind === 'metric'
        ? {
            ...own,
            kind: 'metric',
            metric: adding.metric,
            params: adding.params ?? {},
            ...(adding.agreed ? { agreed: true } : {}),
          }
        : { ...own, kind: 'query', sql: adding.sql, persons: adding.persons };
    this.items = [...this.items, item];
  }

  remove(id: string): void {
    this.items = this.items.filter((item) => item.id !== id);
  }

  change(id: string, words: { readonly title?: string; readonly note?: string }): void {
    this.items = this.items.map((item) => (item.id === id ? { ...item, ...words } : item));
  }

  /** Up (−1) or down (1) by one place. */
  move(id: string, by: -1 | 1): void {
    const at = this.items.findIndex((item) => item.id === id);
    const [item, other] = [this.items[at], this.items[at + by]];
    if (!item || !other) return;
    this.items = this.items.map((one) => (one === item ? other : one === other ? item : one));
  }

  clear(): void {
    this.items = [];
    this.title = '';
    this.text = '';
  }

  /** A metric's result by the door. Throws MustAsk where its persons cannot be counted and nobody agreed. */
  metricLeaves(id: string, found: Found, params: Readonly<Record<string, unknown>>, agreed = false): Promise<Cleared> {
    const { evaluation, engine } = this.#workspace;
    const metric = evaluation.metrics.get(id);
    if (!metric) throw new TypeError(`no metric ${id}`);
    const departing = { kind: 'metric', metric, found, setting: evaluation.setting(params) } as const;
    return engine.use((now) => leave(departing, { engine: now, k: this.k, agreed }));
  }

  /** A free query's rows by the door. */
  queryLeaves(columns: readonly Column[], rows: readonly Row[], persons: Naming): Promise<Cleared> {
    const draw = (names: readonly string[], out: readonly ResultRow[], locale: Locale) =>
      drawn(columns, names, out, locale);
    const departing = { kind: 'query', columns: columns.map(({ name }) => name), rows, persons } as const;
    return this.#workspace.engine.use((now) => leave(departing, { engine: now, k: this.k, draw }));
  }

  /** One item asked anew, through the gate, as a section in a language. */
  async prepare(item: Item, locale: Locale): Promise<Prepared> {
    try {
      return item.kind === 'metric' ? await this.#metric(item, locale) : await this.#query(item, locale);
    } catch (error) {
      return { kind: 'failed', error };
    }
  }

  /** The whole page from what was prepared, in the order of the items. */
  async page(prepared: readonly Prepared[], locale: Locale, now: Date, app: string): Promise<ReportPage> {
    const { files, filters, zone, seed, engine, name } = this.#workspace;
    const { from, to, where = [] } = filters.current;
    const { from: first, to: last } = filters.options;
    const version = await engine.use((one) => one.version());
    const hashes = new Map(
      await Promise.all(files.opened.map(async (file) => [file.name, await sha256(file.blob)] as const)),
    );
    return {
      locale,
      title: this.title || name || words.untitled[locale],
      text: this.text,
      made: words.madeOn[locale].replace('{day}', dayOf(now, locale)),
      filters: [
        ...(from === undefined ? [] : [`≥ ${from}`]),
        ...(to === undefined ? [] : [`≤ ${to}`]),
        ...where.map(({ table, column, value }) => `${table}.${column} = ${value}`),
      ],
      period: first === null ? null : `${first} – ${last ?? '…'}`,
      sections: prepared.flatMap((one) => (one.kind === 'ready' ? [one.section] : [])),
      leftOut: prepared.flatMap((one, at) => {
        const item = this.items[at];
        return one.kind === 'ready' || !item
          ? []
          : [{ title: this.#titleOf(item, locale), why: reasons[one.kind][locale] }];
      }),
      files: files.tables.flatMap((table) =>
        table.files.map((file, at) => ({
          name: file,
          rows: at === 0 ? table.rows : 0,
          rejected: at === 0 ? table.rejected : 0,
          hash: hashes.get(file.split('/')[0] ?? file) ?? null,
        })),
      ),
      versions: [
        [words.app[locale], app],
        [words.engine[locale], `DuckDB ${version}`],
        [words.zone[locale], zone],
        [words.seed[locale], String(seed)],
      ],
      k: this.k,
    };
  }

  async #metric(item: Extract<Item, { kind: 'metric' }>, locale: Locale): Promise<Prepared> {
    const { evaluation } = this.#workspace;
    const outcome = await evaluation.evaluate(item.metric, item.params);
    if (outcome.kind !== 'answered') return { kind: outcome.kind };
    const cleared = await this.metricLeaves(item.metric, outcome.found, item.params, item.agreed ?? false);
    const metric = evaluation.metrics.get(item.metric) ?? null;
    const section = await sectionOf(cleared, { item, metric, sql: outcome.sql, order: this.#order(), locale });
    return { kind: 'ready', section, cleared };
  }

  async #query(item: Extract<Item, { kind: 'query' }>, locale: Locale): Promise<Prepared> {
    const refusal = refusalOf(item.sql);
    if (refusal) return { kind: 'failed', error: new TypeError(refusal) };
    const { columns, rows } = await this.#workspace.explore.query(item.sql);
    if (!rows.length) return { kind: 'empty' };
    const cleared = await this.queryLeaves(columns, rows.slice(0, most), item.persons);
    const section = await sectionOf(cleared, {
      item,
      metric: null,
      sql: { query: item.sql },
      order: this.#order(),
      locale,
    });
    return { kind: 'ready', section, cleared };
  }

  #titleOf(item: Item, locale: Locale): string {
    if (item.title) return item.title;
    return item.kind === 'query'
      ? item.sql
      : (this.#workspace.evaluation.metrics.get(item.metric)?.title[locale] ?? item.metric);
  }

  #order(): readonly string[] {
    return scorecardOf(this.#workspace).places.map(({ touchpoint }) => touchpoint);
  }
}

const reasons = { lacking: words.lacking, empty: words.emptyResult, failed: words.failed };
const most = 50_000;

function drawn(
  columns: readonly Column[],
  names: readonly string[],
  rows: readonly ResultRow[],
  locale: Locale,
): Chart | null {
  const shown = columns.filter(({ name }) => names.includes(name));
  const kinds = shown.map(({ name, type }) => ({
    name,
    kind: rows.some((row) => typeof row[name] === 'number')
      ? ('number' as const)
      : /^(?:DATE|TIMESTAMP)/i.test(type)
        ? ('time' as const)
        : ('name' as const),
  }));
  return autoChart(kinds, rows.slice(0, 5000), locale);
}

function dayOf(now: Date, locale: Locale): string {
  return new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'long' }).format(now);
}

/** Of the whole file; null where it is too large to be read at once or can no longer be read. */
async function sha256(blob: Blob): Promise<string | null> {
  if (blob.size > 512_000_000) return null;
  try {
    const digest = await crypto.subtle.digest('SHA-256', await blob.arrayBuffer());
    return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return null;
    throw error;
  }
}

const reports = new WeakMap<Workspace, Report>();

/** The workspace's report: one. */
export function reportOf(workspace: Workspace): Report {
  const known = reports.get(workspace);
  if (known) return known;
  const report = new Report(workspace);
  reports.set(workspace, report);
  workspace.onCleared(() => {
    report.clear();
  });
  return report;
}
