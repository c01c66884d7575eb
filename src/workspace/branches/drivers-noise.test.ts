import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everything, survey } from '../../../test/engines/branches';
import { give } from '../../../test/engines/given';
import type { Engine } from '../../engine/engine';
import { openNative } from '../../headless/native';
import { discreteLaplaceVariance } from '../../stats/discrete-laplace-variance';
import { seeded } from '../../stats/random';
import type { BranchFile } from './branch-file';
import { figuresOf, inScores, noisySums, type WholeSums } from './drivers-noise';
import { exportExact, exportNoisy } from './export-branch';
import { gather, type Gathered } from './gather';
import { gatherOneForm } from './gather-forms';
import { mergeBranches } from './merge-branches';
import { wholeColumns } from './noise';
import { noiseErrors } from './noise-errors';
import { readBranch, writeBranch } from './read-branch';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const random = seeded(23);
const bytes = (array: Uint8Array) => array.forEach((_, at) => (array[at] = Math.floor(random() * 256)));
const merging = { confidence: 0.95, seed: 1, weights: null };
const columns = [
  { name: 'a', min: 1, max: 5 },
  { name: 'b', min: 0, max: 10 },
  { name: 'y', min: 1, max: 7 },
];

describe('noise in XᵀX', () => {
  it('is discrete Laplace noise of its own in each figure, by what one person can change there', () => {
    const none: WholeSums = {
      forms: 0,
      sums: [0, 0, 0],
      products: [
        [0, 0, 0],
        [0, 0, 0],
        [0, 0, 0],
      ],
    };
    const draws = Array.from({ length: 1500 }, () => noisySums(none, columns, 2, bytes));
    const share = 2 / figuresOf(3);
    expect(figuresOf(3)).toBe(10);
    const near = (of: (one: WholeSums) => number, sensitivity: number) => {
      const values = draws.map(of);
      const variance = discreteLaplaceVariance(share, sensitivity);
      expect(values.every(Number.isInteger)).toBe(true);
      expect(Math.abs(values.reduce((sum, x) => sum + x, 0) / values.length)).toBeLessThan(
        4 * Math.sqrt(variance / values.length),
      );
      expect(values.reduce((sum, x) => sum + x * x, 0) / values.length / variance).toBeGreaterThan(0.85);
      expect(values.reduce((sum, x) => sum + x * x, 0) / values.length / variance).toBeLessThan(1.15);
      // P(|x| > s) of the law itself, at its scale
      const beyond = values.filter((x) => Math.abs(x) > sensitivity / share).length / values.length;
      expect(Math.abs(beyond - Math.exp(-1))).toBeLessThan(0.05);
    };
    near(({ forms }) => forms, 1);
    near(({ sums }) => sums[1]!, 10);
    near(({ products }) => products[0]![0]!, 16);
    near(({ products }) => products[0]![1]!, 40);
    near(({ products }) => products[2]![1]!, 60);
    expect(draws.every(({ products }) => products[2]![1] === products[1]![2])).toBe(true);
  });

  it('covers what one person changes: no figure moves by more than its sensitivity when somebody leaves', async () => {
    const answers = survey('North', 1, { people: 30, twice: true, weights: true });
    const sumsOf = async (of: typeof answers) => {
      const roles = await give(engine, { responses: of });
      const { drivers } = await gather({ engine, roles, cut: null });
      return { columns: wholeColumns(drivers!), sums: await gatherOneForm(engine, drivers!, wholeColumns(drivers!)) };
    };
    const all = await sumsOf(answers);
    const size = all.columns.map(({ min, max }) => max - min);
    let [moved, people] = [0, 0];
    for (const gone of new Set(answers.map(({ customer_id: id }) => id))) {
      const rest = await sumsOf(answers.filter(({ customer_id: id }) => id !== gone));
      expect(Math.abs(all.sums.forms - rest.sums.forms)).toBeLessThanOrEqual(1);
      all.sums.sums.forEach((sum, i) => expect(Math.abs(sum - rest.sums.sums[i]!)).toBeLessThanOrEqual(size[i]!));
      all.sums.products.forEach((row, i) =>
        row.forEach((sum, j) =>
          expect(Math.abs(sum - rest.sums.products[i]![j]!)).toBeLessThanOrEqual(size[i]! * size[j]!),
        ),
      );
      moved += Number(all.sums.forms !== rest.sums.forms);
      people++;
    }
    expect(moved).toBe(all.sums.forms);
    expect(people).toBe(30);
  }, 60_000);
});

