import type { Objective } from './minimise';

/** Adds to a function its gradient by central differences with steps of 6e-6 max(1, |x|): right to about 1e-10. */
export function withNumericGradient(value: (point: Float64Array) => number): Objective {
  return (point) => {
    const gradient = point.map((component, i) => {
      const step = 6e-6 * Math.max(1, Math.abs(component));
      const moved = Float64Array.from(point);
      moved[i] = component + step;
      const above = value(moved);
      moved[i] = component - step;
      return (above - value(moved)) / (2 * step);
    });
    return { value: value(point), gradient };
  };
}
