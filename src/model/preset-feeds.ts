import type { Text } from '../i18n/text';
import type { Feed, Supply } from './mapping';
import type { Looked, LookedColumn } from './matching';
import type { Preset, Wanted } from './preset';
import { presets } from './presets';
import type { TableName } from './schema';

/** The export that the headers give away, if any: all its marks and one of the others. */
export function presetOf({ columns }: Looked): Preset | undefined {
  const keys = new Set(columns.map(({ header }) => header.key));
  return presets.find(
    ({ marks, oneOf }) => marks.every((mark) => keys.has(mark)) && (!oneOf || oneOf.some((mark) => keys.has(mark))),
  );
}

/** The preset's feeds as far as their columns are in the file. */
export function fromPreset(preset: Preset, looked: Looked): readonly Feed[] {
  return preset.feeds.flatMap((wanted) => {
    const columns: Record<string, Supply> = {};
    const reasons: Record<string, Text> = {};
    for (const [name, want] of Object.entries(wanted.columns)) {
      const supply = supplyOf(want, looked);
      if (!supply) continue;
      columns[name] = supply;
      reasons[name] = { en: `as in every export of ${preset.name.en}`, zh: `${preset.name.zh}导出的固定列` };
    }
    const attributes = looked.columns
      .filter(({ header }) => wanted.attributes?.test(header.key))
      .map(({ name }) => name);
    if (wanted.table === 'customers' && !columns.customer_id) return [];
    const bare = Object.keys(columns).length < 2 && attributes.length === 0;
    if (wanted.table === 'customers' && bare) return [];
    if (wanted.table === 'responses' && 'score' in wanted.columns && !columns.score) return [];
    return [
      {
        table: wanted.table,
        source: looked.imported.table,
        columns,
        reasons,
        confidence: preset.documentedOnly ? 0.8 : 0.97,
        preset: preset.id,
        ...(wanted.once ? { once: wanted.once } : {}),
        ...(wanted.attributes ? { attributes } : {}),
      },
    ];
  });
}

/** Whether the preset says that general rules must leave a table, or a column of it, alone. */
export function spares({ not }: Preset, table: TableName, column?: string): boolean {
  return (not ?? []).some((one) => one === (column === undefined ? table : `${table}.${column}`));
}

function supplyOf(want: Wanted, { columns }: Looked): Supply | null {
  if (typeof want === 'object' && 'kind' in want) return want;
  for (const text of typeof want === 'string' ? [want] : want) {
    const [key, how] = text.split('|');
    const column = columns.find(({ header }) => header.key === key);
    if (column) return read(column, how);
  }
  return null;
}

function read({ name, header, reading }: LookedColumn, how: string | undefined): Supply {
  if (how === 'id-in-file') return { kind: 'id-in-file', column: name };
  if (how === 'paid-when') return { kind: 'paid-when', column: name };
  if (how === 'order-status') return { kind: 'column', column: name, words: 'order-status' };
  if (how === 'flag') return { kind: 'column', column: name, words: 'flag' };
  const unit = header.unit ?? (how === 'min' ? 'min' : null);
  return { kind: 'column', column: name, ...(unit && unit !== 's' && reading.kind !== 'duration' ? { unit } : {}) };
}
