import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { branchOf, survey } from '../../../test/engines/branches';
import type { Engine } from '../../engine/engine';
import { WorkbenchError } from '../../engine/errors';
import { openNative } from '../../headless/native';
import type { BranchFile } from './branch-file';
import { readBranch, writeBranch } from './read-branch';
import { mergeBranches } from './merge-branches';
import { readAnswer, readRound } from './round-files';

let engine: Engine;
let good: BranchFile;
beforeAll(async () => {
  engine = await openNative();
  good = await branchOf(engine, 'North', survey('North', 1, { people: 200 }));
});
afterAll(() => engine.close());

const merging = { confidence: 0.95, seed: 1, weights: null };
/** Stands for a small change of a number. */
const nudge = 'nudge';
type Json = null | boolean | number | string | Json[] | { [name: string]: Json };

function changed(path: string, value: unknown, text = writeBranch(good)): string {
  const file = JSON.parse(text) as Json;
  const parts = path.split('.');
  let at = file as Record<string, Json>;
  for (const part of parts.slice(0, -1)) at = at[part] as Record<string, Json>;
  const last = parts.at(-1)!;
  at[last] =
    value === nudge && typeof at[last] === 'number'
      ? at[last] * (1 + 1e-13) + Number(Number.isInteger(at[last]))
      : (value as Json);
  return JSON.stringify(file);
}
const refusing = (text: string) => {
  try {
    readBranch(text);
  } catch (error) {
    if (error instanceof WorkbenchError && error.code === 'branch')
      return `${String(error.details.path)}: ${String(error.details.why)}`;
    throw error;
  }
  return null;
};

describe('a branch’s file', () => {
  it('comes back as it was written', () => {
    expect(readBranch(writeBranch(good))).toEqual(good);
  });

  it.each([
    ['version', 2, /^version: /],
    ['k', 1, /^k: /],
    ['branch', 7, /^branch: /],
    ['csat.scale', [5, 1], /^csat\.scale: the upper end/],
    ['csat.cut', 9, /^csat\.cut: 9 is not on the scale/],
    ['csat.touchpoints.0.persons', 2, /^csat\.touchpoints\.0\.persons: fewer than k = 5/],
    ['csat.touchpoints.0.bins.0.n', -3, /^csat\.touchpoints\.0\.bins\.0\.n: -3 is below 0/],
    ['csat.touchpoints.0.bins.0.n', 1.5, /^csat\.touchpoints\.0\.bins\.0\.n: /],
    ['csat.touchpoints.0.bins.0.w', 1e300, /^csat\.touchpoints\.0\.bins\.0\.w: /],
    ['csat.touchpoints.0.bins.0.sum', 1e6, /^csat\.touchpoints\.0\.bins\.0\.sum: outside the bin/],
    ['csat.touchpoints.0.bins.0.to', 5, /straddles the cut/],
    ['csat.touchpoints.1.touchpoint', 'App', /stands there twice/],
    ['nps.touchpoints.0.promoters.w2', 0, /^nps\.touchpoints\.0\.promoters\.w2: smaller than the weights allow/],
    ['index.touchpoints.0.vv', 0, /^index\.pairs: no answers can have such sums/],
    ['index.pairs.0.a', 'Nowhere', /^index\.pairs\.0: Nowhere and/],
    ['drivers.products.0.1', 0, /^drivers\.products\.0\.1: not symmetric/],
    ['drivers.products.0.0', 1, /^drivers\.products: no answers can have such sums/],
    ['drivers.sums', [1], /^drivers\.sums: 1 numbers, not 6/],
    ['drivers.persons', 3, /^drivers\.persons: fewer than k/],
    ['extra', 1, /^extra: /],
    ['held.0', { statistic: 'csat', group: null, because: 'no reason' }, /^held\.0\.because: /],
  ])('is refused where %s is %j, by its path', (path, value, why) => {
    expect(refusing(changed(path, value))).toMatch(why);
  });

  it.each([
    '',
    '[]',
    'null',
    '{',
    '{"kind":"touchpoint-branch"}',
    '{"__proto__":{"kind":"touchpoint-branch"}}',
    '1e999',
  ])('is no file: %s', (text) => {
    expect(refusing(text)).not.toBeNull();
  });

  it('is refused or pooled to plain numbers, whatever a hostile hand puts into it', () => {
    const paths: string[] = [];
    const visit = (value: Json, path: readonly string[]) => {
      if (path.length) paths.push(path.join('.'));
      if (value !== null && typeof value === 'object')
        for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
    };
    visit(JSON.parse(writeBranch(good)) as Json, []);
    const odd = fc.oneof(
      fc.constantFrom<unknown>(null, [], {}, '', '__proto__', 'constructor', -1, 0, 1e308, -1e308, 5e-324, 1e15, true),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer({ min: -10, max: 1000 }),
      fc.jsonValue(),
      fc.constant(nudge),
    );
    let [refused, pooled] = [0, 0];
    fc.assert(
      fc.property(
        fc.constantFrom(...paths),
        odd,
        fc.option(fc.constantFrom(...paths), { freq: 2 }),
        odd,
        (one, a, other, b) => {
          let text = changed(one, a);
          try {
            if (other !== null) text = changed(other, b, text);
          } catch (error) {
            // The first change removed the place of the second.
            if (!(error instanceof TypeError)) throw error;
          }
          if (refusing(text) !== null) {
            refused++;
            return;
          }
          pooled++;
          const merged = mergeBranches([readBranch(text)], merging);
          expect(JSON.stringify(merged)).not.toContain('__proto__');
          for (const number of numbersIn(merged)) expect(Number.isFinite(number)).toBe(true);
          for (const row of merged.csat?.rows ?? [])
            if (row.csat !== null) expect(row.csat >= 0 && row.csat <= 1).toBe(true);
        },
      ),
      { numRuns: 1000, seed: 5 },
    );
    expect(refused).toBeGreaterThan(300);
    expect(pooled).toBeGreaterThan(10);
    expect(({} as Record<string, unknown>).kind).toBeUndefined();
  }, 120_000);

  it('is refused with a clear word where files do not mean the same', async () => {
    const other = (change: (file: BranchFile) => BranchFile) => () =>
      mergeBranches([good, change({ ...structuredClone(good), branch: 'East' })], merging);
    expect(other((file) => ({ ...file, branch: 'North' }))).toThrow('two files are called “North”');
    expect(other((file) => ({ ...file, csat: { ...file.csat!, cut: 5 } }))).toThrow(
      'csat.cut: “North” has 4, “East” has 5',
    );
    expect(other((file) => ({ ...file, csat: { ...file.csat!, scale: [1, 7] } }))).toThrow(
      'csat.scale: “North” has 1–5, “East” has 1–7',
    );
    expect(other((file) => ({ ...file, nps: { ...file.nps!, survey_type: 'relational' } }))).toThrow('nps.survey_type');
    expect(
      other((file) => ({
        ...file,
        drivers: {
          ...file.drivers!,
          items: file.drivers!.items.map((item, at) => (at ? item : { ...item, name: 'Lift' })),
        },
      })),
    ).toThrow('drivers.items');
    expect(other((file) => ({ ...file, period: { from: '2024-01-01', to: null } }))().otherPeriods).toEqual(['East']);
  });
});

