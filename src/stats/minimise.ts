/** No gain is told from rounding below this share of the value. */
const rounding = 4e-16;

/** A function to minimise at a point: its value, and its gradient of the point's length. */
export type Objective = (point: Float64Array) => { readonly value: number; readonly gradient: Float64Array };

export interface MinimiseOptions {
  /** Stops when no component of the gradient exceeds this times max(1, |value|); 1e-8 unless given. */
  readonly tolerance?: number;
  readonly maxIterations?: number;
  /** Called after each iteration with its number and the value; stops the search when it returns false. */
  readonly onIteration?: (iteration: number, value: number) => boolean;
}

export interface Minimum {
  readonly point: Float64Array;
  readonly value: number;
  /** Greatest absolute component of the gradient. */
  readonly slope: number;
  readonly iterations: number;
  /** True when the gradient vanished within the tolerance. */
  readonly converged: boolean;
}

/**
 * Local minimum of a smooth function by L-BFGS with ten pairs and a bisection search for the weak Wolfe conditions.
 *
 * Stops too when a step gains no more than rounding. A value that is not finite counts as a step too far. Null when it is not finite at `start`. Source: Liu & Nocedal
 * (1989), doi 10.1007/BF01589116; line search: Lewis & Overton (2013), doi 10.1007/s10107-012-0514-2.
 */
export function minimise(
  objective: Objective,
  start: ArrayLike<number>,
  options: MinimiseOptions = {},
): Minimum | null {
  const { tolerance = 1e-8, maxIterations = 500, onIteration = () => true } = options;
  const pairs: Pair[] = [];
  let point: Float64Array = Float64Array.from(start);
  let { value, gradient } = objective(point);
  if (!Number.isFinite(value) || !gradient.every(Number.isFinite)) return null;
  const flat = (): boolean => largest(gradient) <= tolerance * Math.max(1, Math.abs(value));
  let iterations = 0;
  while (!flat() && iterations < maxIterations) {
    const step = search(objective, point, value, gradient, direction(gradient, pairs));
    if (!step) {
      if (pairs.length === 0) break;
      pairs.length = 0;
      continue;
    }
    remember(pairs, minus(step.point, point), minus(step.gradient, gradient));
    const gained = value - step.value;
    ({ point, value, gradient } = step);
    iterations++;
    if (!onIteration(iterations, value)) break;
    if (gained <= rounding * Math.abs(value)) break;
  }
  return { point, value, slope: largest(gradient), iterations, converged: flat() };
}

interface Pair {
  readonly moved: Float64Array;
  readonly turned: Float64Array;
  readonly scale: number;
}

function direction(gradient: Float64Array, pairs: readonly Pair[]): Float64Array {
  const way = gradient.map((component) => -component);
  const shares = pairs.map(() => 0);
  for (const [i, { moved, turned, scale }] of [...pairs.entries()].reverse()) {
    shares[i] = dot(moved, way) / scale;
    addTo(way, turned, -(shares[i] ?? 0));
  }
  const last = pairs.at(-1);
  const stretch = last
    ? last.scale / dot(last.turned, last.turned)
    : 1 / Math.max(1, Math.sqrt(dot(gradient, gradient)));
  for (let j = 0; j < way.length; j++) way[j] = (way[j] ?? 0) * stretch;
  for (const [i, { moved, turned, scale }] of pairs.entries())
    addTo(way, moved, (shares[i] ?? 0) - dot(turned, way) / scale);
  return way;
}

function search(objective: Objective, from: Float64Array, value: number, gradient: Float64Array, way: Float64Array) {
  const slope = dot(gradient, way);
  if (!(slope < 0)) return null;
  let near = 0;
  let far = Infinity;
  let length = 1;
  let best: { point: Float64Array; value: number; gradient: Float64Array } | null = null;
  for (let trial = 0; trial < 40; trial++) {
    const point = Float64Array.from(from);
    addTo(point, way, length);
    const there = objective(point);
    if (!(there.value <= value + 1e-4 * length * slope) || !there.gradient.every(Number.isFinite)) far = length;
    else {
      best = { point, ...there };
      if (dot(there.gradient, way) >= 0.9 * slope) return best;
      near = length;
    }
    length = far < Infinity ? (near + far) / 2 : 2 * near;
    if (length * -slope <= rounding * Math.abs(value)) break;
  }
  return best;
}

function remember(pairs: Pair[], moved: Float64Array, turned: Float64Array): void {
  const scale = dot(moved, turned);
  if (!(scale > 1e-300)) return;
  pairs.push({ moved, turned, scale });
  if (pairs.length > 10) pairs.shift();
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function addTo(target: Float64Array, other: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] = (target[i] ?? 0) + factor * (other[i] ?? 0);
}

function minus(a: Float64Array, b: Float64Array): Float64Array {
  return a.map((component, i) => component - (b[i] ?? 0));
}

function largest(gradient: Float64Array): number {
  return gradient.reduce((most, component) => Math.max(most, Math.abs(component)), 0);
}
