import type { Equality, Filters } from '../model/filters';
import type { TableName } from '../model/schema';

/** What the data offers to filter by. */
export interface FilterOptions {
  readonly from: string | null;
  readonly to: string | null;
  readonly of: readonly { readonly table: TableName; readonly column: string; readonly values: readonly string[] }[];
}

const noOptions: FilterOptions = { from: null, to: null, of: [] };

/** Which rows count, everywhere: the period and the equalities that the person chose. */
export class FilterChoice {
  current = $state.raw<Filters>({});
  options = $state.raw<FilterOptions>(noOptions);
  readonly #changed: () => Promise<void>;
  readonly #about: () => void;

  /** `changed` is called after each act: the canonical views are then built anew; `about` before it. */
  constructor(changed: () => Promise<void>, about: () => void = () => undefined) {
    this.#changed = changed;
    this.#about = about;
  }

  get any(): boolean {
    const { from, to, where } = this.current;
    return Boolean(from ?? to ?? where?.length);
  }

  /** Whole days, both included; null: open. */
  period(from: string | null, to: string | null): Promise<void> {
    return this.set({ ...this.current, from: from ?? undefined, to: to ?? undefined });
  }

  /** One value of a column, or null for all. */
  choose(table: TableName, column: string, value: string | null): Promise<void> {
    const others = (this.current.where ?? []).filter((equality) => !isOf(equality, table, column));
    return this.set({ ...this.current, where: value === null ? others : [...others, { table, column, value }] });
  }

  chosen(table: TableName, column: string): string | null {
    return this.current.where?.find((equality) => isOf(equality, table, column))?.value ?? null;
  }

  set(filters: Filters): Promise<void> {
    this.#about();
    this.current = filters;
    return this.#changed();
  }

  clear(): Promise<void> {
    return this.set({});
  }
}

function isOf(equality: Equality, table: TableName, column: string): boolean {
  return equality.table === table && equality.column === column;
}
