import type { Workspace } from '../workspace.svelte';
import { answerRound } from './answer-round';
import type { BranchFile, Statistic } from './branch-file';
import { writeBranch } from './read-branch';
import { exportExact, exportNoisy, spending } from './export-branch';
import { refusedBecause } from './checked-json';
import { noiseErrors, type NoiseErrors } from './noise-errors';
import { gather, type Gathered } from './gather';
import type { AnswerFile, RoundFile } from './round-files';

/** What can leave, in the order of the screen. */
export const statistics: readonly Statistic[] = ['csat', 'nps', 'index', 'drivers'];

/** The branch's side: chooses what leaves, sees all of it, and keeps account of ε. */
export class BranchDesk {
  branch = $state('');
  k = $state(5);
  chosen = $state.raw<ReadonlySet<Statistic>>(new Set(statistics));
  noisy = $state(false);
  /** Of one file. */
  epsilon = $state(1);
  /** What the data holds, before the gate; null until `look` has ended. */
  gathered = $state.raw<Gathered | null>(null);
  /** The file as it leaves, and its text. */
  made = $state.raw<{ readonly file: BranchFile; readonly text: string } | null>(null);
  /** The head office's question, and the answer as it leaves. */
  asked = $state.raw<RoundFile | null>(null);
  answer = $state.raw<AnswerFile | null>(null);
  busy = $state(false);
  /** Why the file or the answer could not be made. */
  refused = $state.raw<unknown>(null);
  readonly #workspace: Workspace;
  #stop: AbortController | null = null;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** ε of all files that this workspace gave out with noise. */
  get spent(): number {
    return this.#workspace.epsilonSpent;
  }

  /** The statistics that the data has. */
  get offered(): readonly Statistic[] {
    const { gathered } = this;
    return gathered ? statistics.filter((one) => gathered[one]) : [];
  }

  /** The chosen statistics that share ε when noise is added. */
  get spending(): readonly Statistic[] {
    const { gathered } = this;
    const chosen = this.offered.filter((one) => this.chosen.has(one));
    return gathered ? spending(gathered, chosen) : [];
  }

  /** Asks the engine what there is. What was made before is out of date. */
  async look(): Promise<void> {
    this.made = null;
    this.answer = null;
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    await this.#workspace.settled();
    const found = await this.#workspace.engine.use((engine) =>
      gather({ engine, roles: this.#workspace.roles, cut: this.#cut(), signal: stop.signal }),
    );
    if (!stop.signal.aborted) this.gathered = found;
  }

  /** What the noise does to the figures of the file that was made; null without noise. */
  get errors(): NoiseErrors | null {
    return this.made && noiseErrors(this.made.file);
  }

  choose(statistic: Statistic, chosen: boolean): void {
    const rest = [...this.chosen].filter((one) => one !== statistic);
    this.chosen = new Set(chosen ? [...rest, statistic] : rest);
    this.made = null;
  }

  /** Makes the file. With noise each making spends ε anew, whether the file is handed on or not. */
  async make(day: Date): Promise<void> {
    const { gathered } = this;
    if (!gathered) return;
    await this.#busily(async () => {
      const { filters, engine: room } = this.#workspace;
      const wanted = new Set([...this.chosen].filter((one) => this.offered.includes(one)));
      const about = { branch: this.branch.trim(), day, k: this.k, filters: filters.current, statistics: wanted };
      const file = await room.use((engine) =>
        this.noisy
          ? exportNoisy(
              gathered,
              { ...about, engine },
              { epsilon: this.epsilon, spent: this.spent, bytes: cryptographic },
            )
          : Promise.resolve(exportExact(gathered, { ...about, engine })),
      );
      if (file.privacy) this.#workspace.epsilonSpent = file.privacy.spent;
      this.made = { file, text: writeBranch(file) };
    });
  }

  /** Answers the round that was dropped; refused while noise is switched on, which no round can carry. */
  async answerAsked(): Promise<void> {
    const { asked } = this;
    if (!asked) return;
    await this.#busily(async () => {
      if (this.noisy) throw refusedBecause('no-noise', {});
      await this.#workspace.settled();
      this.answer = await this.#workspace.engine.use((engine) =>
        answerRound(asked, { engine, roles: this.#workspace.roles, branch: this.branch.trim(), k: this.k }),
      );
    });
  }

  #cut(): number | null {
    const cut = this.#workspace.evaluation.settings.csat?.cut;
    return typeof cut === 'number' ? cut : null;
  }

  async #busily(act: () => Promise<void>): Promise<void> {
    this.busy = true;
    this.refused = null;
    try {
      await act();
    } catch (error) {
      this.refused = error;
    } finally {
      this.busy = false;
    }
  }
}

function cryptographic(bytes: Uint8Array<ArrayBuffer>): void {
  crypto.getRandomValues(bytes);
}
