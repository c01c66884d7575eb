import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, answerOn } from '../../test/engines/answer';
import { give } from '../../test/engines/given';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { say } from '../i18n/say';
import { metrics } from '.';
import type { Given } from './metric';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

async function remarksOf(id: string, given: Given, params: Readonly<Record<string, unknown>>) {
  const roles = await give(engine, given);
  const found = await answerOn(engine, id, roles, params);
  const remarks = metrics.get(id)!.remarks(found, { params, roles, seed: 1 });
  return remarks
    .map((remark) => say(remark.say, remark.with, 'en'))
    .filter((text) => text.startsWith('Nothing in the data'));
}

const interactions = ['app', 'shop', 'app'].map((touchpoint, at) => ({
  customer_id: String(at % 2),
  occurred_at: `2025-01-0${String(at + 1)}`,
  touchpoint,
  event: at === 1 ? 'Pay' : 'look',
}));
const tickets = [
  { ticket_id: '1', issue: 'bill', created_at: '2025-01-01' },
  { ticket_id: '2', issue: 'plan', created_at: '2025-03-01' },
];
const indicators = [{ perspective: 'p', name: 'i', actual: 1, baseline: 0, target: 2, weight: 1 }];

describe('a name that nothing in the data has', () => {
  it.each([
    ['funnel', { interactions }, { steps: ['app', 'shopp'], exclude: ['calll'] }, ['shopp (steps)', 'calll (exclude)']],
    ['funnel', { interactions }, { steps: ['zzz', 'app'], order: 'any' }, ['zzz (steps)']],
    ['overlap', { interactions }, { complaints: ['shop', 'hot line'] }, ['hot line (complaints)']],
    ['touchpoint-exit', { interactions }, { success: ['pay', 'paied'], gap_days: 1 }, ['paied (success)']],
    ['first-contact-resolution', { tickets }, { unsolvable: ['fraud', 'plan'] }, ['fraud (unsolvable)']],
    ['balanced-scorecard', { indicators }, { perspective_weights: { q: 1 } }, ['q (perspective_weights)']],
    [
      'balanced-scorecard',
      { indicators },
      { tolerance: { x: 1 }, bands: { y: [0, 1] } },
      ['y (bands)', 'x (tolerance)'],
    ],
  ] as const)('%s says which: %j %j', async (id, given, params, names) => {
    const said = await remarksOf(id, given as Given, params);
    expect(said).toEqual(names.map((name) => `Nothing in the data is called ${name}. Check the spelling.`));
  });

  it.each([
    ['funnel', { interactions }, { steps: ['look', 'Pay'], exclude: ['shop'] }],
    ['overlap', { interactions }, { complaints: ['shop'] }],
    ['touchpoint-exit', { interactions }, { success: ['Pay', 'APP'], gap_days: 1 }],
    ['first-contact-resolution', { tickets }, { unsolvable: ['plan'] }],
    ['balanced-scorecard', { indicators }, { perspective_weights: { p: 1 }, bands: [0, 1] }],
  ] as const)('%s says nothing of names that are there: %j %j', async (id, given, params) => {
    expect(await remarksOf(id, given as Given, params)).toEqual([]);
  });

  const responses = ['app', 'shop'].map((touchpoint, at) => ({
    response_id: String(at),
    touchpoint,
    kind: 'csat',
    score: 4,
    submitted_at: '2025-01-01',
  }));

  it('is refused by the index, whichever weights are asked for', async () => {
    const index = (params: object) => answer(engine, 'satisfaction-index', { responses }, { ...params });
    await expect(index({ dispersion_by: 'nope' })).rejects.toThrow(/dispersion_by is "nope"/);
    await expect(index({ weights: 'entropy', dispersion_by: 'nope' })).rejects.toThrow(/dispersion_by is "nope"/);
    await expect(index({ weights: 'ahp', matrix: { app: { shp: 3 } } })).rejects.toThrow(/matrix is "shp".*app, shop/);
    expect((await index({ weights: 'ahp', matrix: { app: { shop: 3 } } })).summary.index).toBe(75);
  });

  it('is refused by the weighting, which names the column', async () => {
    const customers = [{ customer_id: '1', region: 'north' }];
    const given = { customers, responses: [{ ...responses[0], customer_id: '1' }] } as Given;
    await expect(answer(engine, 'weighting', given, { margins: ['regoin'] })).rejects.toThrow(/margins is "regoin"/);
  });
});

describe('a funnel in any order', () => {
  it('says its steps in words of the reader', async () => {
    const roles = await give(engine, { interactions });
    const params = { steps: ['app', 'shop'], order: 'any' };
    const found = await answerOn(engine, 'funnel', roles, params);
    expect(found.rows.map(({ touchpoint }) => touchpoint)).toEqual(['any 1', 'any 2']);
    const setting = { params, roles, seed: 1 };
    const [loss] = metrics.get('funnel')!.remarks(found, setting);
    expect(say(loss!.say, loss!.with, 'zh')).toContain('“任意 2 步”');
    expect(metrics.get('funnel')!.headings.touchpoint?.worded?.('any 2').zh).toBe('任意 2 步');
    const [chart] = metrics.get('funnel')!.charts(found, setting, 'zh');
    expect(JSON.stringify(chart?.spec)).not.toContain('any 2');
  });
});
