/** Segments of customers by their RFM scores of 1 to 5, in the order in which they are tried. */
export type RfmSegment =
  | 'champions'
  | 'potential-loyalist'
  | 'loyal'
  | 'promising'
  | 'new'
  | 'cannot-lose'
  | 'at-risk'
  | 'need-attention'
  | 'about-to-sleep'
  | 'lost'
  | 'others';

/**
 * The first segment whose intervals hold all three scores (1 to 5); `others` when none does.
 *
 * Source: the intervals of man/rfm_segment.Rd in the R package rfm (MIT).
 */
export function rfmSegment({ r, f, m }: { readonly r: number; readonly f: number; readonly m: number }): RfmSegment {
  const found = segments.find(
    ([, [r0, r1], [f0, f1], [m0, m1]]) => r >= r0 && r <= r1 && f >= f0 && f <= f1 && m >= m0 && m <= m1,
  );
  return found?.[0] ?? 'others';
}

type Span = readonly [number, number];

const segments: readonly (readonly [RfmSegment, Span, Span, Span])[] = [
  ['champions', [5, 5], [5, 5], [5, 5]],
  ['potential-loyalist', [3, 5], [3, 5], [2, 5]],
  ['loyal', [2, 4], [2, 4], [2, 4]],
  ['promising', [3, 4], [1, 3], [3, 5]],
  ['new', [4, 5], [1, 3], [1, 5]],
  ['cannot-lose', [1, 2], [3, 4], [4, 5]],
  ['at-risk', [1, 2], [2, 5], [4, 5]],
  ['need-attention', [1, 3], [3, 5], [3, 5]],
  ['about-to-sleep', [2, 3], [1, 3], [1, 4]],
  ['lost', [1, 1], [1, 5], [1, 5]],
];
