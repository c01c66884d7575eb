import { expect, it } from 'vitest';
import { Released } from './released';

const departed = (by: string) => ({
  found: { rows: [], summary: { by } },
  setting: { params: {}, roles: new Set<string>(), seed: 1 },
  hidden: new Set<number>(),
});

it('remembers what has left of the same data, by metric, and forgets it with other data or filters', () => {
  const workspace = { revision: 1 };
  const released = new Released(workspace);
  released.note('csat', departed('stage'));
  released.note('nps', departed('touchpoint'));
  expect(released.of('csat').map(({ found }) => found.summary.by)).toEqual(['stage']);
  workspace.revision = 2;
  expect(released.of('csat')).toEqual([]);
  released.note('csat', departed('touchpoint'));
  expect(released.of('csat').map(({ found }) => found.summary.by)).toEqual(['touchpoint']);
});
