import type { OpenedFile } from './opened-file';
import { fingerprint, type FilePrint } from './fingerprint';
import type { Intent } from './intent';
import type { BrowserMemory, Remembered } from './memory-of-browser';
import { currentVersion } from './migrations';
import { filesNamed } from './released';
import type { Workspace } from './workspace.svelte';

/** Keeps the workspace: in the browser after each change, in a file when asked, and by one tab at a time. */
export class Keeping {
  id = $state(crypto.randomUUID() as string);
  /** Another tab has this workspace open and saves it. */
  elsewhere = $state(false);
  recent = $state.raw<readonly Remembered[]>([]);
  /** The files that an opened workspace still waits for. */
  awaited = $state.raw<readonly FilePrint[]>([]);
  readonly #workspace: Workspace;
  readonly #memory: BrowserMemory;
  readonly #locks: LockManager | undefined;
  #release: (() => void) | null = null;

  constructor(workspace: Workspace, memory: BrowserMemory, locks: LockManager | undefined) {
    this.#workspace = workspace;
    this.#memory = memory;
    this.#locks = locks;
  }

  /** The workspace's intent as JSON text; reads every piece of state that is saved, so an effect on it notices each change. */
  written(): string {
    const { name, language, seed, times, files, mapping, filters, evaluation, explore, report } = this.#workspace;
    const intent = {
      kind: 'touchpoint-workspace',
      version: currentVersion,
      name,
      locale: language.locale,
      seed,
      zone: times.zone,
      weekStart: times.weekStart,
      files: [...files.prints, ...this.awaited],
      decisions: files.decisions,
      mapping: mapping.current,
      settled: [...mapping.settled],
      catalogue: mapping.catalogue,
      goals: this.#workspace.goals,
      weights: this.#workspace.weights,
      epsilonSpent: this.#workspace.epsilonSpent,
      filters: filters.current,
      settings: evaluation.settings,
      queries: explore.saved,
      draft: explore.draft,
      report: report.saved,
    };
    return `${JSON.stringify(intent, null, 2)}
`;
  }

  /** Saves in the browser, unless another tab does. */
  async save(written: string): Promise<void> {
    const { readIntent } = await import('./intent');
    const intent = readIntent(written);
    if (!intent.files.length) return;
    await this.#claim();
    if (this.elsewhere) return;
    const handles = this.#workspace.files.opened.flatMap(({ name, handle }) => (handle ? [{ name, handle }] : []));
    const kept = { id: this.id, name: intent.name, savedAt: Date.now(), intent };
    // A browser may refuse to store handles; the intent is worth keeping without them.
    await this.#memory.keep({ ...kept, handles }).catch(() => this.#memory.keep({ ...kept, handles: [] }));
    await this.list();
  }

  async list(): Promise<void> {
    this.recent = await this.#memory.list().catch(() => []);
  }

  /** With the last workspace of some files it is forgotten too what has left of them, unless they are open. */
  async forget(id: string): Promise<void> {
    const files = (one: Remembered) => filesNamed(one.intent.files.map(({ name }) => name));
    const gone = this.recent.find((one) => one.id === id);
    await this.#memory.forget(id);
    await this.list();
    const { left, files: open } = this.#workspace;
    const needed = [...this.recent.map(files), filesNamed(open.opened.map(({ name }) => name))];
    if (gone && !needed.includes(files(gone))) await left.forget(files(gone));
  }

  async forgetEverything(local: Storage, caches: CacheStorage | undefined, files: StorageManager): Promise<void> {
    await this.#memory.forgetEverything(local, caches, files);
    await this.#workspace.left.forgetAll();
    this.recent = [];
  }

  /** A new, empty workspace; the one before stays in the list. */
  async begin(): Promise<void> {
    await this.#workspace.clear();
    this.#takeId(crypto.randomUUID());
    this.awaited = [];
  }

  /** Takes an intent up, of whatever version it was kept in: what it says counts at once, and its files are awaited or, by handle, asked for. */
  async restore(kept: Intent, id?: string, handles: Remembered['handles'] = []): Promise<void> {
    const { checkedIntent } = await import('./intent');
    const intent = checkedIntent(kept);
    const workspace = this.#workspace;
    await workspace.clear();
    this.#takeId(id ?? crypto.randomUUID());
    workspace.name = intent.name;
    workspace.seed = intent.seed;
    workspace.times.take(intent);
    workspace.language.locale = intent.locale;
    workspace.goals = intent.goals;
    workspace.weights = intent.weights;
    workspace.epsilonSpent = intent.epsilonSpent;
    workspace.files.decisions = intent.decisions;
    workspace.mapping.current = intent.mapping;
    workspace.mapping.settled = new Set(intent.settled);
    workspace.mapping.catalogue = intent.catalogue;
    workspace.filters.current = intent.filters;
    workspace.evaluation.settings = intent.settings;
    workspace.explore.saved = intent.queries;
    workspace.explore.draft = intent.draft;
    workspace.report.take(intent.report);
    this.awaited = intent.files;
    const allowed = await Promise.all(handles.map(permitted));
    await this.give(allowed.filter((file) => file !== null));
  }

  /** Files for the workspace that waits; a renamed file is known again by its size and hash. */
  async give(files: readonly OpenedFile[]): Promise<void> {
    if (!files.length) return;
    const named = await Promise.all(files.map((file) => known(file, this.awaited)));
    this.awaited = this.awaited.filter(({ name }) => !named.some((file) => file.name === name));
    await this.#workspace.open(named);
  }

  /** Saves here although another tab has the workspace open; that one stops saving. */
  async takeOver(): Promise<void> {
    this.#hold(true);
    await Promise.resolve();
    this.elsewhere = false;
  }

  #takeId(id: string): void {
    this.id = id;
    this.elsewhere = false;
    this.#release?.();
    this.#release = null;
  }

  async #claim(): Promise<void> {
    if (!this.#locks || this.#release || this.elsewhere) return;
    await new Promise<void>((done) => {
      this.#hold(false, done);
    });
  }

  #hold(steal: boolean, done: () => void = () => undefined): void {
    void this.#locks
      ?.request(`touchpoint-${this.id}`, steal ? { steal } : { ifAvailable: true }, (lock) => {
        this.elsewhere = lock === null;
        done();
        return lock
          ? new Promise<void>((release) => {
              this.#release = release;
            })
          : undefined;
      })
      .catch(() => {
        // Another tab stole the lock.
        this.#release = null;
        this.elsewhere = true;
      });
  }
}

async function known(file: OpenedFile, awaited: readonly FilePrint[]): Promise<OpenedFile> {
  if (awaited.some(({ name }) => name === file.name)) return file;
  const alike = awaited.filter(({ size }) => size === file.blob.size);
  if (!alike.length) return file;
  const { hash } = await fingerprint(file);
  const same = alike.find((print) => print.hash === hash);
  return same ? { ...file, name: same.name } : file;
}

interface Asking {
  requestPermission?(descriptor: { mode: 'read' }): Promise<PermissionState>;
}

async function permitted({ name, handle }: Remembered['handles'][number]): Promise<OpenedFile | null> {
  try {
    const state = await (handle as Asking).requestPermission?.({ mode: 'read' });
    if (state === 'denied') return null;
    return { name, blob: await handle.getFile(), handle };
  } catch {
    return null;
  }
}
