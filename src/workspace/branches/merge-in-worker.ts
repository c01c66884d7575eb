import { underPolicy } from '../../engine/under-policy';
import { rebuilt } from '../compute-task';
import type { BranchFile } from './branch-file';
import type { Merged, Merging } from './merge-branches';
import script from './merge.worker.ts?worker&url';

type Reply = { readonly kind: 'merged'; readonly merged: Merged } | Parameters<typeof rebuilt>[0];

/** `mergeBranches` off the main thread: drawing the intervals of drivers takes longer than a frame. */
export async function mergeInWorker(files: readonly BranchFile[], merging: Merging): Promise<Merged> {
  const worker = underPolicy(script);
  try {
    return await new Promise<Merged>((resolve, reject) => {
      worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
        if (data.kind === 'merged') resolve(data.merged);
        else reject(rebuilt(data) as Error);
      });
      worker.addEventListener('error', (event) => {
        reject(new TypeError(event.message));
      });
      worker.postMessage({ files, merging });
    });
  } finally {
    worker.terminate();
  }
}
