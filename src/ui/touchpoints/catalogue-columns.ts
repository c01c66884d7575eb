/** How a column of the catalogue is typed in. */
export interface CatalogueColumn {
  readonly column: string;
  /** `words`: canonical values, others too where `open`; `share`: typed as per cent; `number`: at least 0. */
  readonly kind: 'text' | 'words' | 'flag' | 'share' | 'number';
  readonly open?: true;
}

/** The catalogue's columns that the screen shows, in its order. */
export const catalogueColumns: readonly CatalogueColumn[] = [
  { column: 'stage', kind: 'words', open: true },
  { column: 'class', kind: 'words' },
  { column: 'phase', kind: 'words' },
  { column: 'medium', kind: 'words' },
  { column: 'key', kind: 'flag' },
  { column: 'sells', kind: 'flag' },
  { column: 'channel', kind: 'text' },
  { column: 'owner', kind: 'text' },
  { column: 'control', kind: 'words' },
  { column: 'target_csat', kind: 'share' },
  { column: 'sla_s', kind: 'number' },
  { column: 'weight', kind: 'number' },
  { column: 'name', kind: 'text' },
];
