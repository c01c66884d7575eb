import type { Engine, LocalFile } from '../engine/engine';
import type { Decisions, Imported } from '../engine/intake/imported';
import type { BuildingViews, Guessing } from '../model/built';
import type { Profiles } from '../model/profile';
import type { Filters } from '../model/filters';
import type { Computing } from '../metrics/run';
import type { OpenEngine } from './engine-room.svelte';
import type { LeftMemory } from './left-memory';

/** A file that could not become a table, and why. */
export interface Failure {
  readonly file: string;
  readonly error: unknown;
}

export interface Importing {
  /** What a person decided, by the file's name. */
  readonly decisions: Readonly<Record<string, Decisions>>;
  /** Whose wall clock times with an offset are converted to. */
  readonly zone: string;
  /** Tables that stand already: their names are taken. */
  readonly standing: readonly Imported[];
  readonly signal: AbortSignal;
  readonly progress: (file: string, share: number) => void;
}

/** Files in, tables in schema raw out; a bad file harms no other. */
export type ImportAll = (
  engine: Engine,
  files: readonly LocalFile[],
  importing: Importing,
) => Promise<{ readonly tables: readonly Imported[]; readonly failures: readonly Failure[] }>;

export interface Model {
  readonly profile: (engine: Engine, tables: readonly Imported[], signal?: AbortSignal) => Promise<Profiles>;
  readonly guess: Guessing;
  readonly build: BuildingViews;
  /** New filters over tables that stand. */
  readonly view: (engine: Engine, filters: Filters) => Promise<Filters>;
}

/** What a workspace is furnished with. The page fetches each when first needed; a test hands in its own. */
export interface Rooms {
  readonly openEngine: OpenEngine;
  readonly intake: () => Promise<ImportAll>;
  readonly model: () => Promise<Model>;
  /** Where slow metrics compute; absent: here. */
  readonly computing?: Computing | undefined;
  /** Where it is remembered what has left; absent: in the page. */
  readonly left?: LeftMemory | undefined;
}
