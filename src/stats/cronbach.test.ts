import { expect, it } from 'vitest';
import { correlation } from './correlation';
import { covarianceMatrix } from './covariance-matrix';
import { cronbach } from './cronbach';

// R datasets `attitude`, Chatterjee & Price (1977): rating, complaints, privileges, learning, raises, critical, advance
const columns = [
  [
    43, 63, 71, 61, 81, 43, 58, 71, 72, 67, 64, 67, 69, 68, 77, 81, 74, 65, 65, 50, 50, 64, 53, 40, 63, 66, 78, 48, 85,
    82,
  ],
  [
    51, 64, 70, 63, 78, 55, 67, 75, 82, 61, 53, 60, 62, 83, 77, 90, 85, 60, 70, 58, 40, 61, 66, 37, 54, 77, 75, 57, 85,
    82,
  ],
  [
    30, 51, 68, 45, 56, 49, 42, 50, 72, 45, 53, 47, 57, 83, 54, 50, 64, 65, 46, 68, 33, 52, 52, 42, 42, 66, 58, 44, 71,
    39,
  ],
  [
    39, 54, 69, 47, 66, 44, 56, 55, 67, 47, 58, 39, 42, 45, 72, 72, 69, 75, 57, 54, 34, 62, 50, 58, 48, 63, 74, 45, 71,
    59,
  ],
  [
    61, 63, 76, 54, 71, 54, 66, 70, 71, 62, 58, 59, 55, 59, 79, 60, 79, 55, 75, 64, 43, 66, 63, 50, 66, 88, 80, 51, 77,
    64,
  ],
  [
    92, 73, 86, 84, 83, 49, 68, 66, 83, 80, 67, 74, 63, 77, 77, 54, 79, 80, 85, 78, 64, 80, 80, 57, 75, 76, 78, 83, 74,
    78,
  ],
  [
    45, 47, 48, 35, 47, 34, 35, 41, 31, 41, 34, 41, 25, 35, 46, 36, 63, 60, 46, 52, 33, 41, 37, 49, 33, 72, 49, 38, 55,
    39,
  ],
];
const rows = columns[0]!.map((_, i) => columns.map((column) => column[i]!));
const attitude = cronbach(covarianceMatrix(rows)!)!;

// psych 2.2.9 alpha(attitude)
it('gives the reliability of the R package psych', () => {
  expect(attitude.alpha).toBeCloseTo(0.84314277, 8);
  expect(attitude.standardised).toBeCloseTo(0.8390838, 8);
  expect(attitude.meanR).toBeCloseTo(0.42690664, 8);
});

it('says of each item how it goes with the sum of the others and what α is without it', () => {
  attitude.items.forEach(({ itemRestR, alphaIfDropped, reversed }, item) => {
    const others = rows.map((row) => row.filter((_, i) => i !== item));
    const rest = others.map((row) => row.reduce((sum, value) => sum + value, 0));
    expect(itemRestR).toBeCloseTo(correlation(columns[item]!, rest)!.r, 12);
    expect(alphaIfDropped).toBeCloseTo(cronbach(covarianceMatrix(others)!)!.alpha, 12);
    expect(reversed).toBe(false);
  });
});

it('finds the item that runs against the others', () => {
  const turned = rows.map((row) => row.map((value, item) => (item === 3 ? 100 - value : value)));
  const { items, alpha } = cronbach(covarianceMatrix(turned)!)!;
  expect(items.map((item) => item.reversed)).toEqual([false, false, false, true, false, false, false]);
  expect(alpha).toBeLessThan(attitude.alpha);
});

it('is negative when two items contradict each other', () => {
  const two = [
    [1, 4],
    [2, 3],
    [3, 3],
    [4, 2],
  ];
  expect(cronbach(covarianceMatrix(two)!)!.alpha).toBeLessThan(0);
});

it('does not exist for one item, one person or answers that never differ', () => {
  expect(cronbach([[2]])).toBeNull();
  expect(cronbach([])).toBeNull();
  expect(covarianceMatrix([[1, 2]])).toBeNull();
  expect(
    cronbach(
      covarianceMatrix([
        [3, 3],
        [3, 3],
      ])!,
    ),
  ).toBeNull();
});

it('leaves the standardised value open when an item never differs', () => {
  const { alpha, standardised, items } = cronbach(
    covarianceMatrix([
      [1, 2, 3],
      [2, 3, 3],
      [4, 4, 3],
    ])!,
  )!;
  expect(Number.isFinite(alpha)).toBe(true);
  expect(standardised).toBeNull();
  expect(items[2]!.itemRestR).toBeNull();
});

it('takes covariances with divisor n − 1', () => {
  const pairs = [
    [1, 2],
    [3, 6],
    [5, 4],
  ];
  expect(covarianceMatrix(pairs)).toEqual([
    [4, 2],
    [2, 4],
  ]);
});
