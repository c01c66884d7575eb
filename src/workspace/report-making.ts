import { WorkbenchError } from '../engine/errors';
import { say } from '../i18n/say';
import type { Locale, Text } from '../i18n/text';
import { reportWords as words } from '../i18n/words/report';
import { MustAsk, type Cleared } from './cleared';
import { explained } from './explained';
import { falseAlarmsOver, falseAlarmWords, type Charted } from './false-alarms';
import { headedFor } from './headed';
import { journeyOrder } from './journey-order';
import { weekStarts } from '../metrics/period';
import { refusalOf } from './one-select';
import { sectionOf, type ReportPage, type Section } from './report';
import type { Item } from './report.svelte';
import { departedAbove } from './report-above';
import { metricLeaves, queryLeaves, type Let } from './report-leaving';
import { noteReleased } from './released';
import { mostRows } from './report-rows';
import { sha256 } from './sha256';
import { containerOf } from './table-files';
import { filtersTold } from './told-in-words';
import type { Workspace } from './workspace.svelte';

/** What a section came to; `unnamed`: a query that waits for the person to say who is behind its rows. */
export type Prepared =
  | {
      readonly kind: 'ready';
      readonly section: Section;
      readonly cleared: Cleared;
      /** Touchpoints in journey order, as its charts have them. */
      readonly order: readonly string[];
      /** What is to be remembered of it once it has left. */
      readonly departed: Let['departed'];
    }
  | { readonly kind: 'failed'; readonly error: unknown }
  | { readonly kind: 'lacking' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'unnamed' };

/** One item asked anew, through the gate, as a section in a language. */
export async function prepare(workspace: Workspace, item: Item, locale: Locale): Promise<Prepared> {
  try {
    return item.kind === 'metric' ? await ofMetric(workspace, item, locale) : await ofQuery(workspace, item, locale);
  } catch (error) {
    return { kind: 'failed', error };
  }
}

/** The whole page from what was prepared, in the order of the items. */
export async function reportPage(
  workspace: Workspace,
  prepared: readonly Prepared[],
  about: { readonly locale: Locale; readonly now: Date; readonly app: string },
): Promise<ReportPage> {
  const { files, filters, times, seed, engine, name, report } = workspace;
  const { locale, now, app } = about;
  const { from: first, to: last } = filters.options;
  const version = await engine.use((one) => one.version());
  const hashes = new Map(
    await Promise.all(files.opened.map(async (file) => [file.name, await hashOf(file.blob)] as const)),
  );
  return {
    locale,
    title: report.title || name || words.untitled[locale],
    text: report.text,
    made: words.madeOn[locale].replace('{day}', dayOf(now, locale)),
    filters: filtersTold(filters.current, locale),
    period: first === null ? null : `${first} – ${last ?? '…'}`,
    alarms: alarmsOf(prepared, report.items, locale),
    sections: prepared.flatMap((one) => (one.kind === 'ready' ? [one.section] : [])),
    leftOut: prepared.flatMap((one, at) => {
      const item = report.items[at];
      return one.kind === 'ready' || !item
        ? []
        : [{ title: titleOf(workspace, item, locale), why: reasonOf(workspace, item, one, locale) }];
    }),
    files: files.tables.map(({ files: names, rows, rejected }) => ({
      files: names.map((file) => ({ name: file, hash: hashes.get(containerOf(file)) ?? null })),
      rows,
      rejected,
    })),
    versions: [
      [words.app[locale], app],
      [words.engine[locale], `DuckDB ${version}`],
      [words.zone[locale], times.zone],
      [words.weekStart[locale], weekStarts[times.weekStart][locale]],
      [words.seed[locale], String(seed)],
    ],
    k: report.k,
  };
}

function alarmsOf(prepared: readonly Prepared[], items: readonly Item[], locale: Locale): string | null {
  const shown = prepared.flatMap((one, at): Charted[] => {
    const item = items[at];
    return one.kind === 'ready' && item?.kind === 'metric'
      ? [{ metric: item.metric, summary: one.cleared.summary }]
      : [];
  });
  const alarms = falseAlarmsOver(shown);
  return alarms && say(falseAlarmWords, { ...alarms }, locale);
}

