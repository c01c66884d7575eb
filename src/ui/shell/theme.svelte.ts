const themes = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themes)[number];

const key = 'touchpoint-theme';

/** The colours: those of the system unless the person chose. Kept in this browser. */
export class Theme {
  choice = $state<ThemeChoice>('system');
  #systemDark = $state(false);
  readonly #storage: Storage;

  constructor(storage: Storage, system: MediaQueryList) {
    this.#storage = storage;
    this.#systemDark = system.matches;
    system.addEventListener('change', () => {
      this.#systemDark = system.matches;
    });
    this.choice = themes.find((theme) => theme === storage.getItem(key)) ?? 'system';
  }

  get shown(): 'light' | 'dark' {
    if (this.choice !== 'system') return this.choice;
    return this.#systemDark ? 'dark' : 'light';
  }

  choose(choice: ThemeChoice): void {
    this.choice = choice;
    this.#storage.setItem(key, choice);
  }

  next(): void {
    this.choose(themes[(themes.indexOf(this.choice) + 1) % themes.length] ?? 'system');
  }
}
