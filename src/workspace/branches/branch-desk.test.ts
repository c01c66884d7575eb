import { afterAll, beforeAll, expect, it } from 'vitest';
import { nativeWorkspace } from '../../../test/engines/native-workspace';
import { survey } from '../../../test/engines/branches';
import { readIntent } from '../intent';
import { Keeping } from '../keeping.svelte';
import type { BrowserMemory } from '../memory-of-browser';
import { BranchDesk } from './branch-desk.svelte';
import { readBranch } from './read-branch';
import { branchRefusalOf } from './refusal-words';
import { readRound } from './round-files';
import { HeadOffice, mergingOf } from './head-office.svelte';
import { mergeBranches } from './merge-branches';

const columns = ['response_id', 'customer_id', 'touchpoint', 'item', 'kind', 'score'] as const;
const csv = [
  columns.join(','),
  ...survey('North', 1, { people: 150 }).map((row) => columns.map((name) => row[name] ?? '').join(',')),
].join('\n');

const workspace = nativeWorkspace();
const keeping = new Keeping(workspace, {} as unknown as BrowserMemory, undefined);
const desk = new BranchDesk(workspace);
let handed = '';
beforeAll(async () => {
  await workspace.open([{ name: 'survey.csv', blob: new File([csv], 'survey.csv') }]);
  desk.branch = ' North ';
  await desk.look();
});
afterAll(() => workspace.engine.close());

it('makes the file of what was chosen, and forgets it when the choice changes', async () => {
  expect(desk.offered).toEqual(['csat', 'nps', 'index', 'drivers']);
  desk.choose('drivers', false);
  await desk.make(new Date('2025-03-01T00:00:00Z'));
  expect(desk.refused).toBeNull();
  handed = desk.made!.text;
  const file = readBranch(handed);
  expect(file).toMatchObject({ branch: 'North', made: '2025-03-01', k: 5, drivers: null, privacy: null });
  expect(file.csat!.touchpoints).toHaveLength(5);
  expect(workspace.epsilonSpent).toBe(0);
  desk.choose('nps', false);
  expect(desk.made).toBeNull();
});

it('keeps ε with the workspace: each file with noise adds to it, and a saved workspace knows it', async () => {
  desk.noisy = true;
  desk.epsilon = 0.5;
  desk.choose('drivers', true);
  desk.choose('nps', true);
  expect(desk.offered).toEqual(['csat', 'nps', 'index', 'drivers']);
  // The index follows from the noisy satisfaction.
  expect(desk.spending).toEqual(['csat', 'nps', 'drivers']);
  for (const spent of [0.5, 1, 1.5]) {
    await desk.make(new Date(0));
    expect(desk.made!.file.privacy!.spent).toBeCloseTo(spent, 4);
    expect(desk.errors!.count).toBeGreaterThan(10);
  }
  const intent = readIntent(keeping.written());
  expect(intent.epsilonSpent).toBeCloseTo(1.5, 4);
  await keeping.restore({ ...intent, files: [] });
  expect(workspace.epsilonSpent).toBeCloseTo(1.5, 4);
  await workspace.clear();
  expect(workspace.epsilonSpent).toBe(0);
});

it('answers no round while noise is switched on, and says why', async () => {
  desk.asked = readRound(
    JSON.stringify({
      kind: 'touchpoint-round',
      version: 1,
      study: {
        id: 's',
        response: 'overall',
        event: { kind: 'from', score: 4 },
        items: [{ name: 'App', scale: [1, 5] }],
      },
      round: 1,
      coefficients: [0, 0],
    }),
  );
  desk.noisy = true;
  await desk.answerAsked();
  expect(desk.answer).toBeNull();
  expect(desk.refused).toMatchObject({ details: { reason: 'no-noise' } });
  expect(branchRefusalOf(desk.refused)!.text.zh).toContain('逐轮汇总数不能加噪声');
  desk.noisy = false;
  await desk.answerAsked();
  expect(desk.refused).not.toMatchObject({ details: { reason: 'no-noise' } });
});

it('is read by a head office, which counts the same file once and takes the workspace’s weights', async () => {
  const office = new HeadOffice((files, merging) => Promise.resolve(mergeBranches(files, merging)));
  const weights = mergingOf({ seed: 1, weights: { App: 3, Bar: 1 } });
  const handedIn = { name: 'North.json', text: handed };
  await office.take([handedIn, { name: 'broken.json', text: '{' }], weights);
  expect(office.refused.map(({ name }) => name)).toEqual(['broken.json']);
  await office.take([handedIn], weights);
  expect(office.refused).toEqual([]);
  expect(office.files).toHaveLength(1);
  expect(office.merged!.weighted).toBe(true);
  expect(office.merged!.index!.rows.map(({ weight }) => weight)).toEqual([0.75, 0.25, 0, 0, 0]);
  await office.take([{ name: 'copy.json', text: handed.replace('"k": 5', '"k": 4') }], weights);
  expect(office.error).toMatchObject({ details: { reason: 'same-name', branch: 'North' } });
  expect(office.merged).toBeNull();
  await office.remove(office.files[1]!, weights);
  expect(office.error).toBeNull();
  expect(office.merged!.csat!.rows).toHaveLength(5);
  // Without drivers there is nothing to regress on.
  expect(office.outcomes).toEqual([]);
});
