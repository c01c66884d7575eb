import type { Keeping } from '../../workspace/keeping.svelte';
import type { OpenedFile } from '../../workspace/opened-file';
import type { Remembered } from '../../workspace/memory-of-browser';
import type { Workspace } from '../../workspace/workspace.svelte';
import { pick } from './opened-files';
import type { Router } from './router.svelte';

/** What a person can do from anywhere on the page; failures stand in one place. */
export class Acts {
  failure = $state.raw<unknown>(null);
  /** The text of a shared analysis that was opened as a file; whoever shows links takes it. */
  linkFile = $state.raw<{ readonly text: string } | null>(null);
  /** Files of branches and of head offices that were opened; the screen of branches takes them. */
  branchFiles = $state.raw<readonly BranchPaper[]>([]);
  /** The hidden file input, for browsers without a picker. */
  input: HTMLInputElement | null = null;
  readonly #workspace: Workspace;
  readonly #keeping: Keeping;
  readonly #router: Router;

  constructor(workspace: Workspace, keeping: Keeping, router: Router) {
    this.#workspace = workspace;
    this.#keeping = keeping;
    this.#router = router;
  }

  /** Opens data files, or the workspace file among them first. */
  open(files: readonly OpenedFile[]): Promise<void> {
    if (!files.length) return Promise.resolve();
    return this.#try(async () => {
      const written = await fileOf(files, 'touchpoint-workspace');
      const link = await fileOf(files, 'touchpoint-link');
      if (written) await this.#restore(written.text);
      if (link) this.linkFile = { text: link.text };
      const papers = await papersAmong(files);
      if (papers.length) {
        this.branchFiles = papers;
        this.#router.go('branches');
      }
      const taken = [written?.file, link?.file, ...papers.map(({ file }) => file)];
      const rest = files.filter((file) => !taken.includes(file));
      if (rest.length && this.#router.screen === 'start') this.#router.go('data');
      await this.#keeping.give(rest);
    });
  }

  /** Asks for files. */
  async ask(): Promise<void> {
    if (this.input) await this.open(await pick(window, this.input));
  }

  /** A new workspace from files of our own. */
  openSample(name: string, files: () => Promise<readonly OpenedFile[]>): Promise<void> {
    return this.#try(async () => {
      this.#router.go('data');
      await this.#keeping.begin();
      this.#workspace.name = name;
      await this.#workspace.open(await files());
    });
  }

  openRemembered({ id, intent, handles }: Remembered): Promise<void> {
    return this.#try(async () => {
      await this.#keeping.restore(intent, id, handles);
      this.#router.go('data');
    });
  }

  /** Any act whose failure the page shows. */
  try(act: () => Promise<unknown>): Promise<void> {
    return this.#try(act);
  }

  async #restore(text: string): Promise<void> {
    const { readIntent } = await import('../../workspace/intent');
    await this.#keeping.restore(readIntent(text));
    this.#router.go('data');
  }

  async #try(act: () => Promise<unknown>): Promise<void> {
    this.failure = null;
    try {
      await act();
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) this.failure = error;
    }
  }
}

const paperKinds = ['touchpoint-branch', 'touchpoint-round', 'touchpoint-answer'] as const;

/** A file between a branch and its head office. */
export interface BranchPaper {
  readonly kind: (typeof paperKinds)[number];
  readonly name: string;
  readonly text: string;
  readonly file: OpenedFile;
}

async function papersAmong(files: readonly OpenedFile[]): Promise<readonly BranchPaper[]> {
  const papers: BranchPaper[] = [];
  for (const file of files) {
    const found = await kindOf(file);
    const kind = paperKinds.find((one) => one === found);
    if (kind) papers.push({ kind, name: file.name, text: await file.blob.text(), file });
  }
  return papers;
}

async function fileOf(
  files: readonly OpenedFile[],
  kind: 'touchpoint-workspace' | 'touchpoint-link',
): Promise<{ readonly file: OpenedFile; readonly text: string } | null> {
  for (const file of files) if ((await kindOf(file)) === kind) return { file, text: await file.blob.text() };
  return null;
}

/** What a file of this app says that it is; null for any other. */
async function kindOf({ name, blob }: OpenedFile): Promise<string | null> {
  if (!name.endsWith('.json') || blob.size >= 5_000_000) return null;
  return /"kind"\s*:\s*"([\w-]+)"/.exec(await blob.slice(0, 200).text())?.[1] ?? null;
}
