import { usualCut } from '../../metrics/scale';
import type { Workspace } from '../workspace.svelte';
import type { BranchFile } from './branch-file';
import { readBranch } from './read-branch';
import type { Merged, Merging } from './merge-branches';
import { firstRound, standingOf, type Standing } from './next-round';
import { readAnswer, type AnswerFile, type RoundFile, type Study } from './round-files';

/** A file that somebody handed in. */
export interface HandedIn {
  readonly name: string;
  readonly text: string;
}

export type Outcome = 'satisfied' | 'detractor' | 'churned';

/** How this workspace pools: its seed, and its weights of touchpoints where it has some. */
export function mergingOf({ seed, weights }: Pick<Workspace, 'seed' | 'weights'>): Merging {
  return { confidence: 0.95, seed, weights: Object.keys(weights).length ? { ...weights } : null };
}

/** The outcome of a study. */
export function outcomeOf({ response }: Study): Outcome {
  return response === 'overall' ? 'satisfied' : response === 'nps' ? 'detractor' : 'churned';
}

type Merge = (files: readonly BranchFile[], merging: Merging) => Promise<Merged>;

/** The head office's side: branches' files, what they come to together, and the rounds of a logistic regression. */
export class HeadOffice {
  files = $state.raw<readonly BranchFile[]>([]);
  /** Files that could not be read, with the reason. */
  refused = $state.raw<readonly { readonly name: string; readonly error: unknown }[]>([]);
  merged = $state.raw<Merged | null>(null);
  /** Why the files cannot be pooled. */
  error = $state.raw<unknown>(null);
  busy = $state(false);
  /** The first round, until answers carry the study. */
  begun = $state.raw<RoundFile | null>(null);
  answers = $state.raw<readonly AnswerFile[]>([]);
  /** Where the rounds stand; null before the first answer. */
  standing = $state.raw<Standing | null>(null);
  roundError = $state.raw<unknown>(null);
  readonly #merge: Merge;
  #turn = 0;

  constructor(merge: Merge) {
    this.#merge = merge;
  }

  /** Takes branches' files; a newer one of the same text counts once. */
  async take(handedIn: readonly HandedIn[], merging: Merging): Promise<void> {
    const { read, refused } = readAll(handedIn, readBranch);
    const known = new Set(this.files.map((file) => JSON.stringify(file)));
    this.files = [...this.files, ...read.filter((file) => !known.has(JSON.stringify(file)))];
    this.refused = refused;
    await this.#pool(merging);
  }

  async remove(file: BranchFile, merging: Merging): Promise<void> {
    this.files = this.files.filter((one) => one !== file);
    this.refused = [];
    await this.#pool(merging);
  }

  /** The outcomes that a study of the merged items can have. */
  get outcomes(): readonly Outcome[] {
    if (!this.merged?.drivers) return [];
    return this.merged.drivers.overall === 'overall' ? ['satisfied', 'churned'] : ['detractor', 'churned'];
  }

  /** Begins a study of an outcome on the items that all branches have. */
  begin(outcome: Outcome, id: string): void {
    const first = this.files.find(({ drivers }) => drivers)?.drivers;
    const without = this.merged?.drivers?.without ?? [];
    if (!first) return;
    const [min, max] = first.overall_scale;
    const items = first.items.filter(({ name }) => !without.includes(name));
    const study: Study = {
      id,
      items,
      ...(outcome === 'satisfied'
        ? { response: 'overall', event: { kind: 'from', score: usualCut({ min, max }) } }
        : outcome === 'detractor'
          ? { response: 'nps', event: { kind: 'up-to', score: 6 } }
          : { response: 'churned', event: { kind: 'flag' } }),
    };
    this.begun = firstRound(study);
    this.answers = [];
    this.standing = null;
    this.roundError = null;
  }

  /** Takes branches' answers, of this round or of all rounds so far. */
  takeAnswers(handedIn: readonly HandedIn[]): void {
    const { read, refused } = readAll(handedIn, readAnswer);
    const known = new Set(this.answers.map((answer) => JSON.stringify(answer)));
    this.refused = refused;
    this.answers = [...this.answers, ...read.filter((answer) => !known.has(JSON.stringify(answer)))];
    this.#stand();
  }

  removeAnswer(answer: AnswerFile): void {
    this.answers = this.answers.filter((one) => one !== answer);
    this.#stand();
  }

  #stand(): void {
    this.roundError = null;
    try {
      this.standing = this.answers.length ? standingOf(this.answers) : null;
    } catch (error) {
      this.standing = null;
      this.roundError = error;
    }
  }

  async #pool(merging: Merging): Promise<void> {
    const turn = ++this.#turn;
    this.busy = true;
    try {
      const found = this.files.length ? await this.#merge(this.files, merging) : null;
      if (turn !== this.#turn) return;
      this.merged = found;
      this.error = null;
    } catch (error) {
      if (turn !== this.#turn) return;
      this.merged = null;
      this.error = error;
    } finally {
      if (turn === this.#turn) this.busy = false;
    }
  }
}

function readAll<T>(handedIn: readonly HandedIn[], reading: (text: string) => T) {
  const read: T[] = [];
  const refused: { readonly name: string; readonly error: unknown }[] = [];
  for (const { name, text } of handedIn) {
    try {
      read.push(reading(text));
    } catch (error) {
      refused.push({ name, error });
    }
  }
  return { read, refused };
}