describe('the files of a round', () => {
  it.each([
    ['{}', 'kind'],
    ['{"kind":"touchpoint-round","version":1,"study":{"id":"a b"}}', 'study'],
  ])('are refused by path: %s', (text, path) => {
    expect(() => readRound(text)).toThrow(path);
    expect(() => readAnswer(text)).toThrow();
  });

  it('are refused where sizes, signs or symmetry cannot be', () => {
    const answer = {
      kind: 'touchpoint-answer',
      version: 1,
      study: { id: 's', response: 'overall', event: { kind: 'from', score: 4 }, items: [{ name: 'a', scale: [1, 5] }] },
      round: 1,
      coefficients: [0, 0],
      branch: 'North',
      k: 5,
      forms: 50,
      persons: 50,
      events: 20,
      log_likelihood: -3,
      gradient: [1, 2],
      hessian: [
        [4, 1],
        [1, 4],
      ],
    };
    const reading = (change: object) => () => readAnswer(JSON.stringify({ ...answer, ...change }));
    expect(reading({})).not.toThrow();
    expect(
      reading({
        hessian: [
          [4, 1],
          [2, 4],
        ],
      }),
    ).toThrow('not symmetric');
    expect(
      reading({
        hessian: [
          [1, 2],
          [2, 1],
        ],
      }),
    ).toThrow('no answers can have such sums');
    expect(reading({ gradient: [1] })).toThrow('1 numbers, not 2');
    expect(reading({ events: 60 })).toThrow('forms');
    expect(reading({ persons: 4 })).toThrow('fewer than k');
    expect(reading({ coefficients: [0, 1e9] })).toThrow('coefficients');
    expect(reading({ log_likelihood: 2 })).toThrow('log_likelihood');
  });
});

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
}
