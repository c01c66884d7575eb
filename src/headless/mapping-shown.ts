import type { Feed, Guess, Supply } from '../model/mapping';

/** The mapping as people read it: by canonical table, each source with its columns. */
export function mappingShown({ feeds }: Pick<Guess, 'feeds'>): Readonly<Record<string, readonly object[]>> {
  const shown: Record<string, object[]> = {};
  for (const feed of feeds) (shown[feed.table] ??= []).push(feedShown(feed));
  return shown;
}

function feedShown(feed: Feed): object {
  return {
    source: feed.source,
    columns: rolesShown(feed),
    ...(feed.answers
      ? {
          unpivot: feed.answers.map(({ columns, kind, touchpoint, missing, scale }) => ({
            kind,
            columns,
            touchpoint: touchpoint === 'name' ? 'column name' : touchpoint === 'row' ? 'of the row' : null,
            ...(missing ? { missing } : {}),
            ...(scale ? { scale } : {}),
          })),
        }
      : {}),
    ...(feed.once ? { rows_per_order: feed.once } : {}),
    ...(feed.preset ? { preset: feed.preset } : {}),
    confidence: feed.confidence,
    reasons: Object.fromEntries(Object.entries(feed.reasons).map(([column, { en }]) => [column, en])),
  };
}

/** Canonical column → where it comes from, in a word. */
export function rolesShown(feed: Feed): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(feed.columns).map(([column, supply]) => [column, supplyShown(supply)]));
}

function supplyShown(supply: Supply): string {
  switch (supply.kind) {
    case 'column':
      return supply.column;
    case 'constant':
      return `= ${String(supply.value)}`;
    case 'product':
      return supply.columns.join(' × ');
    case 'moment':
      return `${supply.date} + ${supply.time}`;
    case 'day':
      return `${supply.year} + ${supply.month} + ${supply.day}`;
    case 'paid-when':
      return `paid when ${supply.column}`;
    case 'row':
      return 'file and row number';
    case 'id-in-file':
      return `file and ${supply.column}`;
    case 'through':
      return `${supply.path.map(({ by, table, key }) => `${by} → ${table}.${key}`).join(' → ')} → ${supply.fold === 'sum' ? 'sum of ' : ''}${supply.column}`;
  }
}
