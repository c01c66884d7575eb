import type { Feed, Supply } from '../model/mapping';
import { piecesOf } from './one-select';

/** A feed whose tables go by other names. */
export function renamedFeed(feed: Feed, names: ReadonlyMap<string, string>): Feed {
  const columns = Object.entries(feed.columns).map(
    ([column, supply]) => [column, renamedSupply(supply, names)] as const,
  );
  const { preset: _, ...rest } = feed;
  return { ...rest, source: names.get(feed.source) ?? feed.source, columns: Object.fromEntries(columns) };
}

function renamedSupply(supply: Supply, names: ReadonlyMap<string, string>): Supply {
  if (supply.kind !== 'through') return supply;
  return { ...supply, path: supply.path.map((step) => ({ ...step, table: names.get(step.table) ?? step.table })) };
}

/**
 * SQL whose tables go by other names. Where a column is called like a table, only what follows FROM, JOIN or `raw.`, or
 * stands before a dot, is taken for the table.
 */
export function renamedIn(sql: string, names: ReadonlyMap<string, string>, columns: ReadonlySet<string>): string {
  const byName = new Map([...names].map(([from, to]) => [from.toLowerCase(), to]));
  const pieces = piecesOf(sql);
  const solid = pieces.filter(({ kind }) => kind !== 'gap');
  return pieces
    .map((piece) => {
      const to = piece.kind === 'word' || piece.kind === 'name' ? byName.get(piece.text.toLowerCase()) : undefined;
      if (to === undefined) return piece.raw;
      const at = solid.indexOf(piece);
      const [before, after] = [solid[at - 1]?.text ?? '', solid[at + 1]?.text ?? ''];
      if (/^canonical$/i.test(solid[at - 2]?.text ?? '') && before === '.') return piece.raw;
      const isTable =
        /^(?:from|join)$/i.test(before) ||
        after === '.' ||
        (before === '.' && /^raw$/i.test(solid[at - 2]?.text ?? ''));
      return isTable || !columns.has(piece.text.toLowerCase()) ? `"${to.replaceAll('"', '""')}"` : piece.raw;
    })
    .join('');
}
