import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { branchOf, survey, type Answer } from '../../../test/engines/branches';
import type { Engine } from '../../engine/engine';
import { openNative } from '../../headless/native';
import type { BranchFile } from './branch-file';
import { binsOf } from './bins';
import { mergeBranches } from './merge-branches';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

/** `persons` people answer at a touchpoint, each `times` times; scores go round 1 to 5 unless given. */
const at = (touchpoint: string, persons: number, { times = 1, score }: { times?: number; score?: number } = {}) =>
  Array.from({ length: persons * times }, (_, nth): Answer => ({
    response_id: `${touchpoint}${String(nth)}`,
    customer_id: `${touchpoint}-${String(nth % persons)}`,
    touchpoint,
    item: touchpoint,
    kind: 'csat',
    score: score ?? 1 + (nth % 5),
    scale_min: 1,
    scale_max: 5,
  }));
const named = ({ csat }: BranchFile) => csat!.touchpoints.map(({ touchpoint }) => touchpoint);
const why = ({ held }: BranchFile, of = 'csat') =>
  held.filter(({ statistic }) => statistic === of).map(({ group, because }) => `${String(group)}: ${because}`);

describe('the gate of a branch’s file', () => {
  it('counts persons, not answers, and holds a second touchpoint back', async () => {
    const file = await branchOf(engine, 'North', [
      ...at('Desk', 40),
      ...at('Bar', 30),
      ...at('Spa', 20),
      ...at('Safe', 3, { times: 4 }),
    ]);
    expect(named(file)).toEqual(['Bar', 'Desk']);
    expect(why(file)).toEqual(['Safe: few-persons', 'Spa: complement']);
    expect(file.persons).toBeNull();
    expect(JSON.stringify({ ...file, held: [] })).not.toMatch(/Safe|Spa/);
  });

  it('holds back what one person dominates and what all say alike, in every statistic', async () => {
    const file = await branchOf(engine, 'North', [
      ...at('Desk', 40),
      ...at('Bar', 30),
      ...at('Spa', 10).map((answer, nth) => ({
        ...answer,
        customer_id: nth === 0 ? 'Spa-0' : String(answer.customer_id),
      })),
      ...Array.from({ length: 40 }, (_, nth): Answer => ({ ...at('Spa', 1)[0]!, response_id: `again${String(nth)}` })),
      ...at('Pool', 25, { score: 5 }),
    ]);
    expect(why(file)).toEqual(expect.arrayContaining(['Spa: dominance', 'Pool: all-alike']));
    expect(named(file)).toEqual(['Bar', 'Desk']);
    expect(file.index!.touchpoints.map(({ touchpoint }) => touchpoint)).toEqual(['Bar', 'Desk']);
  });

  it('leaves nothing at all of a branch of few persons', async () => {
    const file = await branchOf(engine, 'North', survey('North', 1, { people: 4 }));
    expect(file.persons).toBeNull();
    expect([...file.csat!.touchpoints, ...file.nps!.touchpoints, ...file.index!.touchpoints]).toEqual([]);
    expect(file.drivers).toBeNull();
  });

  it('gives no sums of pairs that few persons rated both, and an interval that allows for them', async () => {
    const both = at('Bar', 3).map((answer) => ({
      ...answer,
      response_id: `x${String(answer.response_id)}`,
      touchpoint: 'Desk',
      item: 'Desk',
    }));
    const answers = [...at('Desk', 40), ...at('Bar', 40), ...both];
    const loose = await branchOf(engine, 'North', answers, 2);
    const strict = await branchOf(engine, 'North', answers, 5);
    expect(loose.index!.pairs.map(({ persons }) => persons)).toEqual([3]);
    expect(strict.index!.pairs).toEqual([]);
    // 80 persons in all, 43 and 40 at the two: the three could be told by subtraction.
    expect(strict.persons).toBeNull();
    const [known, bounded] = [loose, strict].map(
      (file) => mergeBranches([file], { confidence: 0.95, seed: 1, weights: null }).index!,
    );
    expect(bounded!.index).toBe(known!.index);
    expect(bounded!.bounded).toBe(true);
    expect(bounded!.high! - bounded!.low!).toBeGreaterThan(known!.high! - known!.low!);
    expect(bounded!.high! - bounded!.low!).toBeLessThan(1.5 * (known!.high! - known!.low!));
  });

  it('gives no drivers of fewer persons than there are figures in XᵀX', async () => {
    const file = await branchOf(engine, 'North', survey('North', 1, { people: 30 }));
    expect(why(file, 'drivers')).toEqual(['null: few-persons']);
    expect(file.drivers).toBeNull();
  });

  it('leaves out dummies whose cells hold few persons: XᵀX of dummies is a table', async () => {
    let nth = 0;
    const answers = survey('North', 2, { people: 300 }).map((answer) =>
      answer.item === 'Bar' ? { ...answer, scale_min: 0, scale_max: 1, score: nth++ % 90 === 0 ? 1 : 0 } : answer,
    );
    const file = await branchOf(engine, 'North', answers);
    expect(file.drivers!.items.map(({ name }) => name)).not.toContain('Bar');
    expect(file.drivers!.held).toEqual(['Bar']);
    expect(file.drivers!.products).toHaveLength(5);
    expect(why(file, 'drivers')).toEqual(['Bar: few-persons']);
  });

  it('takes phone numbers out of names', async () => {
    const file = await branchOf(engine, 'North', [...at('Desk 13912345678', 40), ...at('Bar', 30)]);
    expect(named(file)).toContain('Desk [phone]');
    expect(JSON.stringify(file)).not.toContain('13912345678');
  });
});

describe('bins', () => {
  const scores = (persons: readonly number[]) =>
    persons.map((n, score) => ({ score: score + 1, n, w: n, w2: n, persons: n })).filter(({ n }) => n > 0);

  it('join neighbours until each has k persons, never across the cut, and lose no sum', () => {
    const bins = binsOf(scores([2, 1, 9, 3, 20]), 4, 5);
    expect(bins.map(({ from, to, n }) => [from, to, n])).toEqual([
      [1, 3, 12],
      [4, 5, 23],
    ]);
    expect(bins.reduce((sum, bin) => sum + bin.sum, 0)).toBe(2 + 2 + 27 + 12 + 100);
    expect(bins.reduce((sum, bin) => sum + bin.squares, 0)).toBe(2 + 4 + 81 + 48 + 500);
    expect(binsOf(scores([6, 5, 7, 8, 9]), 4, 5)).toHaveLength(5);
    expect(binsOf(scores([7, 0, 2, 8, 9]), 4, 5).map(({ from, to }) => [from, to])).toEqual([
      [1, 3],
      [4, 4],
      [5, 5],
    ]);
  });
});
