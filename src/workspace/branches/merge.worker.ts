import { failureOf } from '../compute-task';
import { mergeBranches, type Merging } from './merge-branches';
import type { BranchFile } from './branch-file';

addEventListener('message', ({ data }: MessageEvent<{ files: readonly BranchFile[]; merging: Merging }>) => {
  try {
    postMessage({ kind: 'merged', merged: mergeBranches(data.files, data.merging) });
  } catch (error) {
    postMessage(failureOf(error));
  }
});
