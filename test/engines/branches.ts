import type { Engine } from '../../src/engine/engine';
import { sql } from '../../src/engine/sql';
import type { Given } from '../../src/metrics/metric';
import { seeded } from '../../src/stats/random';
import type { BranchFile, Statistic } from '../../src/workspace/branches/branch-file';
import { readBranch, writeBranch } from '../../src/workspace/branches/read-branch';
import { exportExact } from '../../src/workspace/branches/export-branch';
import { gather } from '../../src/workspace/branches/gather';
import { give } from './given';

export type Answer = NonNullable<Given['responses']>[number];

export const everything: ReadonlySet<Statistic> = new Set(['csat', 'nps', 'index', 'drivers']);
export const branches = ['North', 'East', 'South'] as const;

interface Surveyed {
  readonly people: number;
  readonly weights?: boolean;
  /** Every person has a customer id and may answer twice. */
  readonly twice?: boolean;
}

/** A made-up survey of one branch: five touchpoints that go with overall satisfaction, and a recommendation. */
export function survey(branch: string, seed: number, { people, weights = false, twice = false }: Surveyed): Answer[] {
  const random = seeded(seed);
  const answers: Answer[] = [];
  for (let person = 0; person < people; person++) {
    const mood = random() * 1.6 + 0.2 * seed;
    const rated = touchpoints.map((_, at) => five(2 + mood + random() * (1 + 0.3 * at)));
    const overall = five(0.6 * (rated[0] ?? 3) + 0.25 * (rated[1] ?? 3) + 0.1 * (rated[2] ?? 3) + 3 * random() - 1);
    const own = (form: number) => ({
      response_id: `${branch}-${String(person)}-${String(form)}`,
      customer_id: `${branch}-c${String(person)}`,
      survey_type: 'transactional',
      ...(weights ? { weight: 0.5 + (person % 7) / 4 } : {}),
    });
    for (let form = 0; form < (twice && person % 9 === 0 ? 2 : 1); form++) {
      touchpoints.forEach((touchpoint, at) => {
        if (random() < 0.12) return;
        answers.push({
          ...own(form),
          touchpoint,
          item: touchpoint,
          kind: 'csat',
          score: rated[at] ?? null,
          scale_min: 1,
          scale_max: 5,
        });
      });
      answers.push({
        ...own(form),
        touchpoint: null,
        item: 'overall',
        kind: 'overall',
        score: overall,
        scale_min: 1,
        scale_max: 5,
      });
      answers.push({
        ...own(form),
        touchpoint: touchpoints[person % 5] ?? null,
        item: 'nps',
        kind: 'nps',
        score: Math.min(10, Math.max(0, Math.round(2 * overall + 4 * random() - 2))),
        scale_min: 0,
        scale_max: 10,
      });
    }
  }
  return answers;
}

const touchpoints = ['App', 'Check-in', 'Room', 'Bar', 'Hotline'];

function five(value: number): number {
  return Math.min(5, Math.max(1, Math.round(value)));
}

/** Gives all answers once; `only` then leaves those of one branch (null: all of them), by their ids. */
export async function split(engine: Engine, responses: readonly Answer[]) {
  const roles = await give(engine, { responses });
  await engine.run(sql`CREATE OR REPLACE TABLE store.every_answer AS SELECT * FROM canonical.responses`);
  const only = (branch: string | null) =>
    engine.run(
      sql`CREATE OR REPLACE TABLE canonical.responses AS SELECT * FROM store.every_answer WHERE response_id LIKE ${`${branch ?? ''}%`}`,
    );
  return { roles, only };
}

/** What a branch with exactly these answers hands on, written and read again as a file. */
export async function branchOf(
  engine: Engine,
  branch: string,
  responses: readonly Answer[],
  k = 5,
): Promise<BranchFile> {
  const roles = await give(engine, { responses });
  return exported(engine, branch, roles, k);
}

/** The same of tables that stand already. */
export async function exported(engine: Engine, branch: string, roles: ReadonlySet<string>, k = 5): Promise<BranchFile> {
  const gathered = await gather({ engine, roles, cut: null });
  const day = new Date('2025-03-01T00:00:00Z');
  const file = exportExact(gathered, { engine, branch, day, k, filters: {}, statistics: everything });
  return readBranch(writeBranch(file));
}
