/** Pixels that every browser still scrolls. */
export const highest = 8_000_000;

/** Which rows stand in the scrolled box when there are more than a browser can scroll to. */
export interface GridWindow {
  /** Rows that the scroll box believes in. */
  readonly virtual: number;
  /** What is added to a virtual row's number at a scroll position, so that the end of the box is the last row. */
  shift(scrolled: number, viewport: number): number;
}

/** For `count` rows of `height` pixels. */
export function gridWindow(count: number, height: number): GridWindow {
  const virtual = Math.min(count, Math.floor(highest / height));
  return {
    virtual,
    shift(scrolled, viewport) {
      const way = virtual * height - viewport;
      if (way <= 0 || virtual === count) return 0;
      return Math.round((count - virtual) * Math.min(1, Math.max(0, scrolled / way)));
    },
  };
}