describe('drivers that leave with noise', () => {
  /** Each branch has an engine of its own, with its rows in it. */
  const rooms: { readonly name: string; readonly engine: Engine; readonly of: Gathered }[] = [];
  beforeAll(async () => {
    for (const [at, name] of ['North', 'East'].entries()) {
      const own = await openNative();
      const roles = await give(own, { responses: survey(name, at + 1, { people: 1500 }) });
      rooms.push({ name, engine: own, of: await gather({ engine: own, roles, cut: null }) });
    }
  }, 60_000);
  afterAll(() => Promise.all(rooms.map((room) => room.engine.close())));

  const about = ({ name, engine: own }: (typeof rooms)[number]) => ({
    engine: own,
    branch: name,
    day: new Date(0),
    k: 5,
    filters: {},
    statistics: new Set(['drivers'] as const),
  });
  const noised = async (at: number, epsilon: number): Promise<BranchFile> =>
    readBranch(writeBranch(await exportNoisy(rooms[at]!.of, about(rooms[at]!), { epsilon, spent: 0, bytes })));
  const exactly = (at: number) => exportExact(rooms[at]!.of, about(rooms[at]!));

  it('are those of the exact sums before the noise', async () => {
    const { engine: own, of } = rooms[0]!;
    const whole = wholeColumns(of.drivers!);
    const found = inScores(await gatherOneForm(own, of.drivers!, whole), whole);
    const exact = exactly(0).drivers!;
    expect(found.w).toBe(exact.forms);
    found.sums.forEach((sum, i) => expect(sum).toBeCloseTo(exact.sums[i]!, 6));
    found.products.forEach((row, i) => row.forEach((sum, j) => expect(sum).toBeCloseTo(exact.products[i]![j]!, 6)));
    expect(mergeBranches([exactly(0)], merging).drivers!.noise).toBe('none');
  });

  it('have intervals that are wider and hold the shares without noise', async () => {
    const exact = mergeBranches([exactly(0)], merging).drivers!.drivers!;
    let [held, all, width, sharpWidth] = [0, 0, 0, 0];
    for (let at = 0; at < 8; at++) {
      const merged = mergeBranches([await noised(0, 20)], { ...merging, seed: at }).drivers!;
      expect(merged.noise).toBe('allowed-for');
      for (const driver of merged.drivers!) {
        const sharp = exact.find((one) => one.driver === driver.driver)!;
        all++;
        held += Number(driver.low! <= sharp.share && sharp.share <= driver.high!);
        width += driver.high! - driver.low!;
        sharpWidth += sharp.high! - sharp.low!;
      }
    }
    expect(held / all).toBeGreaterThan(0.85);
    expect(width / sharpWidth).toBeGreaterThan(1.1);
  }, 60_000);

  it('give no shares, in words, where the noise hides what there is', async () => {
    const merged = mergeBranches([await noised(0, 0.05), await noised(1, 0.05)], merging);
    expect(merged.drivers).toMatchObject({ noise: 'hides', drivers: null, r2: null });
    expect(merged.noisy.map(({ branch }) => branch)).toEqual(['North', 'East']);
  });

  it('pool with a branch that gives exact sums', async () => {
    const merged = mergeBranches([await noised(0, 20), exactly(1)], merging);
    expect(merged.noisy).toEqual([{ branch: 'North', epsilon: 20 }]);
    expect(merged.drivers!.noise).toBe('allowed-for');
    expect(merged.drivers!.drivers!.every(({ low, share, high }) => low! <= share && share <= high!)).toBe(true);
  });

  it('say the error that the noise does: that of the correlations, found by making the file again and again', async () => {
    const correlationsOf = ({ w, sums, products }: NonNullable<BranchFile['drivers']>) => {
      const c = (i: number, j: number) => products[i]![j]! / w - (sums[i]! / w) * (sums[j]! / w);
      return c(0, 5) / Math.sqrt(c(0, 0) * c(5, 5));
    };
    const said = noiseErrors(await noised(0, 20))!.drivers!;
    expect(said.figures).toBe(28);
    const found: number[] = [];
    for (let at = 0; at < 30; at++) found.push(correlationsOf((await noised(0, 20)).drivers!));
    const mean = found.reduce((sum, x) => sum + x, 0) / found.length;
    const spread = Math.sqrt(found.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (found.length - 1));
    expect(said.correlation! / spread).toBeGreaterThan(0.6);
    expect(said.correlation! / spread).toBeLessThan(1.6);
  }, 60_000);
});

