import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answer, answerOn } from '../../test/engines/answer';
import { give } from '../../test/engines/given';
import type { Engine } from '../engine/engine';
import { openNative } from '../headless/native';
import { metrics } from '.';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

/** Three answers from 1 to 5 of each of 16 persons. */
const given = [
  '554',
  '121',
  '545',
  '332',
  '444',
  '555',
  '111',
  '245',
  '551',
  '344',
  '222',
  '544',
  '153',
  '445',
  '555',
  '213',
];
const answers = (kind: string, more: (person: number, nth: number, score: number) => object = () => ({})) =>
  given.flatMap((scores, person) =>
    [...scores].map((text, nth) => ({
      response_id: `${String(person)}-${String(nth)}`,
      customer_id: `c${String(person)}`,
      touchpoint: ['app', 'web', 'shop'][nth] ?? '',
      kind,
      score: Number(text),
      scale_min: 1,
      scale_max: 5,
      ...more(person, nth, Number(text)),
    })),
  );

// The figures are those of numpy and scipy by the textbook's formula (Cochran 1977, 6.4): the residuals of persons, divisor
// persons − 1, over those of answers give the effect; Wilson, t and adjusted Wald then at 48 ÷ effect answers.
describe('where customers answer more than once', () => {
  it('csat has intervals that are clustered by customer', async () => {
    const { summary } = await answer(engine, 'csat', { responses: answers('csat') });
    expect(summary).toMatchObject({ n: 48, csat: 28 / 48, effective_n: 48, mean: 3.4375 });
    expect(summary.interval_n).toBeCloseTo(19.444444444, 8);
    expect(summary.low).toBeCloseTo(0.3688729301199444, 10);
    expect(summary.high).toBeCloseTo(0.7702988556528013, 10);
    expect(summary.mean_low).toBeCloseTo(2.7533168780459443, 9);
    expect(summary.mean_high).toBeCloseTo(4.121683121954056, 9);
  });

  it('nps and ces too', async () => {
    const twice = answers('nps', (_, __, score) => ({ score: 2 * score, scale_min: 0, scale_max: 10 }));
    const nps = (await answer(engine, 'nps', { responses: twice })).summary;
    expect(nps.nps).toBeCloseTo(-25 / 3, 10);
    expect(nps.low).toBeCloseTo(-40.834462976146725, 9);
    expect(nps.high).toBeCloseTo(26.21697663734891, 9);
    const ces = (await answer(engine, 'ces', { responses: answers('ces') }, { version: '2010' })).summary;
    expect(ces.low).toBeCloseTo(2.7533168780459443, 9);
    expect(ces.high).toBeCloseTo(4.121683121954056, 9);
  });

  it('gives groups in which each answered once their usual interval, and says what was done', async () => {
    const roles = await give(engine, { responses: answers('csat') });
    const { rows, summary } = await answerOn(engine, 'csat', roles);
    for (const row of rows) expect(row.interval_n).toBe(16);
    expect(summary.interval_n).toBeLessThan(20);
    const setting = { params: { by: 'none' }, roles, seed: 1 };
    const found = await answerOn(engine, 'csat', roles, { by: 'none' });
    expect(
      metrics
        .get('csat')!
        .remarks(found, setting)
        .some(({ say }) => say.en.includes('clustered by customer')),
    ).toBe(true);
    const once = answers('csat', (person, nth) => ({ customer_id: `${String(person)}-${String(nth)}` }));
    expect((await answer(engine, 'csat', { responses: once })).summary.interval_n).toBe(48);
  });

  it('does not see a repeat where all but one answer of a customer are off the scale, on scales said or told', async () => {
    const mixed = answers('csat', (_, nth, score) => (nth === 0 ? {} : { score: score + 40 }));
    expect((await answer(engine, 'csat', { responses: mixed })).summary).toMatchObject({ n: 16, interval_n: 16 });
    const { scale_min: _, scale_max: __, ...plain } = answers('csat')[0] ?? {};
    const untold = [plain, ...answers('csat')].map((row, at) => ({
      ...row,
      scale_min: null,
      scale_max: null,
      response_id: String(at),
    }));
    expect((await answer(engine, 'csat', { responses: untold.slice(1) })).summary.interval_n).toBeCloseTo(19.4444, 3);
  });

  it('counts unanimous customers once each, and one customer as one answer', async () => {
    const happy = answers('csat', () => ({ score: 5 }));
    expect((await answer(engine, 'csat', { responses: happy })).summary).toMatchObject({ csat: 1, interval_n: 16 });
    const one = answers('csat', () => ({ customer_id: 'c' }));
    expect((await answer(engine, 'csat', { responses: one })).summary.interval_n).toBeCloseTo(1, 9);
  });

  it('calls no touchpoint better because few customers say the same many times', async () => {
    // Six of eight persons against two of eight, ten answers each: as 160 independent answers q would be below 0.001.
    const said = (kind: string, [good, bad]: readonly [number, number]) =>
      ['app', 'web'].flatMap((touchpoint, place) =>
        Array.from({ length: 80 }, (_, at) => ({
          response_id: `${touchpoint}${String(at)}`,
          customer_id: `${touchpoint}${String(at % 8)}`,
          touchpoint,
          kind,
          score: at % 8 < (place ? 2 : 6) ? good : bad,
          scale_min: kind === 'nps' ? 0 : 1,
          scale_max: kind === 'nps' ? 10 : kind === 'ces' ? 7 : 5,
        })),
      );
    for (const [id, scores] of [
      ['csat', [5, 1]],
      ['nps', [10, 0]],
      ['ces', [7, 1]],
    ] as const) {
      const standing = async (responses: ReturnType<typeof said>) => {
        const roles = await give(engine, { responses });
        const found = await answerOn(engine, id, roles);
        return metrics
          .get(id)!
          .remarks(found, { params: {}, roles, seed: 1 })
          .filter(({ say }) => say.en.includes('does {side} than the rest'));
      };
      expect(await standing(said(id, scores)), id).toHaveLength(0);
      const others = said(id, scores).map((row) => ({ ...row, customer_id: row.response_id }));
      expect(await standing(others), id).toHaveLength(2);
    }
  });
});
