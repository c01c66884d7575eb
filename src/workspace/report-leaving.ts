import { autoChart } from '../charts/auto';
import type { Column, Row } from '../engine/engine';
import type { Locale } from '../i18n/text';
import { say } from '../i18n/say';
import { reportWords as words } from '../i18n/words/report';
import type { Chart, Found, ResultRow } from '../metrics/metric';
import type { Naming } from './intent-report';
import type { Cleared } from './cleared';
import { leave } from './leave';
import type { Departed } from './persons/beside';
import { releasedOf } from './released';
import type { Workspace } from './workspace.svelte';

/** A metric's result by the door, with the workspace's k. Throws MustAsk where its persons cannot be counted and nobody agreed. */
export function metricLeaves(
  workspace: Workspace,
  id: string,
  found: Found,
  params: Readonly<Record<string, unknown>>,
  {
    agreed = false,
    locale,
    beside = [],
  }: { readonly agreed?: boolean; readonly locale: Locale; readonly beside?: readonly Departed[] },
): Promise<Cleared> {
  const { evaluation, engine, report } = workspace;
  const earlier = releasedOf(workspace).before(id);
  const metric = evaluation.metrics.get(id);
  if (!metric) throw new TypeError(`no metric ${id}`);
  const departing = { kind: 'metric', metric, found, setting: evaluation.setting(params) } as const;
  return engine.use((now) => leave(departing, { engine: now, k: report.k, agreed, locale, beside, earlier }));
}

/** A free query's rows by the door. */
export function queryLeaves(
  { engine, report }: Workspace,
  columns: readonly Column[],
  rows: readonly Row[],
  persons: Naming,
): Promise<Cleared> {
  const draw = (names: readonly string[], out: readonly ResultRow[], locale: Locale) =>
    drawn(columns, names, out, locale);
  const departing = { kind: 'query', columns: columns.map(({ name }) => name), rows, persons } as const;
  return engine.use((now) => leave(departing, { engine: now, k: report.k, draw }));
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
