export interface ControlPoint {
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly distance: number | null;
}

export interface ControlChart {
  readonly centre: number;
  readonly points: readonly ControlPoint[];
}

/** How wide the limits are, in standard errors (3), and which periods they are computed from (all). */
export interface ChartOptions {
  readonly width?: number;
  readonly baseline?: readonly boolean[];
}

export interface ControlLimits {
  readonly values: readonly (number | null)[];
  readonly errors: readonly (number | null)[];
  readonly centre: number;
  readonly width?: number;
  readonly lowest?: number;
  readonly highest?: number;
}

/**
 * A chart's limits at `width` standard errors of each period, kept within the scale; a missing period stays null.
 *
 * `distance` is how many standard errors the value lies above the centre: what run rules read.
 */
export function controlLimits({
  values,
  errors,
  centre,
  width = 3,
  lowest = -Infinity,
  highest = Infinity,
}: ControlLimits): ControlChart {
  const points = values.map((value, i) => {
    const error = errors[i] ?? null;
    if (value === null || error === null) return { value, lower: null, upper: null, distance: null };
    const lower = Math.max(lowest, centre - width * error);
    const upper = Math.min(highest, centre + width * error);
    return { value, lower, upper, distance: error > 0 ? (value - centre) / error : null };
  });
  return { centre, points };
}
