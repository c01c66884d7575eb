import { expect, it } from 'vitest';
import { labelPlaces } from './label-places';

const along = (y: number) => [50, 60, 40, 110, 0].map((x) => ({ x, y }));

it('takes the best spot where nothing stands there', () => {
  expect(labelPlaces([{ text: '12', spots: along(0) }], [{ x: 50, y: 40, text: 'far below' }])).toEqual([0]);
});

it('goes past fixed texts and labels before it', () => {
  const labels = [
    { text: '12', spots: along(0) },
    { text: '34', spots: along(0) },
  ];
  expect(labelPlaces(labels, [{ x: 50, y: 5, text: 'shop' }])).toEqual([3, 4]);
});

it('covers as little as can be where there is no room', () => {
  const spots = [
    { x: 50, y: 0 },
    { x: 75, y: 0 },
  ];
  expect(labelPlaces([{ text: '12345', spots }], [{ x: 40, y: 0, text: 'everything' }])).toEqual([1]);
  expect(labelPlaces([], [])).toEqual([]);
});
