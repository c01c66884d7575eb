import type { WeekStart } from '../metrics/period';
import type { Act } from './history.svelte';
import type { Reread } from './look-again';

/** The days that weeks may begin on, by what they are called. */
export { weekStarts, type WeekStart } from '../metrics/period';

const usual = { zone: 'UTC', weekStart: 'monday' } as const;

/** How the workspace tells time: whose clock, and the day that begins a week. */
export class Times {
  /** Times that name their offset are brought to this zone's clock; all others are as written. */
  zone = $state<string>(usual.zone);
  weekStart = $state<WeekStart>(usual.weekStart);
  /** What reading again came to when the zone was last changed; null: it has not been. */
  reread = $state.raw<Reread | null>(null);
  readonly #about: (act: Act) => void;
  readonly #readAgain: () => Promise<Reread>;
  readonly #outdate: () => void;

  /** `about` is called before each act; `readAgain` after the zone changed, `outdate` after the week did. */
  constructor(on: {
    readonly about: (act: Act) => void;
    readonly readAgain: () => Promise<Reread>;
    readonly outdate: () => void;
  }) {
    this.#about = on.about;
    this.#readAgain = on.readAgain;
    this.#outdate = on.outdate;
  }

  /** Times are told by this zone's clock from now on: what names its offset is read again. */
  async tellIn(zone: string): Promise<void> {
    if (zone === this.zone) return;
    this.#about('zone');
    await this.backTo({ zone, weekStart: this.weekStart });
  }

  /** Weeks begin on this day from now on. */
  beginWeeksOn(weekStart: WeekStart): void {
    if (weekStart === this.weekStart) return;
    this.#about('weeks');
    this.weekStart = weekStart;
    this.#outdate();
  }

  /** As it was at a moment. */
  async backTo({ zone, weekStart }: Pick<Times, 'zone' | 'weekStart'>): Promise<void> {
    const [moved, turned] = [zone !== this.zone, weekStart !== this.weekStart];
    this.take({ zone, weekStart });
    if (turned) this.#outdate();
    if (moved) this.reread = await this.#readAgain();
  }

  /** Sets both before anything is read by them. */
  take({ zone, weekStart }: Pick<Times, 'zone' | 'weekStart'> = usual): void {
    this.zone = zone;
    this.weekStart = weekStart;
    this.reread = null;
  }
}
