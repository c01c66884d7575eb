import { sql, type Sql } from '../engine/sql';
import { journeyEvents } from './journeys';
import { stageOrder, stagesOfEvents, type Listed } from './stage-order';
import { next } from './stored-order';

/** The columns of `stageSteps`. */
export const stageStepColumns = {
  from: 'text',
  from_stage: 'text?',
  to: 'text',
  to_stage: 'text?',
  count: 'number',
} as const;

interface Step {
  readonly from: string;
  readonly to: string;
  readonly count: number;
}

interface StageStep extends Step {
  readonly from_stage: string | null;
  readonly to_stage: string | null;
}

/** Steps between touchpoints with the stages that the events themselves name; no rows where none does (`staged`). */
export function stageSteps(wishes: Parameters<typeof journeyEvents>[0], staged: boolean): Sql {
  const journey = sql`journey`;
  if (!staged)
    return sql`SELECT '' AS "from", NULL::VARCHAR AS from_stage, '' AS "to", NULL::VARCHAR AS to_stage, 0::DOUBLE AS count WHERE false`;
  return sql`
    WITH ${journeyEvents(wishes, true)}
    SELECT "from", from_stage, "to", to_stage, count(*)::DOUBLE AS count
    FROM (SELECT touchpoint AS "from", stage AS from_stage, ${next(sql`touchpoint`, journey)} AS "to", ${next(sql`stage`, journey)} AS to_stage FROM events)
    WHERE "to" IS NOT NULL GROUP BY ALL ORDER BY ALL`;
}

/** Of the steps between known stages, the share that goes to an earlier one. The catalogue's stage stands where an event names none. */
export function backwardShare(
  steps: readonly Step[],
  own: readonly StageStep[],
  listed: readonly Listed[],
): number | null {
  if (!own.length) return earlierAmong(steps, stageOrder(listed));
  const stages = stagesOfEvents(
    listed,
    own.flatMap(({ from_stage: a, to_stage: b }) => [a ?? [], b ?? []].flat()),
  );
  const catalogue = new Map(listed.map(({ touchpoint, stage }) => [touchpoint, stage]));
  const place = (touchpoint: string, stage: string | null) => {
    const at = stages.indexOf(stage ?? catalogue.get(touchpoint) ?? '');
    return at < 0 ? undefined : at;
  };
  return shareEarlier(
    own.map((step) => ({ ...step, a: place(step.from, step.from_stage), b: place(step.to, step.to_stage) })),
  );
}

function earlierAmong(steps: readonly Step[], place: ReadonlyMap<string, number>): number | null {
  return shareEarlier(steps.map((step) => ({ ...step, a: place.get(step.from), b: place.get(step.to) })));
}

function shareEarlier(
  steps: readonly { readonly count: number; readonly a: number | undefined; readonly b: number | undefined }[],
): number | null {
  let [known, back] = [0, 0];
  for (const { count, a, b } of steps) {
    if (a === undefined || b === undefined) continue;
    known += count;
    if (b < a) back += count;
  }
  return known ? back / known : null;
}
