/** Where the middle of a label may stand, in pixels. */
export interface Spot {
  readonly x: number;
  readonly y: number;
}

interface Label {
  readonly text: string;
  /** The best spot first. */
  readonly spots: readonly Spot[];
}

interface Box extends Spot {
  readonly width: number;
}

const [letter, line] = [7, 14];
const boxAt = ({ x, y }: Spot, text: string): Box => ({ x, y, width: letter * text.length });

/**
 * For each label the number of the first of its spots at which it covers neither a fixed text nor a label before it; the
 * one that covers least where there is none.
 */
export function labelPlaces(
  labels: readonly Label[],
  fixed: readonly (Spot & { readonly text: string })[],
): readonly number[] {
  const taken = fixed.map((one) => boxAt(one, one.text));
  return labels.map(({ text, spots }) => {
    const covered = spots.map((spot) => taken.reduce((sum, box) => sum + overlap(boxAt(spot, text), box), 0));
    const best = covered.indexOf(Math.min(...covered));
    const chosen = spots[best];
    if (chosen) taken.push(boxAt(chosen, text));
    return best;
  });
}

/** Square pixels that two boxes share. */
function overlap(a: Box, b: Box): number {
  const across = (a.width + b.width) / 2 - Math.abs(a.x - b.x);
  const down = line - Math.abs(a.y - b.y);
  return Math.max(0, across) * Math.max(0, down);
}
