import { WorkbenchError } from '../engine/errors';
import type { Asker, Given } from '../exercises/check';
import { fillSql, type Step } from '../exercises/exercise';
import type { Explore } from './explore.svelte';
import type { Draft } from './learning-record';

/** What a learner has put into a step and into the workbench beside it. */
export interface Put {
  readonly draft: Draft | undefined;
  /** The items of a step in the order shown. */
  readonly choices: readonly string[];
  /** The settings of the step's metric. */
  readonly settings: Readonly<Record<string, unknown>>;
  /** What stands in Explore. */
  readonly query: string;
}

/** What is handed in for a step; null: nothing yet. Throws when the learner's SQL is refused. */
export async function givenFor(step: Step, put: Put, ask: Asker): Promise<Given | null> {
  switch (step.kind) {
    case 'params':
      return { params: put.settings };
    case 'sql':
      return queried(put.query, ask);
    case 'order':
      return { order: Array.isArray(put.draft) ? put.draft : put.choices };
    case 'number':
      return typeof put.draft === 'string' ? { number: numberOf(put.draft) } : null;
    default:
      return typeof put.draft === 'string' ? { choice: put.draft } : null;
  }
}

/** Asks the learner's own data; holes of the pack's SQL are filled with the names that the data has. */
export function askerOf(explore: Explore, names: Readonly<Record<string, string>>): Asker {
  const rows: Asker['rows'] = async (sql) => {
    const found = await explore.query(fillSql(sql, names));
    const columns = found.columns.map(({ name }) => name);
    return { columns, rows: found.rows.map((row) => columns.map((name) => row[name])) };
  };
  return { rows, value: async (sql) => (await rows(sql)).rows[0]?.[0] };
}

/** By name; null where the data does not answer any more. */
export type Figures = Readonly<Record<string, number | null>>;

/** The figures that a step's worked solution quotes from the learner's own data. */
export async function figuresOf({ figures = {} }: Step, ask: Asker): Promise<Figures> {
  const asked = Object.entries(figures).map(async ([name, { sql }]) => [name, await figureOf(sql, ask)] as const);
  return Object.fromEntries(await Promise.all(asked));
}

async function figureOf(sql: string, ask: Asker): Promise<number | null> {
  try {
    const value = await ask.value(sql);
    return typeof value === 'number' ? value : null;
  } catch (error) {
    if (error instanceof WorkbenchError) return null;
    throw error;
  }
}

/** At most 10,000 rows: more is no answer to any step. */
async function queried(text: string, ask: Asker): Promise<Given | null> {
  const query = text.trim().replace(/;\s*$/, '');
  return query ? { rows: await ask.rows(`SELECT * FROM (\n${query}\n) LIMIT 10000`) } : null;
}

/** A number as a person types it: a comma or a point, a per cent sign, full-width digits; NaN for what is none. */
export function numberOf(text: string): number {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[%\s]/g, '')
    .replace(/^[−–]/, '-')
    .replaceAll(',', text.includes('.') ? '' : '.');
  return plain === '' ? NaN : Number(plain);
}

const ranges = { percent: [0, 100], points: [-100, 100], count: [0, Infinity], number: [-Infinity, Infinity] } as const;

/** Whether a wrong answer was a try that deserves the worked solution: a possible number, an order that was touched, a query with rows. */
export function isRealTry(step: Step, given: Given | null, touched: boolean): boolean {
  if (given === null) return false;
  if (step.kind === 'number' && 'number' in given) {
    const [from, to] = ranges[step.unit];
    return given.number >= from && given.number <= to;
  }
  if (step.kind === 'order') return touched;
  return 'rows' in given ? given.rows.rows.length > 0 : true;
}
