import type { Cell, Column, Row } from '../engine/engine';
import type { ReadRows } from './paged-rows.svelte';

/** What a result is sorted by; what is null stands last either way. */
export interface Order {
  readonly column: string;
  readonly descending: boolean;
}

/** How the rows of an order are read. */
export type ReadOrdered = (order: Order, signal?: AbortSignal) => Promise<ReadRows>;

/** What the editor's last statement came to. Rows stay where they are and are read by the window, in the order that the person chose. */
export class Answer {
  /** Null: as the statement gave them. */
  order = $state.raw<Order | null>(null);
  readonly sql: string;
  readonly columns: readonly Column[];
  readonly count: number;
  readonly ms: number;
  readonly #given: ReadRows;
  readonly #ordered: ReadOrdered;
  #read: ReadRows;
  #turn = 0;

  constructor(
    about: Pick<Answer, 'sql' | 'columns' | 'count' | 'ms'>,
    { given, ordered }: { readonly given: ReadRows; readonly ordered: ReadOrdered },
  ) {
    this.sql = about.sql;
    this.columns = about.columns;
    this.count = about.count;
    this.ms = about.ms;
    this.#given = given;
    this.#ordered = ordered;
    this.#read = given;
  }

  /** Rows [from, from + count) in the order that stands. */
  readonly rows: ReadRows = (from, count, signal) => this.#read(from, count, signal);

  /** Upwards by a column, then downwards, then as the statement gave them. The latest wins. */
  async turn(column: string): Promise<void> {
    const { order } = this;
    const next =
      order?.column !== column ? { column, descending: false } : order.descending ? null : { column, descending: true };
    const turn = ++this.#turn;
    const read = next ? await this.#ordered(next) : this.#given;
    if (turn !== this.#turn) return;
    this.#read = read;
    this.order = next;
  }
}

/** An answer whose rows are all here. */
export function answerOf(about: Pick<Answer, 'sql' | 'columns' | 'ms'>, rows: readonly Row[]): Answer {
  const windowOf =
    (all: readonly Row[]): ReadRows =>
    (from, count) =>
      Promise.resolve(all.slice(from, from + count));
  return new Answer(
    { ...about, count: rows.length },
    {
      given: windowOf(rows),
      ordered: ({ column, descending }) =>
        Promise.resolve(
          windowOf([...rows].sort((a, b) => compared(a[column] ?? null, b[column] ?? null, descending ? -1 : 1))),
        ),
    },
  );
}

function compared(a: Cell, b: Cell, sign: number): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const [x, y] = [comparable(a), comparable(b)];
  return x < y ? -sign : x > y ? sign : 0;
}

function comparable(cell: NonNullable<Cell>): number | bigint | string {
  if (typeof cell === 'number' || typeof cell === 'bigint' || typeof cell === 'string') return cell;
  return cell instanceof Date ? cell.getTime() : (JSON.stringify(cell) ?? '');
}
