import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../src/headless/evaluate';

const data = '../shared/data';

/** What the terminal answers to a question about a file of the shared data. */
async function ask(path: string, ...more: readonly string[]) {
  let [out, error] = ['', ''];
  const terminal = { out: (text: string) => (out += text), error: (text: string) => (error += text), folders: ['.'] };
  const status = await evaluate(['--data', `${data}/${path}`, ...more], terminal);
  expect(error).toBe('');
  expect(status).toBe(0);
  return JSON.parse(out) as { rows: Record<string, any>[]; summary: Record<string, any> };
}
const by = (rows: readonly Record<string, any>[], columns: readonly string[]) =>
  rows.map((row) => columns.map((name) => (typeof row[name] === 'number' ? Number(row[name].toFixed(6)) : row[name])));

/** Figures that the data's own index states, each with its SQL. */
describe.skipIf(!existsSync(data))('figures stated for the real files in ../shared/data', () => {
  it('jrn_patients: two rows an activity are 5,442 events of 500 patients at 7 activities', async () => {
    const path = 'jrn_patients/patients.csv';
    expect((await ask(path, '--metric', 'transitions')).summary).toMatchObject({ cases: 500, events: 5442 });
    const counted = 'SELECT count(*) AS n, count(DISTINCT touchpoint) AS activities FROM interactions';
    expect((await ask(path, '--sql', counted)).rows).toEqual([{ n: 5442, activities: 7 }]);
  });

  it('churn_ibm_telco: risk looks back without the column that says who left', { timeout: 120_000 }, async () => {
    const { summary, rows } = await ask(
      'churn_ibm_telco/Telco-Customer-Churn.csv',
      '--metric',
      'risk',
      '--param',
      'folds=3',
    );
    expect(summary).toMatchObject({ n: 7043, events: 1869, retrospective: true, giving_away: [] });
    expect(summary.logistic.auc).toBeGreaterThan(0.83);
    expect(summary.logistic.auc).toBeLessThan(0.87);
    expect(rows.filter(({ reason_1: reason }) => /churn/i.test(String(reason)))).toEqual([]);
  });

  it('jrn_teleclaims: 46,138 events of 3,512 claims out of the gzip file', async () => {
    const { summary } = await ask('jrn_teleclaims/teleclaims.csv.gz', '--metric', 'transitions');
    expect(summary).toMatchObject({ cases: 3512, events: 46138 });
  });

  it('jrn_retentioneering_ecom: events, users and sessions, and users at each step', async () => {
    const path = 'jrn_retentioneering_ecom/ecom.csv.gz';
    const { rows } = await ask(
      path,
      '--sql',
      'SELECT count(*) AS n, count(DISTINCT customer_id) AS users, count(DISTINCT session_id) AS sessions FROM interactions',
    );
    expect(rows).toEqual([{ n: 31106, users: 600, sessions: 3605 }]);
    for (const [step, users] of [
      ['catalog', 600],
      ['cart', 489],
      ['purchase', 328],
    ] as const)
      expect((await ask(path, '--metric', 'funnel', '--param', `steps=${step}`)).summary.entered).toBe(users);
  });

  it('conv_online_shoppers: conversion by type of traffic', async () => {
    const { rows } = await ask(
      'conv_online_shoppers/online_shoppers_intention.csv',
      ...['--metric', 'conversion', '--map', 'interactions.touchpoint=TrafficType', '--param', 'unit=event'],
    );
    const first = rows.filter(({ touchpoint }) => ['1', '2', '3', '4'].includes(touchpoint as string));
    expect(by(first, ['touchpoint', 'entered', 'rate'])).toEqual([
      ['1', 2451, 0.106895],
      ['2', 3913, 0.216458],
      ['3', 2052, 0.087719],
      ['4', 1069, 0.15435],
    ]);
  });

  // Counted in Python over the file's own order of columns (zeros, which mean "not applicable", left out).
  it('sat_airline: 20 forms give one answer throughout, in the order of the questionnaire', async () => {
    const { summary } = await ask('sat_airline/airline_test.csv', '--metric', 'authenticity');
    expect(summary).toMatchObject({ n: 25976, straight_line: 20, flagged: 20 });
  });

  it('svc_pwc_callcenter: calls and mean rating of each agent', async () => {
    const { rows } = await ask(
      'svc_pwc_callcenter/Call-Center-Dataset.csv',
      ...['--metric', 'csat', '--map', 'responses.touchpoint=Agent'],
    );
    const calls = rows.map((row) => ({ ...row, calls: row.n + row.missing }));
    expect(by(calls, ['touchpoint', 'calls', 'mean'])).toEqual([
      ['Becky', 631, 3.371373],
      ['Dan', 633, 3.447419],
      ['Diane', 633, 3.40519],
      ['Greg', 624, 3.404382],
      ['Jim', 666, 3.393657],
      ['Joe', 593, 3.330579],
      ['Martha', 638, 3.470817],
      ['Stewart', 582, 3.400419],
    ]);
  });

  it('sat_skytrax_seat: means of the attributes, and the overall rating read as NPS', async () => {
    const path = 'sat_skytrax_seat/seat.csv';
    const { rows } = await ask(path, '--metric', 'csat');
    const mean = (name: string) => rows.find(({ touchpoint }) => touchpoint === name)?.mean as number;
    expect(mean('seat_legroom_rating')).toBeCloseTo(2.753577, 6);
    expect(mean('seat_recline_rating')).toBeCloseTo(2.627186, 6);
    expect(mean('seat_width_rating')).toBeCloseTo(2.717011, 6);
    expect(rows.find(({ touchpoint }) => touchpoint === 'seat_storage_rating')?.n).toBe(113);
    const { summary } = await ask(path, '--metric', 'nps', '--map', 'responses.nps=overall_rating');
    expect(summary).toMatchObject({ n: 1257, missing: 1 });
    expect(summary.nps).toBeCloseTo(-56.8019, 4);
  });

  it('sat_alexa_tsv: stars behind a byte order mark and tabs, by variation', async () => {
    const path = 'sat_alexa_tsv/amazon_alexa.tsv';
    const { rows, summary } = await ask(path, '--metric', 'csat', '--map', 'responses.touchpoint=variation');
    expect(by([summary], ['n', 'mean', 'csat'])).toEqual([[3150, 4.463175, 0.870159]]);
    const most = [...rows].sort((a, b) => b.n - a.n).slice(0, 3);
    expect(most.map(({ touchpoint, n, mean }) => [touchpoint, n, Number(mean.toFixed(4))])).toEqual([
      ['Black  Dot', 516, 4.4535],
      ['Charcoal Fabric', 430, 4.7302],
      ['Configuration: Fire TV Stick', 350, 4.5914],
    ]);
  });
});
