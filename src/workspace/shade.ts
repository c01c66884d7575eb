import type { Aim, Judged } from './verdict';

/** How far a column of figures reaches: the ends of its interval bars, and of its colours about the aim. */
export interface Reach {
  readonly from: number;
  readonly to: number;
  /** The distance from the aim that gets the strongest colour. */
  readonly strong: number;
}

/** The ends of all estimates and intervals with some room; a colour is never stronger than a tenth of the scale allows. */
export function reachOf(
  cells: readonly Judged[],
  aim: number | null,
  scale: readonly [number, number] | null,
): Reach | null {
  const known = cells.filter((cell) => cell.value !== null);
  const ends = known.flatMap(({ value, low, high }) => [value, low, high]).filter((end) => end !== null);
  if (ends.length === 0) return null;
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const room = (most - least) * 0.06 || Math.abs(most) * 0.06 || 1;
  const sure = known.filter(({ lowBase }) => !lowBase).map(({ value }) => Math.abs((value ?? 0) - (aim ?? 0)));
  const width = scale ? scale[1] - scale[0] : most - least;
  return {
    from: Math.max(scale?.[0] ?? -Infinity, least - room),
    to: Math.min(scale?.[1] ?? Infinity, most + room),
    strong: Math.max(width * 0.1, ...sure, 1e-12),
  };
}

/** Where a number stands between the column's ends, 0 to 1. */
export function placeOf(value: number, { from, to }: Reach): number {
  return to > from ? Math.min(1, Math.max(0, (value - from) / (to - from))) : 0.5;
}

/**
 * The step of the diverging scale, 0 (bad) to 6 (good). What cannot be told apart from the aim stays on the paper's
 * colour (3), however far its estimate is; null on a low base.
 */
export function shadeOf(cell: Judged, aim: Aim, reach: Reach): number | null {
  if (cell.value === null || aim.value === null || cell.lowBase) return null;
  const { value, low, high } = cell;
  if (low !== null && high !== null && low <= aim.value && aim.value <= high) return 3;
  const share = ((value - aim.value) / reach.strong) * (aim.better === 'more' ? 1 : -1);
  const step = Math.min(3, Math.ceil(Math.abs(share) * 3));
  return 3 + Math.sign(share) * step;
}
