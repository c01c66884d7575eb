import { expect, it } from 'vitest';
import { placesOf, stagesOf } from './scorecard-places';
import type { ScoreColumn } from './scorecard-column';

const place = (touchpoint: string, stage: string | null, phase: string | null = null) => ({
  touchpoint,
  name: touchpoint,
  stage,
  phase,
  key: false,
  target: null,
});

it('puts stages in journey order by phase, and touchpoints without a stage last', () => {
  const stages = stagesOf([
    place('x', null),
    place('refund', 'After-sales', 'after'),
    place('ad', 'Awareness', 'front'),
    place('pay', 'Purchase', 'purchase'),
    place('app', 'Awareness', 'front'),
  ]);
  expect(stages.map(({ stage, places }) => [stage, places.length])).toEqual([
    ['Awareness', 2],
    ['Purchase', 1],
    ['After-sales', 1],
    [null, 1],
  ]);
});

it('keeps the order of the catalogue where it has no phases', () => {
  expect(stagesOf([place('b', 'Two'), place('a', 'One')]).map(({ stage }) => stage)).toEqual(['Two', 'One']);
});

it('puts the seven known stages in their order, whatever their phases say', () => {
  const stages = stagesOf([
    place('s', 'service', 'front'),
    place('x', null),
    place('p', 'purchase'),
    place('a', 'awareness'),
  ]);
  expect(stages.map(({ stage }) => stage)).toEqual(['awareness', 'purchase', 'service', null]);
});

it('lists touchpoints that are numbers by their size, and names as they come', () => {
  const column = (...names: string[]) =>
    ({ cells: new Map(names.map((name) => [name, {}])) }) as unknown as ScoreColumn;
  const listed = (...names: string[]) => placesOf([], [column(...names)]).map(({ touchpoint }) => touchpoint);
  expect(listed('1', '10', '2')).toEqual(['1', '2', '10']);
  expect(listed('web', '10', '2')).toEqual(['web', '10', '2']);
});
