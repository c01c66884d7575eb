import type { Format } from '../i18n/say';
import type { Locale, Remark, Text } from '../i18n/text';
import type { Chart, ResultRow, Value } from '../metrics/metric';
import type { Because } from './gate';

export interface Held {
  /** The row's group; null: the whole, or a row whose name was held back with it. */
  readonly group: string | null;
  readonly whole?: true;
  /** The one figure of the row that was held back, or some of the whole; absent: all. */
  readonly column?: Text;
  /** `difference`: the few persons are those by which it differs from what left before. */
  readonly because: Because | 'difference';
}

export interface ClearedColumn {
  readonly name: string;
  readonly label: Text | null;
  readonly format: Format | null;
}

/** What may leave, and what was held back. Only `leave` makes one, and every format takes only this. */
export class Cleared {
  readonly columns: readonly ClearedColumn[];
  readonly rows: readonly ResultRow[];
  /** The row stands in the table without its figures: it was suppressed. */
  readonly hidden: ReadonlySet<number>;
  /** The rows of the result, as it came, that were suppressed; those may not stand in the table at all. */
  readonly suppressed: ReadonlySet<number>;
  /** Of other rows the figures that were held back alone. */
  readonly heldCells: readonly { readonly row: number; readonly column: string }[];
  readonly summary: Readonly<Record<string, Value>>;
  readonly held: readonly Held[];
  readonly redactions: number;
  /** How many persons stand behind each row and the whole, to hold later results against; no format writes it. */
  readonly behind: { readonly of: readonly (number | null)[]; readonly whole: number | null };
  readonly k: number;
  /** The person agreed that rows of persons leave as they are. */
  readonly rowLevel: boolean;
  readonly #charts: (locale: Locale) => readonly Chart[];
  readonly #remarks: () => readonly Remark[];

  /** @internal */
  constructor(
    parts: Pick<
      Cleared,
      | 'columns'
      | 'rows'
      | 'hidden'
      | 'suppressed'
      | 'heldCells'
      | 'summary'
      | 'held'
      | 'redactions'
      | 'behind'
      | 'k'
      | 'rowLevel'
    >,
    charts: (locale: Locale) => readonly Chart[],
    remarks: () => readonly Remark[],
  ) {
    this.columns = parts.columns;
    this.rows = parts.rows;
    this.hidden = parts.hidden;
    this.suppressed = parts.suppressed;
    this.heldCells = parts.heldCells;
    this.summary = parts.summary;
    this.held = parts.held;
    this.redactions = parts.redactions;
    this.behind = parts.behind;
    this.k = parts.k;
    this.rowLevel = parts.rowLevel;
    this.#charts = charts;
    this.#remarks = remarks;
  }

  /** Charts drawn from what passed and nothing else; none where a chart needs more than that. */
  charts(locale: Locale): readonly Chart[] {
    return this.#charts(locale);
  }

  remarks(): readonly Remark[] {
    return this.#remarks();
  }

  /** Whether this place is empty because its figure was held back. */
  isHeld(line: number, column: string): boolean {
    if (this.rows[line]?.[column] !== null) return false;
    return this.hidden.has(line) || this.heldCells.some((cell) => cell.row === line && cell.column === column);
  }

  /** Rows that kept their figures. */
  get shown(): readonly ResultRow[] {
    return this.rows.filter((_, at) => !this.hidden.has(at));
  }
}

/** The persons behind the rows are not known: the person must say which column names them, or agree to rows as they are. */
export class MustAsk extends Error {
  override readonly name = 'MustAsk';
}
