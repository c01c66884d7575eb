import type { Expected, NumberStep, Step } from './exercise';

/** What a learner hands in for a step. */
export type Given =
  | { readonly choice: string }
  | { readonly number: number }
  | { readonly order: readonly string[] }
  | { readonly params: Readonly<Record<string, unknown>> }
  | { readonly rows: Rows };

/** A query's result in order: column names, and rows of plain values. */
export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** Answers to the pack's SQL on the learner's own data. */
export interface Asker {
  /** First column of the first row. */
  value(sql: string): Promise<unknown>;
  rows(sql: string): Promise<Rows>;
}

export type Verdict =
  | { readonly kind: 'right' }
  | { readonly kind: 'mistake'; readonly at: number }
  | { readonly kind: 'wrong' }
  /** Right but for the unit: a share between 0 and 1 where per cent are asked. */
  | { readonly kind: 'fraction' }
  | { readonly kind: 'nothing' };

/** Judges what was handed in by the learner's own data: right, a known mistake (by number), or wrong. */
export async function check(step: Step, given: Given | null, ask: Asker): Promise<Verdict> {
  if (given === null || isBlank(given)) return { kind: 'nothing' };
  if (await fits(step, step.answer, given, ask)) return { kind: 'right' };
  if (step.kind === 'number' && step.unit === 'percent' && 'number' in given) {
    if (await fits(step, step.answer, { number: 100 * given.number }, ask)) return { kind: 'fraction' };
  }
  const at =
    step.kind === 'number' && 'number' in given
      ? await nearestMistake(step, given.number, ask)
      : await firstMistake(step, given, ask);
  return at === null ? { kind: 'wrong' } : { kind: 'mistake', at };
}

async function firstMistake(step: Step, given: Given, ask: Asker): Promise<number | null> {
  for (const [at, mistake] of step.mistakes.entries()) {
    if (await fits(step, mistake.when, given, ask)) return at;
  }
  return null;
}

/** Two mistakes may give nearly the same number on a learner's data: the nearer one is meant. */
async function nearestMistake(step: NumberStep, given: number, ask: Asker): Promise<number | null> {
  const away = await Promise.all(
    step.mistakes.map(async ({ when }) => Math.abs(Number(await valueOf(when, ask)) - given)),
  );
  const nearest = away.reduce((best, distance, at) => (distance < (away[best] ?? Infinity) ? at : best), 0);
  return (away[nearest] ?? Infinity) <= step.tolerance + 1e-9 ? nearest : null;
}

function isBlank(given: Given): boolean {
  if ('choice' in given) return given.choice === '';
  if ('number' in given) return !Number.isFinite(given.number);
  if ('order' in given) return given.order.length === 0;
  return 'rows' in given ? given.rows.columns.length === 0 : Object.keys(given.params).length === 0;
}

async function fits(
  step: Step,
  answer: Step['answer'] | Step['mistakes'][number]['when'],
  given: Given,
  ask: Asker,
): Promise<boolean> {
  switch (step.kind) {
    case 'choose':
    case 'flaw':
      return 'choice' in given && String(await valueOf(answer as Expected, ask)) === given.choice;
    case 'number':
      return 'number' in given && near(Number(await valueOf(answer as Expected, ask)), given.number, step.tolerance);
    case 'order':
      return (
        'order' in given && ordered(answer as readonly string[] | { readonly before: readonly string[] }, given.order)
      );
    case 'params':
      return (
        'params' in given &&
        Object.entries(answer as object).every(([name, value]) => String(given.params[name]) === String(value))
      );
    case 'sql':
      return (
        'rows' in given && same(await ask.rows((answer as { readonly sql: string }).sql), given.rows, step.compare)
      );
  }
}

async function valueOf(expected: Expected, ask: Asker): Promise<unknown> {
  return typeof expected === 'object' ? ask.value(expected.sql) : expected;
}

function near(expected: number, given: number, tolerance: number): boolean {
  return Number.isFinite(expected) && Math.abs(expected - given) <= tolerance + 1e-9;
}

/** `[a, b]`: exactly so. `{ before: [a, b] }`: a stands somewhere before b. */
function ordered(
  answer: readonly string[] | { readonly before: readonly string[] },
  given: readonly string[],
): boolean {
  if (!('before' in answer)) return answer.length === given.length && answer.every((item, at) => given[at] === item);
  const places = answer.before.map((item) => given.indexOf(item));
  return places.every((place, at) => place >= 0 && (at === 0 || place > (places[at - 1] ?? 0)));
}

/** Two results by meaning: rows as a set or sequence, numbers within the tolerance, columns by name or by any one-to-one match. */
export function same(
  wanted: Rows,
  given: Rows,
  { rows, columns, tolerance }: { rows: 'set' | 'sequence'; columns: 'any' | 'named'; tolerance: number },
): boolean {
  if (wanted.rows.length !== given.rows.length || wanted.columns.length > given.columns.length) return false;
  const picks =
    columns === 'named'
      ? namedPick(wanted.columns, given.columns)
      : anyPicks(wanted.columns.length, given.columns.length);
  return picks.some((pick) => {
    const left = given.rows.map((row) => pick.map((at) => row[at]));
    return rows === 'sequence'
      ? wanted.rows.every((row, at) => alike(row, left[at] ?? [], tolerance))
      : matched(wanted.rows, left, tolerance);
  });
}

function matched(wanted: Rows['rows'], given: readonly (readonly unknown[])[], tolerance: number): boolean {
  const left = [...given];
  return wanted.every((row) => {
    const at = left.findIndex((other) => alike(row, other, tolerance));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
}

function alike(a: readonly unknown[], b: readonly unknown[], tolerance: number): boolean {
  return a.every((cell, at) => {
    const other = b[at];
    if (typeof cell === 'number' && typeof other === 'number') return near(cell, other, tolerance);
    return String(cell ?? '').trim() === String(other ?? '').trim();
  });
}

function namedPick(wanted: readonly string[], given: readonly string[]): number[][] {
  const lower = given.map((name) => name.toLowerCase());
  const pick = wanted.map((name) => lower.indexOf(name.toLowerCase()));
  return pick.every((at) => at >= 0) ? [pick] : [];
}

/** Every way to lay `wanted` columns on the given ones; at most 5,040 of them. */
function anyPicks(wanted: number, given: number): number[][] {
  let picks: number[][] = [[]];
  for (let column = 0; column < wanted; column++) {
    picks = picks
      .flatMap((pick) =>
        Array.from({ length: given }, (_, at) => at)
          .filter((at) => !pick.includes(at))
          .map((at) => [...pick, at]),
      )
      .slice(0, 5040);
  }
  return picks;
}
