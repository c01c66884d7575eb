import { chartOf, csvOf, pictureOf, pngOf, specOf, xlsxOf } from '../../workspace/formats';
import { MustAsk, type Cleared } from '../../workspace/cleared';
import type { DepartingMetric } from '../../workspace/leave';
import { noteReleased } from '../../workspace/released';
import { metricLeaves } from '../../workspace/report-leaving';
import type { Workspace } from '../../workspace/workspace.svelte';
import { download } from '../parts/download';

export type SaveFormat = 'png' | 'svg' | 'csv' | 'xlsx' | 'spec';

interface Saving {
  readonly format: SaveFormat;
  readonly name: string;
  readonly chart: number | null;
  readonly order: readonly string[];
  /** The person agreed that rows whose persons nobody can count leave as they are. */
  readonly agreed: boolean;
}

export type Saved =
  | { readonly kind: 'saved'; readonly held: number; readonly k: number }
  /** Nobody knows how many persons stand behind the rows: the person must agree. */
  | { readonly kind: 'unsure' }
  /** Nothing passed that could be drawn. */
  | { readonly kind: 'nothing' };

/** Passes the gate, then saves what passed, and says how much was held back. */
export async function saveAs(workspace: Workspace, departing: DepartingMetric, saving: Saving): Promise<Saved> {
  const { agreed, format, name } = saving;
  const { k } = workspace.report;
  const { locale } = workspace.language;
  try {
    const { metric, found, setting } = departing;
    const { cleared, departed } = await metricLeaves(workspace, metric.id, found, setting.params, { agreed, locale });
    const blob = await written(cleared, saving, workspace);
    if (!blob) return { kind: 'nothing' };
    await noteReleased(workspace, departed);
    download(`${name}.${format === 'spec' ? 'vl.json' : format}`, blob);
    return { kind: 'saved', held: cleared.held.length, k };
  } catch (error) {
    if (error instanceof MustAsk) return { kind: 'unsure' };
    throw error;
  }
}

async function written(cleared: Cleared, { format, chart, order }: Saving, workspace: Workspace): Promise<Blob | null> {
  if (format === 'csv') return csvOf(cleared);
  if (format === 'xlsx') return xlsxOf(cleared, workspace.language.locale);
  const drawn = chartOf(cleared, chart ?? 0, workspace.language.locale);
  if (!drawn) return null;
  if (format === 'spec') return specOf(drawn, order);
  if (format === 'png') return pngOf(drawn, order);
  return new Blob([await pictureOf(drawn, order)], { type: 'image/svg+xml' });
}
