/** Pixels that every browser still scrolls. */
export const highest = 8_000_000;

/**
 * Which rows stand in the scrolled box when there are more than a browser can scroll to: a small step moves by its
 * own rows, a great one (the scroll bar dragged, a jump to an end) to the place that it stands for.
 */
export interface GridWindow {
  /** Rows that the scroll box believes in. */
  readonly virtual: number;
  /** What is added to a virtual row's number, now that the box is scrolled to here. */
  shift(scrolled: number, viewport: number): number;
  /** Where the box should stand, at rest, so that the bar is true and the same rows are in view; null: where it is. */
  settled(scrolled: number, viewport: number): number | null;
}

/** For `count` rows of `height` pixels. The first and the last quarter of the box are rows one by one. */
export function gridWindow(count: number, height: number): GridWindow {
  const virtual = Math.min(count, Math.floor(highest / height));
  const hidden = count - virtual;
  let [last, shift] = [0, 0];
  return {
    virtual,
    shift(scrolled, viewport) {
      const way = virtual * height - viewport;
      if (hidden > 0 && Math.abs(scrolled - last) > 2 * viewport)
        shift = Math.round(hidden * Math.min(1, Math.max(0, (2 * scrolled) / way - 0.5)));
      last = scrolled;
      return shift;
    },
    settled(scrolled, viewport) {
      if (hidden === 0) return null;
      const way = virtual * height - viewport;
      const y = scrolled + shift * height;
      const stands = (y + (height * hidden) / 2) / (1 + (2 * height * hidden) / way);
      shift = Math.min(hidden, Math.max(0, Math.round((y - stands) / height)));
      last = y - shift * height;
      return Math.abs(last - scrolled) < 1 ? null : last;
    },
  };
}
