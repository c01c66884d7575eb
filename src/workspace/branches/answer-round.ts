import type { Engine, Row } from '../../engine/engine';
import type { Sql } from '../../engine/sql';
import { formSums, responseName } from '../../metrics/form-sums';
import { roundBase, roundSums } from '../../metrics/round-sums';
import { refusedBecause } from './checked-json';
import { responseCells } from './gather';
import { designOf, dummyTable } from './gather-forms';
import { reasonAgainst, unsafeDummies } from './release-drivers';
import type { AnswerFile, RoundFile, Study } from './round-files';

export interface Answering {
  readonly engine: Engine;
  readonly roles: ReadonlySet<string>;
  readonly branch: string;
  readonly k: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * A branch's sums at the round's coefficients, through the gate. WorkbenchError `branch` says what does not agree with
 * the study, or why nothing may leave: too few persons, events or non-events, cells of dummies, or coefficients under
 * which a few persons hold most of the weight.
 */
export async function answerRound(file: RoundFile, answering: Answering): Promise<AnswerFile> {
  const { engine, roles, branch, k, signal } = answering;
  const ask = async (sql: Sql): Promise<readonly Row[]> => engine.query(sql, { signal, first: 'canonical' });
  const { study, round, coefficients } = file;
  const design = designOf(await responseCells(engine, roles, signal));
  agrees(study, design, roles);
  const at = {
    questions: design.questions,
    items: study.items.map(({ name }) => name),
    response: study.response,
    event: study.event,
    coefficients,
  };
  const [base = {}] = await ask(roundBase(at));
  const of = (column: string) => Number(base[column] ?? 0);
  const dummies = (await ask(formSums(at))).flatMap(({ a, b, values }) =>
    b === null && Number(values) <= 2 ? [String(a)] : [],
  );
  passes(of, at.items.length + 1, k);
  const unsafe = unsafeDummies(dummies.length ? await dummyTable(ask, at, dummies) : [], new Set(), k);
  if (unsafe.size)
    throw refusedBecause('dummies', {
      k,
      names: [...unsafe].map((name) => (name === responseName ? study.response : name)).join(', '),
    });
  const size = at.items.length + 1;
  const gradient = new Array<number>(size).fill(0);
  const hessian = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  for (const { i, j, s } of await ask(roundSums(at))) {
    if (j === null) gradient[Number(i)] = Number(s);
    else
      for (const [row, column] of [
        [i, j],
        [j, i],
      ])
        (hessian[Number(row)] ?? [])[Number(column)] = Number(s);
  }
  return {
    kind: 'touchpoint-answer',
    version: 1,
    study,
    round,
    coefficients,
    branch,
    k,
    forms: of('forms'),
    persons: of('persons'),
    events: of('events'),
    log_likelihood: Math.min(0, of('log_likelihood')),
    gradient,
    hessian,
  };
}

function agrees(
  { items, response }: Study,
  { scales, scaleOf }: ReturnType<typeof designOf>,
  roles: ReadonlySet<string>,
): void {
  for (const { name, scale } of items) {
    const own = scales.get(name);
    if (!own) throw refusedBecause('not-asked', { name });
    const here = [own.min, own.max].join('–');
    if (here !== scale.join('–')) throw refusedBecause('other-scale', { name, own: here, theirs: scale.join('–') });
  }
  const known = response === 'churned' ? roles.has('customers.churned') : scaleOf(response) !== null;
  if (!known) throw refusedBecause('not-known', { response });
}

function passes(of: (column: string) => number, columns: number, k: number): void {
  const persons = of('persons');
  if (reasonAgainst(persons, 0, columns, k)) throw refusedBecause('too-few', { persons, coefficients: columns, k });
  if (of('persons_with') < k) throw refusedBecause('few-with', { persons: of('persons_with') });
  if (of('persons_without') < k) throw refusedBecause('few-without', { persons: of('persons_without') });
  // Extreme coefficients would let single persons be read off the sums.
  if (of('kish') < k || 4 * of('weight') < k) throw refusedBecause('singled-out', { k });
}
