import type { AnswerKind } from './mapping';

/** What is known of the values of a rating column. */
export interface Ratings {
  readonly min: number;
  readonly max: number;
  readonly rows: number;
}

/** Ends of the scale that a kind of answer is asked on, as far as the values let tell; null where they do not. */
export function scaleOf(kind: AnswerKind, { min, max, rows }: Ratings): readonly [number, number] | null {
  if (!Number.isFinite(min) || !Number.isFinite(max)) return null;
  if (kind === 'nps') return min >= 0 && max <= 10 ? [0, 10] : null;
  if (kind === 'ces') return max <= 5 ? [1, 5] : max <= 7 ? [1, 7] : null;
  if (kind.startsWith('kano')) return [1, 5];
  if (min < 0) return null;
  if (max <= 1) return [0, 1];
  const low = min >= 1 ? 1 : 0;
  if (max > 10) {
    const top = [100, 200, 250, 500, 1000].find((end) => max <= end);
    return top === undefined ? null : [0, top];
  }
  const tops = rows >= 100 ? [2, 3, 4, 5, 6, 7, 10] : [5, 7, 10];
  const top = tops.find((end) => max <= end) ?? 10;
  return [low === 0 && top === 10 ? 0 : 1, top];
}

/** Whether zeros must be "not applicable": a scale that starts at 1 and ends at 3 to 7. */
export function zeroIsMissing(kind: AnswerKind, { min, max }: Ratings): boolean {
  return kind !== 'nps' && min === 0 && max >= 3 && max <= 7;
}
