/** What a person did that can be undone. */
export type Act =
  'mapping' | 'catalogue' | 'aliases' | 'filters' | 'settings' | 'goals' | 'name' | 'report' | 'zone' | 'weeks';

interface Done<M> {
  readonly act: Act;
  /** How things stood on the other side of the act. */
  readonly moment: M;
}

const most = 100;

/** The last hundred acts of a person, to go back and forth between. Moments are immutable values, so keeping one costs nothing. */
export class History<M> {
  past = $state.raw<readonly Done<M>[]>([]);
  future = $state.raw<readonly Done<M>[]>([]);
  /** Grows with each step back or forth: whoever holds a copy of something saved looks again. */
  turned = $state(0);
  readonly #now: () => M;
  readonly #back: (moment: M) => Promise<void>;

  constructor(now: () => M, back: (moment: M) => Promise<void>) {
    this.#now = now;
    this.#back = back;
  }

  /** What `undo` would take back. */
  get last(): Act | null {
    return this.past.at(-1)?.act ?? null;
  }

  /** What `redo` would do again. */
  get next(): Act | null {
    return this.future.at(-1)?.act ?? null;
  }

  /** To be called before the act, while things stand as they were. */
  note(act: Act): void {
    this.past = [...this.past.slice(1 - most), { act, moment: this.#now() }];
    this.future = [];
  }

  async undo(): Promise<void> {
    const done = this.past.at(-1);
    if (!done) return;
    this.past = this.past.slice(0, -1);
    this.future = [...this.future, { act: done.act, moment: this.#now() }];
    await this.#turn(done.moment);
  }

  async redo(): Promise<void> {
    const undone = this.future.at(-1);
    if (!undone) return;
    this.future = this.future.slice(0, -1);
    this.past = [...this.past, { act: undone.act, moment: this.#now() }];
    await this.#turn(undone.moment);
  }

  /** Another workspace begins. */
  clear(): void {
    this.past = [];
    this.future = [];
  }

  async #turn(moment: M): Promise<void> {
    const back = this.#back(moment);
    this.turned += 1;
    await back;
  }
}
