import { expect, it } from 'vitest';
import { mtcars } from '../../test/fixtures/mtcars';
import { swiss } from '../../test/fixtures/swiss';
import { moments } from './moments';
import { ols } from './ols';

// O relaimpo 2.2-7 (R²); the others O numpy 2.4.6 linalg.lstsq and scipy 1.17.1 stats.t
it('explains swiss fertility as stated', () => {
  const model = ols(moments(swiss)!, 0, [1, 2, 3, 4, 5])!;
  expect(model.r2).toBeCloseTo(0.706735, 6);
  expect(model.freedom).toBe(41);
  expect(model.adjustedR2).toBeCloseTo(0.6709709774, 9);
  expect(model.sigma).toBeCloseTo(7.165368832, 8);
  expect(model.intercept).toBeCloseTo(66.915181679, 7);
  [-0.1721139709, -0.2580082398, -0.8709400629, 0.1041153307, 1.077048141].forEach((value, i) =>
    expect(model.coefficients[i]!.value).toBeCloseTo(value, 8),
  );
  [0.07030392318, 0.2538782009, 0.1830286016, 0.03525785254, 0.3817196509].forEach((se, i) =>
    expect(model.coefficients[i]!.se).toBeCloseTo(se, 8),
  );
  [2.284129378, 3.675419576, 2.774942781, 1.93716038, 1.107542226].forEach((vif, i) =>
    expect(model.coefficients[i]!.vif).toBeCloseTo(vif, 8),
  );
  expect(model.coefficients[1]!.p).toBeCloseTo(0.315461723, 8);
});

// P README of rwa: R² and signs
it('explains mtcars as stated', () => {
  const model = ols(moments(mtcars)!, 0, [1, 2, 3, 4])!;
  expect(model.r2).toBeCloseTo(0.7791896, 7);
  expect(model.coefficients.map(({ value }) => Math.sign(value))).toEqual([-1, -1, -1, 1]);
});

it('takes a correlation matrix for moments', () => {
  const comoment = [
    [9, 4.5],
    [4.5, 9],
  ];
  const model = ols({ n: 10, mean: [0, 0], comoment }, 0, [1])!;
  expect(model.coefficients[0]!.beta).toBeCloseTo(0.5, 12);
  expect([model.r2, model.intercept]).toEqual([0.25, 0]);
});

it('does not exist for collinear or constant columns, nor without predictors', () => {
  const rows = Array.from({ length: 20 }, (_, i) => [i * i, i, 2 * i + 1, 3]);
  expect(ols(moments(rows)!, 0, [1, 2])).toBeNull();
  expect(ols(moments(rows)!, 0, [3])).toBeNull();
  expect(ols(moments(rows)!, 3, [1])).toBeNull();
  expect(ols(moments(rows)!, 0, [])).toBeNull();
});

it('has no errors where no degree of freedom is left or nothing remains unexplained', () => {
  const three = ols(
    moments([
      [1, 2, 5],
      [2, 1, 3],
      [4, 4, 1],
    ])!,
    0,
    [1, 2],
  )!;
  expect([three.freedom, three.adjustedR2, three.coefficients[0]!.se]).toEqual([0, null, null]);
});
