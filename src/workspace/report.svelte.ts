import { emptyReport, type Naming, type ReportIntent, type SavedItem } from './intent-report';

/** An item of the report under an id of its own, for as long as the page is open. */
export type Item = { readonly id: string } & SavedItem;

/** The report at one moment. */
export interface ReportStand {
  readonly title: string;
  readonly text: string;
  readonly k: number;
  readonly items: readonly Item[];
}

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
  readonly #note: () => void;
  #made = 0;

  /** `note` hears of each act of the person before it is done. */
  constructor(note: () => void) {
    this.#note = note;
  }

  /** All of it as a value, to go back to. */
  get stand(): ReportStand {
    return { title: this.title, text: this.text, k: this.k, items: this.items };
  }

  backTo({ title, text, k, items }: ReportStand): void {
    this.title = title;
    this.text = text;
    this.k = k;
    this.items = items;
  }

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
    this.#note();
    this.items = [...this.items, item];
  }

  remove(id: string): void {
    this.#note();
    this.items = this.items.filter((item) => item.id !== id);
  }

  change(id: string, words: { readonly title?: string; readonly note?: string }): void {
    this.#set(id, (item) => ({ ...item, ...words }));
  }

  /** What stands above the items, and how few persons are too few. */
  head(words: { readonly title?: string; readonly text?: string; readonly k?: number }): void {
    this.#note();
    this.backTo({ ...this.stand, ...words });
  }

  /** The person says who is behind a query's rows. */
  name(id: string, persons: Naming): void {
    this.#set(id, (item) => (item.kind === 'query' ? { ...item, persons } : item));
  }

  /** The person agrees that a metric whose persons cannot be counted leaves. */
  agree(id: string): void {
    this.#set(id, (item) => (item.kind === 'metric' ? { ...item, agreed: true as const } : item));
  }

  /** Up (−1) or down (1) by one place. */
  move(id: string, by: -1 | 1): void {
    const at = this.items.findIndex((item) => item.id === id);
    const [item, other] = [this.items[at], this.items[at + by]];
    if (!item || !other) return;
    this.#note();
    this.items = this.items.map((one) => (one === item ? other : one === other ? item : one));
  }

  #set(id: string, to: (item: Item) => Item): void {
    this.#note();
    this.items = this.items.map((item) => (item.id === id ? to(item) : item));
  }

  #newId(): string {
    return `item-${String(++this.#made)}`;
  }
}
