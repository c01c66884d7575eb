import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerOn } from '../../../test/engines/answer';
import { branches, exported, split, survey } from '../../../test/engines/branches';
import { give } from '../../../test/engines/given';
import { real } from '../../../test/engines/real';
import type { Engine } from '../../engine/engine';
import { sql } from '../../engine/sql';
import { openNative } from '../../headless/native';
import type { Found } from '../../metrics/metric';
import type { BranchFile } from './branch-file';
import { mergeBranches } from './merge-branches';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const merging = { confidence: 0.95, seed: 1, weights: null };
const same = (found: number | null | undefined, expected: unknown) => {
  expect(typeof expected).toBe('number');
  expect(found).not.toBeNull();
  expect(Math.abs((found ?? NaN) - Number(expected))).toBeLessThanOrEqual(
    1e-8 * Math.max(1, Math.abs(Number(expected))),
  );
};
/** Whether the pooled interval counts each answer for itself: branches do not export who answered more than once. */
const once = (row: object) => 'interval_n' in row && 'effective_n' in row && row.interval_n === row.effective_n;
const inside = (row: { readonly low: number | null; readonly high: number | null }, pooled: object) =>
  'low' in pooled && 'high' in pooled && Number(row.low) > Number(pooled.low) && Number(row.high) < Number(pooled.high);
const columns = (rows: Found['rows'], touchpoint: string) => rows.find((row) => row.touchpoint === touchpoint)!;

describe.each([
  ['plain', {}],
  ['weighted', { weights: true }],
  ['with persons who answer twice', { twice: true }],
])('three branches, %s', (_, shape) => {
  const parts = branches.map((branch, at) => survey(branch, at + 1, { people: 150 + 20 * at, ...shape }));

  let files: BranchFile[] = [];
  let roles: ReadonlySet<string> = new Set();
  beforeAll(async () => {
    const all = await split(engine, parts.flat());
    ({ roles } = all);
    files = [];
    for (const branch of branches) {
      await all.only(branch);
      files.push(await exported(engine, branch, roles));
    }
    await all.only(null);
  });

  it('give the CSAT, NPS and index of the pooled rows to 1e-8', async () => {
    expect(files.flatMap(({ held }) => held)).toEqual([]);
    const merged = mergeBranches(files, merging);
    const csat = await answerOn(engine, 'csat', roles);
    expect(merged.csat!.rows.map(({ touchpoint }) => touchpoint)).toEqual(
      csat.rows.map(({ touchpoint }) => touchpoint),
    );
    for (const row of [...merged.csat!.rows, merged.csat!.whole]) {
      const expected = row.touchpoint === null ? csat.summary : columns(csat.rows, row.touchpoint);
      for (const name of ['n', 'satisfied', 'csat', 'mean', 'score'] as const) same(row[name], expected[name]);
      if (once(expected))
        for (const name of ['low', 'high', 'mean_low', 'mean_high'] as const) same(row[name], expected[name]);
      else expect(inside(row, expected)).toBe(true);
    }
    const nps = await answerOn(engine, 'nps', roles);
    for (const row of [...merged.nps!.rows, merged.nps!.whole]) {
      const expected = row.touchpoint === null ? nps.summary : columns(nps.rows, row.touchpoint);
      for (const name of ['n', 'promoters', 'passives', 'detractors', 'nps'] as const) same(row[name], expected[name]);
      if (once(expected)) for (const name of ['low', 'high'] as const) same(row[name], expected[name]);
      else expect(inside(row, expected)).toBe(true);
    }
    const custom = { App: 3, Bar: 1, 'Check-in': 2, Hotline: 0.5, Room: 1 };
    for (const weights of [null, custom]) {
      const index = await answerOn(
        engine,
        'satisfaction-index',
        roles,
        weights ? { weights: 'custom', custom: weights } : {},
      );
      const found = mergeBranches(files, { ...merging, weights }).index!;
      same(found.index, index.summary.index);
      for (const row of found.rows) same(row.score, columns(index.rows, row.touchpoint).score);
      // The pooled interval is a bootstrap by person, the merged one the delta method: they agree but for chance.
      const width = Number(index.summary.high) - Number(index.summary.low);
      expect(Math.abs(found.low! - Number(index.summary.low))).toBeLessThan(0.08 * width);
      expect(Math.abs(found.high! - Number(index.summary.high))).toBeLessThan(0.08 * width);
      expect(found.bounded).toBe(false);
    }
  });

  it('give the drivers of the pooled rows to 1e-8, with intervals that agree with the bootstrap of rows', async () => {
    const found = mergeBranches(files, merging).drivers!;
    const drivers = await answerOn(engine, 'drivers', roles);
    expect(found.n).toBe(drivers.summary.n);
    same(found.r2, drivers.summary.r2);
    same(found.adjusted_r2, drivers.summary.adjusted_r2);
    for (const driver of found.drivers!) {
      const expected = drivers.rows.find((row) => row.driver === driver.driver)!;
      for (const name of ['correlation', 'beta', 'lmg', 'johnson', 'share', 'vif'] as const)
        same(driver[name], expected[name]);
      // Both intervals are drawn: from seed to seed their ends move by up to a tenth of their width.
      const width = Number(expected.high) - Number(expected.low);
      expect(Math.abs(driver.low! - Number(expected.low))).toBeLessThan(0.2 * width);
      expect(Math.abs(driver.high! - Number(expected.high))).toBeLessThan(0.2 * width);
    }
  });
});

