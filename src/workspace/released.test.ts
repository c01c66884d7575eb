import { expect, it } from 'vitest';
import { Released } from './released';

const departed = (by: string) => ({
  found: { rows: [], summary: { by } },
  setting: { params: {}, roles: new Set<string>(), seed: 1 },
  hidden: new Set<number>(),
});

it('remembers what has left of the same data, by metric, and what left before the data or the filters changed', () => {
  const workspace = { revision: 1, files: { opened: [{ name: 'a.csv' }] } };
  const released = new Released(workspace);
  released.note('csat', departed('stage'));
  released.note('nps', departed('touchpoint'));
  expect(released.of('csat').map(({ found }) => found.summary.by)).toEqual(['stage']);
  workspace.revision = 2;
  expect(released.of('csat')).toEqual([]);
  expect(released.before('csat').map(({ found }) => found.summary.by)).toEqual(['stage']);
  released.note('csat', departed('touchpoint'));
  workspace.files = { opened: [{ name: 'b.csv' }] };
  expect([released.of('csat'), released.before('csat')]).toEqual([[], []]);
  workspace.files = { opened: [{ name: 'a.csv' }] };
  expect(released.of('csat').map(({ found }) => found.summary.by)).toEqual(['touchpoint']);
});