describe('ε', () => {
  it('is shared among what does not follow from something else', async () => {
    const roles = await give(engine, { responses: survey('North', 1, { people: 200 }) });
    const of = await gather({ engine, roles, cut: null });
    const making = async (statistics: ReadonlySet<'csat' | 'nps' | 'index' | 'drivers'>) =>
      exportNoisy(
        of,
        { engine, branch: 'North', day: new Date(0), k: 5, filters: {}, statistics },
        { epsilon: 3, spent: 0, bytes },
      );
    const all = await making(everything);
    expect(all.privacy).toMatchObject({ epsilon: 1, total: 3, spent: 3 });
    expect([all.index, all.drivers?.persons]).toEqual([null, null]);
    const alone = readBranch(writeBranch(await making(new Set(['index'] as const))));
    expect(alone.privacy).toMatchObject({ epsilon: 3, total: 3 });
    expect(alone.csat).toBeNull();
    expect(alone.index!.touchpoints).toHaveLength(5);
    expect(alone.index!.pairs).toEqual([]);
    const merged = mergeBranches([alone], merging);
    expect(merged.index!.index).toBeGreaterThan(20);
    expect(merged.index!.low).toBeLessThan(merged.index!.index!);
  });

  it('buys a sum that stays possible after the noise: no count or score below 0 is shown', async () => {
    const roles = await give(engine, { responses: survey('North', 1, { people: 30 }) });
    const of = await gather({ engine, roles, cut: null });
    for (let at = 0; at < 40; at++) {
      const file = readBranch(
        writeBranch(
          await exportNoisy(
            of,
            {
              engine,
              branch: 'North',
              day: new Date(0),
              k: 2,
              filters: {},
              statistics: at % 2 ? everything : new Set(['index'] as const),
            },
            { epsilon: 0.3, spent: 0, bytes },
          ),
        ),
      );
      const { csat, nps, index } = mergeBranches([file], merging);
      for (const row of csat ? [...csat.rows, csat.whole] : []) {
        expect(Math.min(row.n, row.satisfied)).toBeGreaterThanOrEqual(0);
        expect(row.csat === null || (row.csat >= 0 && row.csat <= 1 && row.low! >= 0 && row.high! <= 1)).toBe(true);
        expect(row.mean === null || (row.mean >= 1 && row.mean <= 5)).toBe(true);
      }
      for (const row of nps ? [...nps.rows, nps.whole] : [])
        expect(Math.min(row.n, row.promoters, row.passives, row.detractors)).toBeGreaterThanOrEqual(0);
      for (const { n, score } of index?.rows ?? []) {
        expect(n).toBeGreaterThanOrEqual(0);
        expect(score === null || (score >= 0 && score <= 100)).toBe(true);
      }
    }
  });
});