it('says the same whether one file holds all answers or three files hold a part each, intervals included', async () => {
  const parts = branches.map((branch, at) => survey(branch, at + 1, { people: 150 }));
  const { roles, only } = await split(engine, parts.flat());
  const files = [];
  for (const branch of branches) {
    await only(branch);
    files.push(await exported(engine, branch, roles));
  }
  const together = mergeBranches(files, merging);
  await only(null);
  const one = mergeBranches([await exported(engine, 'All', roles)], merging);
  for (const name of ['index', 'low', 'high', 'covered_weight'] as const) same(together.index![name], one.index![name]);
  for (const [at, driver] of together.drivers!.drivers!.entries()) same(driver.low, one.drivers!.drivers![at]!.low);
});

const airline = real('sat_airline/airline_test.csv');
describe.skipIf(!airline.there)('the airline survey, split by class of travel', () => {
  it('gives the CSAT, index and drivers of all passengers to 1e-8', async () => {
    const roles = new Set(
      ['response_id', 'touchpoint', 'item', 'kind', 'score', 'scale_min', 'scale_max'].map(
        (name) => `responses.${name}`,
      ),
    );
    await give(engine, {});
    const place = await engine.open({ name: 'airline_test.csv', blob: new Blob(), path: airline.path });
    await engine.run(
      sql`CREATE OR REPLACE TABLE raw.airline AS SELECT * FROM read_csv(${place})`,
      sql`CREATE OR REPLACE TABLE raw.answers AS
          SELECT id::VARCHAR AS response_id, item, item AS touchpoint, 'csat' AS kind, nullif(score, 0)::DOUBLE AS score, 1::DOUBLE AS scale_min, 5::DOUBLE AS scale_max, "Class" AS class
          FROM (UNPIVOT raw.airline ON "Inflight wifi service", "Food and drink", "Online boarding", "Seat comfort", "Inflight entertainment", "On-board service", "Leg room service", "Cleanliness" INTO NAME item VALUE score)
          UNION ALL SELECT id::VARCHAR, NULL, NULL, 'overall', (satisfaction = 'satisfied')::INTEGER::DOUBLE, 0, 1, "Class" FROM raw.airline`,
    );
    const only = (of: string | null) =>
      engine.run(
        sql`CREATE OR REPLACE TABLE canonical.responses AS SELECT * FROM (SELECT * FROM canonical.responses WHERE false) UNION ALL BY NAME (SELECT * EXCLUDE (class) FROM raw.answers WHERE ${of}::VARCHAR IS NULL OR class = ${of})`,
      );
    const files = [];
    for (const of of ['Business', 'Eco', 'Eco Plus']) {
      await only(of);
      files.push(await exported(engine, of, roles));
    }
    expect(files.flatMap(({ held }) => held)).toEqual([]);
    const merged = mergeBranches(files, merging);
    await only(null);
    const csat = await answerOn(engine, 'csat', roles);
    expect(csat.summary.n).toBe(merged.csat!.whole.n);
    expect(merged.csat!.whole.n).toBeGreaterThan(190_000);
    for (const row of merged.csat!.rows)
      for (const name of ['n', 'csat', 'low', 'high', 'mean', 'mean_low', 'mean_high'] as const)
        same(row[name], columns(csat.rows, row.touchpoint!)[name]);
    same(merged.index!.index, (await answerOn(engine, 'satisfaction-index', roles)).summary.index);
    const drivers = await answerOn(engine, 'drivers', roles);
    same(merged.drivers!.r2, drivers.summary.r2);
    expect(merged.drivers!.n).toBe(drivers.summary.n);
    for (const driver of merged.drivers!.drivers!)
      for (const name of ['lmg', 'share', 'beta'] as const)
        same(driver[name], drivers.rows.find((row) => row.driver === driver.driver)![name]);
    await engine.shut(place);
  }, 120_000);
});
