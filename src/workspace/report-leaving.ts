import { autoChart } from '../charts/auto';
import type { Column, Row } from '../engine/engine';
import type { Locale } from '../i18n/text';
import { say } from '../i18n/say';
import { reportWords as words } from '../i18n/words/report';
import type { Chart, Found, ResultRow } from '../metrics/metric';
import type { Naming } from './intent-report';
import type { Cleared } from './cleared';
import { leave } from './leave';
import { departedQuery, type DepartedQuery } from './leave-query';
import { departedOf, type Departed } from './persons/departed';
import { releasedOf } from './released';
import type { Workspace } from './workspace.svelte';

/** A result that may leave, and what is to be remembered of it once it has. */
export interface Let {
  readonly cleared: Cleared;
  readonly departed: Departed | DepartedQuery | null;
}

/** A metric's result by the door, with the workspace's k. Throws MustAsk where its persons cannot be counted and nobody agreed. */
export async function metricLeaves(
  workspace: Workspace,
  id: string,
  found: Found,
  params: Readonly<Record<string, unknown>>,
  {
    agreed = false,
    locale,
    beside = [],
  }: { readonly agreed?: boolean; readonly locale: Locale; readonly beside?: readonly Departed[] },
): Promise<{ readonly cleared: Cleared; readonly departed: Departed }> {
  const { evaluation, engine, report, filters } = workspace;
  const metric = evaluation.metrics.get(id);
  if (!metric) throw new TypeError(`no metric ${id}`);
  const { departed, earlier } = await releasedOf(workspace);
  const setting = evaluation.setting(params);
  const about = { k: report.k, agreed, locale, filters: filters.current, beside: [...departed, ...beside], earlier };
  const cleared = await engine.use((now) =>
    leave({ kind: 'metric', metric, found, setting }, { ...about, engine: now }),
  );
  return { cleared, departed: departedOf({ metric: id, found, setting, filters: filters.current }, cleared) };
}

/** A free query's rows by the door. */
export async function queryLeaves(
  workspace: Workspace,
  columns: readonly Column[],
  rows: readonly Row[],
  persons: Naming,
): Promise<Let> {
  const { engine, report } = workspace;
  const draw = (names: readonly string[], out: readonly ResultRow[], locale: Locale) =>
    drawn(columns, names, out, locale);
  const departing = { kind: 'query', columns: columns.map(({ name }) => name), rows, persons } as const;
  const { queries } = await releasedOf(workspace);
  const cleared = await engine.use((now) => leave(departing, { engine: now, k: report.k, draw, queries }));
  return { cleared, departed: await departedQuery(departing, cleared) };
}

const mostDrawn = 5000;

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
  const chart = autoChart(kinds, rows.slice(0, mostDrawn), locale);
  if (!chart || rows.length <= mostDrawn) return chart;
  return { ...chart, title: say(words.drawnOf, { title: chart.title, used: mostDrawn, all: rows.length }, locale) };
}
