import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { split, survey } from '../../../test/engines/branches';
import type { Engine } from '../../engine/engine';
import { openNative } from '../../headless/native';
import { seeded } from '../../stats/random';
import type { BranchFile } from './branch-file';
import { readBranch, writeBranch } from './read-branch';
import { exportNoisy } from './export-branch';
import { gather, gatherOneEach, type Gathered } from './gather';
import { mergeBranches } from './merge-branches';

let engine: Engine;
let gathered: Gathered;
const answers = survey('North', 1, { people: 300, twice: true });
beforeAll(async () => {
  engine = await openNative();
  const { roles } = await split(engine, answers);
  gathered = await gather({ engine, roles, cut: null });
});
afterAll(() => engine.close());

const random = seeded(11);
const bytes = (array: Uint8Array) => array.forEach((_, at) => (array[at] = Math.floor(random() * 256)));
async function noised(epsilon: number, spent = 0, k = 5): Promise<BranchFile> {
  const about = {
    engine,
    branch: 'North',
    day: new Date(0),
    k,
    filters: {},
    statistics: new Set(['csat', 'nps', 'index', 'drivers'] as const),
  };
  return readBranch(writeBranch(await exportNoisy(gathered, about, { epsilon, spent, bytes })));
}
const merging = { confidence: 0.95, seed: 1, weights: null };

describe('a file with noise', () => {
  it('counts one answer of each person before the noise', async () => {
    const persons = new Set(
      answers.filter(({ kind, score }) => kind === 'csat' && score !== null).map(({ customer_id: id }) => id),
    ).size;
    const counted = await gatherOneEach(engine, gathered.csat!);
    expect([...counted.values()].flatMap((scores) => [...scores.values()]).reduce((sum, n) => sum + n, 0)).toBe(
      persons,
    );
    expect(persons).toBeLessThan(gathered.csat!.groups.reduce((sum, { persons: n }) => sum + n, 0) / 3);
    // Hardly any noise: the file is the clipped counts.
    const file = await noised(1000);
    const all = file.csat!.touchpoints.flatMap(({ bins }) => bins).reduce((sum, { n }) => sum + n, 0);
    expect(all).toBe(persons);
  });

  it('splits ε among the statistics, adds up what was spent, and holds neither sums of pairs nor persons', async () => {
    const file = await noised(1.5, 2.5);
    expect(file.privacy).toEqual({
      mechanism: 'discrete-laplace',
      epsilon: 0.5,
      sensitivity: 1,
      total: 1.5,
      spent: 4,
    });
    expect([file.index, file.drivers?.persons ?? null, file.persons]).toEqual([null, null, null]);
    // Cells that nobody chose carry noise as well.
    expect(file.csat!.touchpoints.every(({ bins }) => bins.length === 5)).toBe(true);
  });

  it('is different each time it is made, around the same counts', async () => {
    const exact = (await noised(1000)).csat!.touchpoints[0]!.bins[3]!.n;
    const draws: number[] = [];
    for (let at = 0; at < 60; at++) draws.push((await noised(3)).csat!.touchpoints[0]!.bins[3]!.n - exact);
    expect(new Set(draws).size).toBeGreaterThan(3);
    expect(Math.abs(draws.reduce((sum, x) => sum + x, 0) / draws.length)).toBeLessThan(0.7);
  });

  it('holds groups back by their noisy count, not by their true one', async () => {
    const file = await noised(1, 0, 1000);
    expect(file.csat!.touchpoints).toEqual([]);
    expect(file.held.length).toBeGreaterThan(0);
  });

  it('widens the merged intervals by the variance of the noise, so that they cover the counts without it', async () => {
    const clean = mergeBranches([await noised(1000)], merging);
    const truth = {
      csat: clean.csat!.whole.csat!,
      mean: clean.csat!.whole.mean!,
      nps: clean.nps!.whole.nps!,
      index: clean.index!.index!,
    };
    const errors: { name: string; error: number; widening: number }[] = [];
    for (let at = 0; at < 150; at++) {
      const merged = mergeBranches([await noised(1.5)], merging);
      const { csat, nps, index } = { csat: merged.csat!.whole, nps: merged.nps!.whole, index: merged.index! };
      const widening = (low: number, high: number, sharp: readonly [number, number]) =>
        Math.sqrt(Math.max(0, ((high - low) / 2) ** 2 - ((sharp[1] - sharp[0]) / 2) ** 2)) / 1.96;
      errors.push(
        {
          name: 'csat',
          error: csat.csat! - truth.csat,
          widening: widening(csat.low!, csat.high!, [clean.csat!.whole.low!, clean.csat!.whole.high!]),
        },
        {
          name: 'mean',
          error: csat.mean! - truth.mean,
          widening: widening(csat.mean_low!, csat.mean_high!, [
            clean.csat!.whole.mean_low!,
            clean.csat!.whole.mean_high!,
          ]),
        },
        {
          name: 'nps',
          error: nps.nps! - truth.nps,
          widening: widening(nps.low!, nps.high!, [clean.nps!.whole.low!, clean.nps!.whole.high!]),
        },
        {
          name: 'index',
          error: index.index! - truth.index,
          widening: widening(index.low!, index.high!, [clean.index!.low!, clean.index!.high!]),
        },
      );
    }
    for (const name of ['csat', 'mean', 'nps', 'index']) {
      const own = errors.filter((one) => one.name === name);
      const spread = Math.sqrt(own.reduce((sum, { error }) => sum + error ** 2, 0) / own.length);
      const said = Math.sqrt(own.reduce((sum, { widening }) => sum + widening ** 2, 0) / own.length);
      // The width that the noise adds is what the noise does.
      expect(said / spread, name).toBeGreaterThan(0.75);
      expect(said / spread, name).toBeLessThan(1.35);
    }
    expect(mergeBranches([await noised(0.75)], merging).noisy).toEqual([{ branch: 'North', epsilon: 0.25 }]);
  });
});
