import { chartOf, csvOf, pictureOf, pngOf, specOf, xlsxOf } from '../../workspace/formats';
import { MustAsk, type Cleared } from '../../workspace/cleared';
import { leave, type Departing } from '../../workspace/leave';
import { releasedOf } from '../../workspace/released';
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
export async function saveAs(workspace: Workspace, departing: Departing, saving: Saving): Promise<Saved> {
  const { agreed, format, name } = saving;
  const { k } = workspace.report;
  const { locale } = workspace.language;
  try {
    const released = releasedOf(workspace);
    const id = departing.kind === 'metric' ? departing.metric.id : '';
    const [beside, earlier] = [released.of(id), released.before(id)];
    const cleared = await workspace.engine.use((engine) =>
      leave(departing, { engine, k, agreed, locale, beside, earlier }),
    );
    const blob = await written(cleared, saving, workspace);
    if (!blob) return { kind: 'nothing' };
    download(`${name}.${format === 'spec' ? 'vl.json' : format}`, blob);
    if (departing.kind === 'metric')
      released.note(id, { ...departing, hidden: cleared.hidden, behind: cleared.behind });
    return { kind: 'saved', held: cleared.held.length, k };
  } catch (error) {
    if (error instanceof MustAsk) return { kind: 'unsure' };
    throw error;
  }
}

async function written(cleared: Cleared, { format, chart, order }: Saving, workspace: Workspace): Promise<Blob | null> {
  if (format === 'csv') return csvOf(cleared);
  if (format === 'xlsx') return xlsxOf(cleared);
  const drawn = chartOf(cleared, chart ?? 0, workspace.language.locale);
  if (!drawn) return null;
  if (format === 'spec') return specOf(drawn, order);
  if (format === 'png') return pngOf(drawn, order);
  return new Blob([await pictureOf(drawn, order)], { type: 'image/svg+xml' });
}
