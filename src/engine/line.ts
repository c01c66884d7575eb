import { asMessage, fromMessage } from './error-message';

/** One end of a channel: a worker as its page sees it, a worker's own scope, or a message port. */
export interface Port {
  postMessage(message: unknown, options?: { readonly transfer?: Transferable[] }): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<Message>) => void): void;
}

type Act = (...given: never[]) => unknown;
type Message =
  | { readonly kind: 'call'; readonly id: number; readonly act: string; readonly given: readonly unknown[] }
  | { readonly kind: 'tell'; readonly act: string; readonly given: readonly unknown[] }
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly error: unknown };

/** Calls in both directions over a port: each end offers acts by name; what is given and answered is cloned, failures keep their code. */
export class Line<Theirs extends Record<keyof Theirs, Act>> {
  readonly #port: Port;
  readonly #acts = new Map<string, (...given: unknown[]) => unknown>();
  readonly #waiting = new Map<number, { resolve(value: unknown): void; reject(error: unknown): void }>();
  #broken: { readonly error: unknown } | null = null;
  #calls = 0;

  constructor(port: Port) {
    this.#port = port;
    port.addEventListener('message', ({ data }) => {
      this.#hear(data);
    });
  }

  /** Lets the other end call these. */
  offer<Mine extends Record<keyof Mine, Act>>(acts: Mine): void {
    for (const [name, act] of Object.entries(acts)) this.#acts.set(name, act as (...given: unknown[]) => unknown);
  }

  /** What the other end's act answers; its failure is thrown here. */
  call<Name extends keyof Theirs & string>(
    act: Name,
    ...given: Parameters<Theirs[Name]>
  ): Promise<Awaited<ReturnType<Theirs[Name]>>> {
    if (this.#broken) return Promise.reject(this.#broken.error as Error);
    const id = ++this.#calls;
    const answer = new Promise<unknown>((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.#port.postMessage({ kind: 'call', id, act, given });
    return answer as Promise<Awaited<ReturnType<Theirs[Name]>>>;
  }

  /** The same without waiting for anything. */
  tell<Name extends keyof Theirs & string>(act: Name, ...given: Parameters<Theirs[Name]>): void {
    if (!this.#broken) this.#port.postMessage({ kind: 'tell', act, given });
  }

  /** The other end is gone: what waits, and every later call, fails with this. */
  break(error: unknown): void {
    this.#broken ??= { error };
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  #hear(message: Message): void {
    switch (message.kind) {
      case 'call':
        void this.#answer(message.id, message.act, message.given);
        return;
      case 'tell':
        this.#acts.get(message.act)?.(...message.given);
        return;
      case 'answer':
        this.#waiting.get(message.id)?.resolve(message.value);
        this.#waiting.delete(message.id);
        return;
      case 'refusal':
        this.#waiting.get(message.id)?.reject(fromMessage(message.error));
        this.#waiting.delete(message.id);
    }
  }

  async #answer(id: number, act: string, given: readonly unknown[]): Promise<void> {
    try {
      const value = await this.#acts.get(act)?.(...given);
      this.#port.postMessage({ kind: 'answer', id, value }, { transfer: ownBuffers(value) });
    } catch (error) {
      this.#port.postMessage({ kind: 'refusal', id, error: asMessage(error) });
    }
  }
}

/** Bytes that fill their buffer move instead of being copied. */
function ownBuffers(value: unknown): Transferable[] {
  return value instanceof Uint8Array && value.byteLength === value.buffer.byteLength ? [value.buffer] : [];
}
