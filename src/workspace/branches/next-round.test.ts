import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { branches, split, survey, type Answer } from '../../../test/engines/branches';
import { give } from '../../../test/engines/given';
import type { Engine } from '../../engine/engine';
import { openNative } from '../../headless/native';
import { logistic } from '../../stats/logistic';
import { answerRound } from './answer-round';
import { firstRound, standingOf, type Standing } from './next-round';
import { readAnswer, readRound, writeRound, type AnswerFile, type RoundFile, type Study } from './round-files';

let engine: Engine;
beforeAll(async () => {
  engine = await openNative();
});
afterAll(() => engine.close());

const items = ['App', 'Bar', 'Check-in'];
const study: Study = {
  id: 'study-1',
  response: 'overall',
  event: { kind: 'from', score: 4 },
  items: items.map((name) => ({ name, scale: [1, 5] })),
};
const parts = branches.map((branch, at) => survey(branch, at + 1, { people: 160 + 20 * at }));

/** One branch's answer, written and read as files on both ways. */
async function answered(file: RoundFile, branch: string, responses: readonly Answer[], k = 5): Promise<AnswerFile> {
  const roles = await give(engine, { responses });
  return readAnswer(writeRound(await answerRound(readRound(writeRound(file)), { engine, roles, branch, k })));
}

async function byRounds(of: Study): Promise<{ standing: Standing; answers: AnswerFile[] }> {
  const answers: AnswerFile[] = [];
  const { roles, only } = await split(engine, parts.flat());
  let file = firstRound(of);
  for (;;) {
    for (const branch of branches) {
      await only(branch);
      const asked = readRound(writeRound(file));
      answers.push(readAnswer(writeRound(await answerRound(asked, { engine, roles, branch, k: 5 }))));
    }
    const standing = standingOf(answers);
    if (standing.kind !== 'next') return { standing, answers };
    ({ file } = standing);
  }
}

/** The same rows put together here, without SQL. */
function pooled(event: (overall: number) => boolean): { rows: number[][]; outcomes: number[] } {
  const forms = new Map<string, Map<string, number>>();
  for (const { response_id, item, score } of parts.flat())
    forms.set(
      String(response_id),
      (forms.get(String(response_id)) ?? new Map<string, number>()).set(String(item), Number(score)),
    );
  const complete = [...forms.values()].filter((form) => [...items, 'overall'].every((name) => form.has(name)));
  return {
    rows: complete.map((form) => items.map((name) => form.get(name)!)),
    outcomes: complete.map((form) => Number(event(form.get('overall')!))),
  };
}

describe('a logistic regression by rounds', () => {
  it('equals the fit of the pooled rows to 1e-8', async () => {
    const { standing, answers } = await byRounds(study);
    const { rows, outcomes } = pooled((overall) => overall >= 4);
    const expected = logistic(rows, outcomes)!;
    if (standing.kind !== 'done' || !standing.fit) throw new Error(standing.kind);
    const { fit } = standing;
    expect(fit.converged).toBe(true);
    expect([fit.n, fit.events, fit.iterations]).toEqual([expected.n, expected.events, expected.iterations]);
    expect(fit.n).toBeGreaterThan(300);
    fit.coefficients.forEach((value, at) => expect(value).toBeCloseTo(expected.coefficients[at]!, 8));
    fit.standardErrors.forEach((value, at) => expect(value).toBeCloseTo(expected.standardErrors[at]!, 8));
    expect(standing.rounds).toBe(Math.max(...answers.map(({ round }) => round)));
    // The order in which files are dropped does not matter, nor does dropping one twice.
    expect(standingOf([...answers].reverse().concat(answers.slice(0, 2)))).toEqual(standing);
  });

  it('holds still for an event at the lower end and for customers who left', async () => {
    const { standing } = await byRounds({ ...study, event: { kind: 'up-to', score: 3 } });
    const { rows, outcomes } = pooled((overall) => overall <= 3);
    const expected = logistic(rows, outcomes)!;
    if (standing.kind !== 'done') throw new Error(standing.kind);
    standing.fit!.coefficients.forEach((value, at) => expect(value).toBeCloseTo(expected.coefficients[at]!, 8));

    const left = (customer: string) => customer.length % 2 === 0 || customer.endsWith('7');
    const customers = [...new Set(parts[0]!.map(({ customer_id: id }) => String(id)))].map((id) => ({
      customer_id: id,
      churned: left(id),
    }));
    const roles = await give(engine, { responses: parts[0]!, customers });
    const file = firstRound({ ...study, response: 'churned', event: { kind: 'flag' } });
    const answer = await answerRound(file, { engine, roles, branch: 'North', k: 5 });
    const forms = new Map<string, Set<string>>();
    for (const { customer_id: id, item, kind } of parts[0]!)
      if (kind === 'csat') forms.set(String(id), (forms.get(String(id)) ?? new Set()).add(String(item)));
    const complete = [...forms].filter(([, named]) => items.every((item) => named.has(item)));
    expect(answer.forms).toBe(complete.length);
    expect(answer.events).toBe(complete.filter(([id]) => left(id)).length);
  });
});

