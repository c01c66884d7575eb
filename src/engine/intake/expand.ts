import { WorkbenchError } from '../errors';

const mostBytes = 8e9;
const mostRatio = 250;
const harmless = 200e6;

/** Lets expanded bytes pass until they are more than any honest file holds: eight gigabytes, or 250 times its size. */
export function guarded(
  bytes: ReadableStream<Uint8Array>,
  file: string,
  compressed: number,
  progress?: (share: number) => void,
): ReadableStream<Uint8Array> {
  let seen = 0;
  return bytes.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(piece, controller) {
        seen += piece.length;
        if (isTooMuch(seen, compressed))
          controller.error(new WorkbenchError('file-too-large', { file, bytes: seen, compressed }));
        else controller.enqueue(piece);
        progress?.(Math.min(1, seen / Math.max(1, compressed * 8)));
      },
    }),
  );
}

/** Whether so many bytes from so few are a trap. */
export function isTooMuch(expanded: number, compressed: number): boolean {
  return expanded > mostBytes || (expanded > harmless && expanded > mostRatio * compressed);
}
