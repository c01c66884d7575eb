import * as v from 'valibot';
import { WorkbenchError } from '../../engine/errors';
import { say } from '../../i18n/say';
import { branchRefusals, type BranchRefusal } from '../../i18n/words/branch-refusals';

/** Larger files are not read at all: sums are small. */
const most = 4_000_000;

/** A name as it may stand in a file from somebody else. */
export const name = v.pipe(v.string(), v.maxLength(300));

/** The ends of an answer scale. */
export const scale = v.pipe(
  v.strictTuple([v.pipe(v.number(), v.finite()), v.pipe(v.number(), v.finite())]),
  v.check(([low, high]) => high > low && high - low < 1e6, 'the upper end is not above the lower one'),
);

/** The JSON of a text as this schema says; WorkbenchError `branch` names the path of what it refused, and why. */
export function readJson<S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> {
  if (text.length > most) throw refusal('(top)', `${String(text.length)} characters, at most ${String(most)}`);
  const result = v.safeParse(schema, parsed(text), { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw refusal(v.getDotPath(issue) ?? '(top)', issue.message);
}

/** A file of this app's own as text. */
export function written(file: object): string {
  return `${JSON.stringify(file, null, 1)}\n`;
}

/** The error for a file of a branch or a head office that cannot be used: its place, and why. */
export function refusal(path: string, why: string): WorkbenchError {
  return new WorkbenchError('branch', { path, why, message: `this file cannot be used: ${path}: ${why}` });
}

/** The error for files that are sound but do not go together, or for sums that may not leave, in words of both languages. */
export function refusedBecause(
  reason: BranchRefusal,
  details: Readonly<Record<string, string | number>>,
): WorkbenchError {
  const message = say(branchRefusals[reason], details, 'en');
  return new WorkbenchError('branch', { ...details, reason, message });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw refusal('(top)', error instanceof Error ? error.message : 'not JSON');
  }
}
