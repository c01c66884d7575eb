/** Where the person is: `#/screen/part/part`. Works from any sub-path and from disk images of the site. */
export class Router {
  path = $state.raw<readonly string[]>([]);
  readonly #window: Window;

  constructor(window: Window) {
    this.#window = window;
    this.#read();
    window.addEventListener('hashchange', () => {
      this.#read();
    });
  }

  get screen(): string {
    return this.path[0] ?? 'start';
  }

  /** The parts after the screen, e.g. a metric's id. */
  get rest(): readonly string[] {
    return this.path.slice(1);
  }

  go(...path: readonly string[]): void {
    this.#window.location.hash = href(...path);
  }

  #read(): void {
    const hash = this.#window.location.hash;
    this.path = hash.startsWith('#/')
      ? hash
          .slice(2)
          .split('/')
          .filter((part) => part !== '')
          .map(decoded)
      : [];
  }
}

/** The link to a place in the page. */
export function href(...path: readonly string[]): string {
  return `#/${path.map(encodeURIComponent).join('/')}`;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
