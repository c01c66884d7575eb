import { branchFile, type BranchFile } from './branch-file';
import { readJson, written } from './checked-json';
import { assertPlausible } from './plausible';

/** A branch's file, checked; WorkbenchError `branch` names the path of what it refused. */
export function readBranch(text: string): BranchFile {
  const file = readJson(branchFile, text);
  assertPlausible(file);
  return file;
}

/** The same file as text. */
export function writeBranch(file: BranchFile): string {
  return written(file);
}