describe('answers that do not belong together', () => {
  it('are waited for, or refused by name', async () => {
    const first = firstRound(study);
    const one: AnswerFile[] = [];
    for (const [at, branch] of branches.entries()) one.push(await answered(first, branch, parts[at]!));
    const next = standingOf(one);
    if (next.kind !== 'next') throw new Error(next.kind);
    const second = await answered(next.file, 'North', parts[0]!);
    expect(standingOf([...one, second])).toEqual({ kind: 'waiting', round: 2, missing: ['East', 'South'] });
    const because = (answers: AnswerFile[]) => () => standingOf(answers);
    expect(because([])).toThrow('there is no answer');
    expect(because([second])).toThrow('the answers of round 1 are missing');
    expect(because([...one, { ...second, branch: 'West' }])).toThrow(
      '“West”, round 2: not among the branches of round 1',
    );
    expect(because([...one, { ...second, forms: second.forms + 1 }])).toThrow('the data changed');
    expect(because([...one, { ...one[0]!, log_likelihood: -1 }])).toThrow('“North”, round 1: two different answers');
    expect(because([...one, { ...one[0]!, branch: 'East', study: { ...study, id: 'other' } }])).toThrow(
      'belongs to another study',
    );
    expect(because([one[0]!, { ...one[1]!, coefficients: [0, 0, 0, 1] }])).toThrow(
      '“North”, round 1: not at the coefficients of “East”',
    );
  });
});

describe('the gate of a round', () => {
  const ask = (coefficients: number[], responses: readonly Answer[], k = 5, of = study) =>
    answered({ ...firstRound(of), coefficients }, 'North', responses, k);

  it('refuses too few persons, however many answers they gave, and too few events', async () => {
    await expect(ask([0, 0, 0, 0], survey('North', 1, { people: 14 }))).rejects.toThrow('too few for 4 coefficients');
    await expect(ask([0, 0, 0, 0], parts[0]!, 150)).rejects.toThrow('too few for 4 coefficients and k = 150');
    const satisfied = parts[0]!.map((answer) => (answer.kind === 'overall' ? { ...answer, score: 5 } : answer));
    await expect(ask([0, 0, 0, 0], satisfied)).rejects.toThrow('only 0 persons without the event');
  });

  it('refuses coefficients that would single persons out', async () => {
    await expect(ask([-2000, 400, 0, 0], parts[0]!)).rejects.toThrow('fewer than 5 persons would stand for the sums');
    await expect(ask([900, 0, 0, 0], parts[0]!)).rejects.toThrow('fewer than 5 persons would stand for the sums');
  });

  it('refuses dummies whose cells hold few persons', async () => {
    let turn = 0;
    const rare = parts[0]!.map((answer) =>
      answer.item === 'App' ? { ...answer, scale_min: 0, scale_max: 1, score: turn++ % 60 === 0 ? 1 : 0 } : answer,
    );
    const of = { ...study, items: [{ name: 'App', scale: [0, 1] as [number, number] }, ...study.items.slice(1)] };
    await expect(ask([0, 0, 0, 0], rare, 5, of)).rejects.toThrow('cells of fewer than 5 persons: App');
  });

  it('refuses a study that the branch cannot answer, by name', async () => {
    const asked = (change: Partial<Study>) => ask([0, 0, 0, 0], parts[0]!, 5, { ...study, ...change });
    await expect(asked({ items: [...study.items.slice(0, 2), { name: 'Pool', scale: [1, 5] }] })).rejects.toThrow(
      'nobody was asked “Pool” here',
    );
    await expect(asked({ items: [...study.items.slice(0, 2), { name: 'Bar', scale: [1, 7] }] })).rejects.toThrow(
      '“Bar” is on 1–5 here, not 1–7',
    );
    await expect(asked({ response: 'churned', event: { kind: 'flag' } })).rejects.toThrow(
      '“churned” is not known here',
    );
  });
});
