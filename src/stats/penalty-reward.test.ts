import { expect, it } from 'vitest';
import { moments } from './moments';
import { penaltyReward } from './penalty-reward';
import { ratingBoxes } from './rating-boxes';

/** Every combination of three items in bottom, middle and top box, with a small disturbance orthogonal to none. */
function rows(effect: (boxes: number[]) => number): number[][] {
  const found: number[][] = [];
  for (let i = 0; i < 270; i++) {
    const boxes = [i % 3, Math.floor(i / 3) % 3, Math.floor(i / 9) % 3];
    found.push([effect(boxes) + Math.sin(i) / 100, ...boxes.flatMap((box) => [box === 0 ? 1 : 0, box === 2 ? 1 : 0])]);
  }
  return found;
}

// worked by hand: the first item only takes, the second only gives, the third does both
it('finds penalties and rewards and names the items', () => {
  const overall = ([a, b, c]: number[]): number => 5 - (a === 0 ? 2 : 0) + (b === 2 ? 1.5 : 0) + (c! - 1);
  const found = penaltyReward(moments(rows(overall))!)!;
  expect(found.items.map(({ category }) => category)).toEqual(['must-be', 'attractive', 'performance']);
  expect(found.items[0]!.penalty).toBeCloseTo(2, 1);
  expect(found.items[1]!.reward).toBeCloseTo(1.5, 1);
  expect(found.items[2]!.impactRange).toBeCloseTo(2, 1);
  expect(found.items[0]!.penaltyP).toBeLessThan(1e-6);
  expect(found.r2).toBeGreaterThan(0.99);
});

it('calls an item without effect indifferent', () => {
  const found = penaltyReward(moments(rows(([a]) => (a === 0 ? -2 : 0)))!)!;
  expect(found.items[2]!.category).toBe('indifferent');
});

it('does not exist when a dummy never varies', () => {
  expect(penaltyReward(moments(rows(() => 1).map((row) => [...row.slice(0, -1), 0]))!)).toBeNull();
});

it('widens a box until it holds thirty answers', () => {
  const counts = new Map([
    [5, 200],
    [4, 100],
    [3, 50],
    [2, 20],
    [1, 12],
  ]);
  expect(ratingBoxes(counts)).toEqual({ low: 2, high: 5 });
  expect(ratingBoxes(counts, 10)).toEqual({ low: 1, high: 5 });
});

it('has no boxes where they would meet', () => {
  expect(
    ratingBoxes(
      new Map([
        [5, 200],
        [1, 40],
      ]),
    ),
  ).toBeNull();
  expect(
    ratingBoxes(
      new Map([
        [5, 20],
        [3, 9],
        [1, 9],
      ]),
    ),
  ).toBeNull();
  expect(ratingBoxes(new Map())).toBeNull();
});