async function ofMetric(
  workspace: Workspace,
  item: Extract<Item, { kind: 'metric' }>,
  locale: Locale,
): Promise<Prepared> {
  const { evaluation } = workspace;
  const outcome = await evaluation.evaluate(item.metric, item.params);
  if (outcome.kind !== 'answered') return { kind: outcome.kind };
  const { cleared, departed } = await metricLeaves(workspace, item.metric, outcome.found, item.params, {
    agreed: item.agreed ?? false,
    locale,
    beside: await departedAbove(workspace, item.id),
  });
  const asked = evaluation.metrics.get(item.metric);
  const metric = asked ? headedFor(asked, outcome.found) : null;
  const order = await journeyOrder(workspace);
  const about = { item, metric, sql: outcome.sql, order, locale, uncut: null };
  return { kind: 'ready', section: await sectionOf(cleared, about), cleared, order, departed };
}

/** A report has left: what leaves later is held against it. */
export async function noteReport(workspace: Workspace, prepared: readonly Prepared[]): Promise<void> {
  for (const one of prepared) if (one.kind === 'ready' && one.departed) await noteReleased(workspace, one.departed);
}

async function ofQuery(
  workspace: Workspace,
  item: Extract<Item, { kind: 'query' }>,
  locale: Locale,
): Promise<Prepared> {
  if (!item.persons) return { kind: 'unnamed' };
  const refusal = refusalOf(item.sql);
  if (refusal) return { kind: 'failed', error: new TypeError(refusal) };
  const { columns, rows } = await workspace.explore.query(item.sql);
  if (!rows.length) return { kind: 'empty' };
  const { cleared, departed } = await queryLeaves(workspace, columns, rows.slice(0, mostRows), item.persons);
  const uncut = rows.length > mostRows ? rows.length : null;
  const order = await journeyOrder(workspace);
  const about = { item, metric: null, sql: { query: item.sql }, order, locale, uncut };
  return { kind: 'ready', section: await sectionOf(cleared, about), cleared, order, departed };
}

function titleOf(workspace: Workspace, item: Item, locale: Locale): string {
  if (item.title) return item.title;
  return item.kind === 'query'
    ? item.sql
    : (workspace.evaluation.metrics.get(item.metric)?.title[locale] ?? item.metric);
}

/** Why something is not in the report. */
function reasonOf(workspace: Workspace, item: Item, one: Exclude<Prepared, { kind: 'ready' }>, locale: Locale): string {
  if (one.kind !== 'failed')
    return { lacking: words.lacking, empty: words.emptyResult, unnamed: words.unnamed }[one.kind][locale];
  if (one.error instanceof MustAsk) return words.askMetric[locale];
  const setting = settingRefused(workspace, item, one.error);
  if (setting) return say(words.unset, { name: setting }, locale);
  const why = explained(one.error);
  // What helps on the screen points at what stands below it there.
  if (!(one.error instanceof WorkbenchError)) return why.say[locale];
  return [why.say, why.hint].map((text) => text[locale]).join(locale === 'zh' ? '' : ' ');
}

/** The setting of a metric that is lacking or does not fit, as the person knows it; null where something else failed. */
export function settingRefused({ evaluation }: Workspace, item: Item, error: unknown): Text | null {
  const name = error instanceof WorkbenchError && error.code === 'parameter' ? error.details.name : undefined;
  if (item.kind !== 'metric' || typeof name !== 'string') return null;
  return evaluation.metrics.get(item.metric)?.params[name]?.label ?? null;
}

function dayOf(now: Date, locale: Locale): string {
  return new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', { dateStyle: 'long' }).format(now);
}

/** Of the whole file; null where it is too large to be read at once or can no longer be read. */
async function hashOf(blob: Blob): Promise<string | null> {
  if (blob.size > 512_000_000) return null;
  try {
    return await sha256(await blob.arrayBuffer());
  } catch (error) {
    if (error instanceof DOMException || error instanceof TypeError) return null;
    throw error;
  }
}
