import { seeded } from '../../stats/random';
import { agree } from './agree';
import type { BranchFile, HeldBack } from './branch-file';
import { mergeDrivers, type DriversMerged } from './merge-drivers';
import { mergeIndex, type IndexMerged } from './merge-index';
import { mergeCsat, mergeNps, type ByTouchpoint, type CsatMerged, type NpsMerged } from './merge-scores';

export interface Merging {
  readonly confidence: number;
  readonly seed: number;
  /** Touchpoint → weight of the index; null: equal. */
  readonly weights: Readonly<Record<string, number>> | null;
}

/** What the branches' files come to together. */
export interface Merged {
  readonly csat: ByTouchpoint<CsatMerged> | null;
  readonly nps: ByTouchpoint<NpsMerged> | null;
  readonly index: IndexMerged | null;
  readonly drivers: DriversMerged | null;
  readonly held: readonly (HeldBack & { readonly branch: string })[];
  /** Branches whose counts carry noise, with ε of each statistic. */
  readonly noisy: readonly { readonly branch: string; readonly epsilon: number }[];
  /** Whether touchpoints weigh what the head office said, and not the same. */
  readonly weighted: boolean;
  /** Branches of other periods than the first. */
  readonly otherPeriods: readonly string[];
}

/** Pools files of branches that mean the same; WorkbenchError `branch` names what differs. */
export function mergeBranches(files: readonly BranchFile[], { confidence, seed, weights }: Merging): Merged {
  agree(files);
  const periodOf = ({ period }: BranchFile) => `${period.from ?? ''}/${period.to ?? ''}`;
  const [first] = files;
  return {
    csat: mergeCsat(files, confidence),
    nps: mergeNps(files, confidence),
    index: mergeIndex(files, confidence, weights),
    drivers: mergeDrivers(files, confidence, seeded(seed)),
    held: files.flatMap(({ branch, held }) => held.map((one) => ({ ...one, branch }))),
    noisy: files.flatMap(({ branch, privacy }) => (privacy ? [{ branch, epsilon: privacy.epsilon }] : [])),
    weighted: weights !== null,
    otherPeriods: files.flatMap((file) => (first && periodOf(file) !== periodOf(first) ? [file.branch] : [])),
  };
}
