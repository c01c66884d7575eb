import { emptyReport, type Naming, type ReportIntent, type SavedItem } from './intent-report';

/** An item of the report under an id of its own, for as long as the page is open. */
export type Item = { readonly id: string } & SavedItem;

/** What is put at the end of the report; the words on it come later. */
export type Adding =
  | {
      readonly kind: 'metric';
      readonly metric: string;
      readonly params?: Readonly<Record<string, unknown>>;
      readonly title?: string;
      readonly agreed?: boolean;
    }
  | { readonly kind: 'query'; readonly sql: string; readonly persons: Naming; readonly title?: string };

/** What the person chose to hand on, in order, with their words; saved with the workspace. */
export class Report {
  items = $state.raw<readonly Item[]>([]);
  title = $state('');
  text = $state('');
  /** Groups of fewer distinct persons leave without figures; at least 2. */
  k = $state(emptyReport.k);
  /** What stood before the last removal; null: nothing can be brought back. */
  removed = $state.raw<{ readonly item: Item; readonly at: number } | null>(null);
  #made = 0;

  /** The report as it is kept. */
  get saved(): ReportIntent {
    return {
      title: this.title,
      text: this.text,
      k: this.k,
      items: this.items.map(({ id: _, ...item }) => item),
    };
  }

  /** Takes up a report that was kept or came with a link, in place of this one. */
  take({ title, text, k, items }: ReportIntent): void {
    this.title = title;
    this.text = text;
    this.k = k;
    this.items = items.map((item) => ({ id: this.#newId(), ...item }));
    this.removed = null;
  }

  /** Puts a result at the end of the report. */
  add(adding: Adding): void {
    const own = { id: this.#newId(), title: adding.title ?? '', note: '' };
    const item: Item =
      adding.kind === 'metric'
        ? {
            ...own,
            kind: 'metric',
            metric: adding.metric,
            params: { ...adding.params },
            ...(adding.agreed ? { agreed: true } : {}),
          }
        : { ...own, kind: 'query', sql: adding.sql, persons: adding.persons };
    this.items = [...this.items, item];
  }

  remove(id: string): void {
    const at = this.items.findIndex((item) => item.id === id);
    const item = this.items[at];
    if (!item) return;
    this.removed = { item, at };
    this.items = this.items.filter((one) => one !== item);
  }

  /** Puts the item that was removed last where it stood. */
  restore(): void {
    const { removed } = this;
    if (!removed) return;
    this.items = [...this.items.slice(0, removed.at), removed.item, ...this.items.slice(removed.at)];
    this.removed = null;
  }

  change(id: string, words: { readonly title?: string; readonly note?: string }): void {
    this.items = this.items.map((item) => (item.id === id ? { ...item, ...words } : item));
  }

  /** The person says who is behind a query's rows. */
  name(id: string, persons: Naming): void {
    this.items = this.items.map((item) => (item.id === id && item.kind === 'query' ? { ...item, persons } : item));
  }

  /** The person agrees that a metric whose persons cannot be counted leaves. */
  agree(id: string): void {
    this.items = this.items.map((item) =>
      item.id === id && item.kind === 'metric' ? { ...item, agreed: true as const } : item,
    );
  }

  /** Up (−1) or down (1) by one place. */
  move(id: string, by: -1 | 1): void {
    const at = this.items.findIndex((item) => item.id === id);
    const [item, other] = [this.items[at], this.items[at + by]];
    if (!item || !other) return;
    this.items = this.items.map((one) => (one === item ? other : one === other ? item : one));
  }

  #newId(): string {
    return `item-${String(++this.#made)}`;
  }
}
