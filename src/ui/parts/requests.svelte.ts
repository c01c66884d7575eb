/** One request of the page, as the browser's own Resource Timing tells it. */
export interface Requested {
  readonly url: string;
  readonly kind: string;
  /** Bytes received over the wire; 0 from the browser's cache. */
  readonly bytes: number;
  readonly own: boolean;
}

/** Every request since the page opened, and the bytes of every body that the page handed out to be sent. */
export class Requests {
  list = $state.raw<readonly Requested[]>([]);
  sent = $state(0);
  readonly #origin: string;
  readonly #seen = new Set<string>();

  constructor(window: Window & typeof globalThis) {
    this.#origin = window.location.origin;
    const observer = new window.PerformanceObserver((entries) => {
      this.#add(entries.getEntries());
    });
    observer.observe({ type: 'navigation', buffered: true });
    observer.observe({ type: 'resource', buffered: true });
    watchBodies(window, (bytes) => {
      this.sent += bytes;
    });
  }

  get foreign(): number {
    return this.list.filter(({ own }) => !own).length;
  }

  /** The navigation is told twice: when it began and when it ended. */
  #isNew({ name, startTime }: PerformanceEntry): boolean {
    const key = `${String(startTime)} ${name}`;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }

  #add(entries: readonly PerformanceEntry[]): void {
    const fresh = entries
      .filter((entry) => entry instanceof PerformanceResourceTiming)
      .filter((entry) => this.#isNew(entry))
      .filter(({ name }) => !name.startsWith('blob:') && !name.startsWith('data:'))
      .map(({ name, initiatorType, transferSize }) => ({
        url: name,
        kind: initiatorType,
        bytes: transferSize,
        own: new URL(name).origin === this.#origin,
      }));
    if (fresh.length) this.list = [...this.list, ...fresh];
  }
}

/** Puts a counter in front of every way in which a page can send a body. */
function watchBodies(window: Window & typeof globalThis, count: (bytes: number) => void): void {
  const { fetch } = window;
  window.fetch = (input, init) => {
    count(sizeOf(init?.body) + (input instanceof Request && input.body ? 1 : 0));
    return fetch.call(window, input, init);
  };
  const { send } = window.XMLHttpRequest.prototype;
  window.XMLHttpRequest.prototype.send = function (body) {
    count(sizeOf(body));
    send.call(this, body);
  };
  const { sendBeacon } = window.navigator;
  window.navigator.sendBeacon = (url, data) => {
    count(sizeOf(data));
    return sendBeacon.call(window.navigator, url, data);
  };
}

/** Bytes of a body; at least 1 where the size cannot be known beforehand. */
function sizeOf(body: unknown): number {
  if (body === null || body === undefined) return 0;
  if (typeof body === 'string') return new TextEncoder().encode(body).length;
  if (body instanceof Blob) return body.size;
  if (body instanceof ArrayBuffer || ArrayBuffer.isView(body)) return body.byteLength;
  return 1;
}
