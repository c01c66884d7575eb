import { expect, it } from 'vitest';
import { minimise } from './minimise';
import { withNumericGradient } from './numeric-gradient';

// Moré, Garbow & Hillstrom (1981), functions 1 and 14
it('finds the floor of the Rosenbrock valley', () => {
  const valley = withNumericGradient(([x = 0, y = 0]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2);
  const found = minimise(valley, [-1.2, 1])!;
  expect(found.converged).toBe(true);
  found.point.forEach((component) => expect(component).toBeCloseTo(1, 6));
});

it('finds the floor of the Wood function', () => {
  const wood = withNumericGradient(
    ([a = 0, b = 0, c = 0, d = 0]) =>
      100 * (b - a * a) ** 2 +
      (1 - a) ** 2 +
      90 * (d - c * c) ** 2 +
      (1 - c) ** 2 +
      10 * (b + d - 2) ** 2 +
      0.1 * (b - d) ** 2,
  );
  minimise(wood, [-3, -1, -3, -1])!.point.forEach((component) => expect(component).toBeCloseTo(1, 5));
});

it('steps back from where the function does not exist', () => {
  const bowl = withNumericGradient(([x = 0]) => (x > 0 ? x - Math.log(x) : Number.NaN));
  expect(minimise(bowl, [30])!.point[0]).toBeCloseTo(1, 6);
});

it('stops when told to, and has nothing to say of a start that does not exist', () => {
  const bowl = withNumericGradient(([x = 0, y = 0]) => (x - 3) ** 4 + (x - y) ** 2 * 10);
  expect(minimise(bowl, [50, -7], { onIteration: (iteration) => iteration < 2 })!.iterations).toBe(2);
  expect(minimise(() => ({ value: Number.NaN, gradient: new Float64Array(1) }), [0])).toBeNull();
});

it('says when it did not converge', () => {
  const valley = withNumericGradient(([x = 0, y = 0]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2);
  expect(minimise(valley, [-1.2, 1], { maxIterations: 5 })!.converged).toBe(false);
});

it('gives up a step that can gain no more than rounding', () => {
  let asked = 0;
  const found = minimise(
    ([x = 0, y = 0]) => {
      asked++;
      const rounding = 3e-13 * Math.sin(1e9 * x);
      const value = 1e3 + rounding + Math.cosh(x - 1) + Math.cosh(3 * (y - x));
      const bend = 3 * Math.sinh(3 * (y - x));
      return { value, gradient: Float64Array.of(Math.sinh(x - 1) - bend, bend) };
    },
    [0, 0],
    { tolerance: 1e-30 },
  )!;
  expect(found.point[0]).toBeCloseTo(1, 4);
  expect(asked).toBeLessThan(30);
});
