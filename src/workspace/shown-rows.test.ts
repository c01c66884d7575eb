import { expect, it } from 'vitest';
import type { ResultRow } from '../metrics/metric';
import { filledColumns, holdsValue, inReadingOrder } from './shown-rows';

const journey = ['ad', 'shop', 'app', 'awareness', 'purchase', 'service', '认知', '购买', '售后'];

const places = (rows: readonly ResultRow[]) => inReadingOrder(rows, journey).map(({ at }) => at);

it('puts touchpoints that come by name in journey order', () => {
  expect(places([{ touchpoint: 'ad' }, { touchpoint: 'app' }, { touchpoint: 'shop' }])).toEqual([0, 2, 1]);
  expect(places([{ stage: 'awareness' }, { stage: 'purchase' }])).toEqual([0, 1]);
});

it('puts stages in journey order in the words of either language, those of one stage as they came', () => {
  expect(places([{ stage: 'service' }, { stage: 'awareness' }, { stage: 'purchase' }])).toEqual([1, 2, 0]);
  expect(places([{ stage: '认知' }, { stage: '售后' }, { stage: '购买' }, { stage: '售后' }])).toEqual([0, 2, 1, 3]);
});

it('leaves rows that have an order of their own as they came', () => {
  expect(places([{ touchpoint: 'shop' }, { touchpoint: 'app' }, { touchpoint: 'ad' }])).toEqual([0, 1, 2]);
  expect(places([{ model: 'app' }, { model: 'shop' }])).toEqual([0, 1]);
  expect(places([{ touchpoint: 'app' }, { touchpoint: 'kiosk' }, { touchpoint: 'shop' }])).toEqual([0, 1, 2]);
  expect(places([{ touchpoint: 'app' }, { touchpoint: 'app' }, { touchpoint: 'shop' }])).toEqual([0, 1, 2]);
  expect(places([])).toEqual([]);
});

it('names the columns without a value, never the groups', () => {
  expect(filledColumns(['touchpoint', 'n', 'wait'], (column) => column === 'n')).toEqual({
    filled: ['touchpoint', 'n'],
    blank: ['wait'],
  });
  expect([null, undefined, [], 0, '', false, [1]].map((value) => holdsValue(value))).toEqual([
    false,
    false,
    false,
    true,
    true,
    true,
    true,
  ]);
});
