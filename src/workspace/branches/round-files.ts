import * as v from 'valibot';
import { isPositiveSemidefinite } from '../../stats/is-positive-semidefinite';
import { name, readJson, refusal, scale, written } from './checked-json';

const finite = v.pipe(v.number(), v.finite());
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e12));
const coefficient = v.pipe(finite, v.minValue(-1e4), v.maxValue(1e4));

const event = v.variant('kind', [
  v.strictObject({ kind: v.literal('from'), score: finite }),
  v.strictObject({ kind: v.literal('up-to'), score: finite }),
  v.strictObject({ kind: v.literal('flag') }),
]);

/** What is fitted: the outcome, and the items that it is regressed on, with their scales. */
const study = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[\w-]{1,64}$/)),
  response: v.picklist(['overall', 'nps', 'churned']),
  event,
  items: v.pipe(v.array(v.strictObject({ name, scale })), v.minLength(1), v.maxLength(40)),
});

const most = 60;
const round = {
  version: v.literal(1),
  study,
  round: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most)),
  /** The intercept first, then one for each item, in logits. */
  coefficients: v.array(coefficient),
};

const asking = v.strictObject({ kind: v.literal('touchpoint-round'), ...round });
const answering = v.strictObject({
  kind: v.literal('touchpoint-answer'),
  ...round,
  branch: name,
  k: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(1e6)),
  /** Forms that answered every item, the persons behind them, and the events among the forms. */
  forms: count,
  persons: count,
  events: count,
  log_likelihood: v.pipe(finite, v.maxValue(0)),
  gradient: v.array(finite),
  /** The information XᵀWX. */
  hessian: v.array(v.array(finite)),
});

/** The head office's question of one round. */
export type RoundFile = v.InferOutput<typeof asking>;
/** A branch's sums at the coefficients of one round. */
export type AnswerFile = v.InferOutput<typeof answering>;
export type Study = v.InferOutput<typeof study>;

/** A round's file, checked; WorkbenchError `branch` names the path of what it refused. */
export function readRound(text: string): RoundFile {
  const file = readJson(asking, text);
  hasSize('coefficients', file.coefficients, file.study.items.length + 1);
  return file;
}

/** A branch's answer, checked likewise. */
export function readAnswer(text: string): AnswerFile {
  const file = readJson(answering, text);
  const { study: of, coefficients, gradient, hessian, forms, persons, events, k } = file;
  const size = of.items.length + 1;
  hasSize('coefficients', coefficients, size);
  hasSize('gradient', gradient, size);
  hasSize('hessian', hessian, size);
  hessian.forEach((row, at) => {
    hasSize(`hessian.${String(at)}`, row, size);
  });
  if (events > forms || persons > forms) throw refusal('forms', 'fewer than the events or persons');
  if (persons < k) throw refusal('persons', `fewer than k = ${String(k)}`);
  if (hessian.some((row, i) => row.some((value, j) => value !== hessian[j]?.[i])))
    throw refusal('hessian', 'not symmetric');
  if (!isPositiveSemidefinite(hessian)) throw refusal('hessian', 'no answers can have such sums');
  return file;
}

/** A round or an answer as text. */
export function writeRound(file: RoundFile | AnswerFile): string {
  return written(file);
}

function hasSize(path: string, of: readonly unknown[], size: number): void {
  if (of.length !== size) throw refusal(path, `${String(of.length)} numbers, not ${String(size)}`);
}
