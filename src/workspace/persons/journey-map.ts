import type { Engine } from '../../engine/engine';
import { sql } from '../../engine/sql';
import { hasWeight } from '../../metrics/answer-weights';
import type { ResultRow } from '../../metrics/metric';
import { complementOf } from '../complement';
import type { Because } from '../gate';
import { noneOf, numberOf, withoutFigures, type CountPersons, type HeldCell } from './persons';

interface Told {
  /** The people whom a column of the map rests on. */
  readonly of: 'met' | 'csat' | 'nps' | 'ces' | 'emotion' | 'tickets' | 'waited';
  /** All alike where it stands at one of these. */
  readonly ends?: readonly number[];
  /** Also told with its counts and its whole by a metric of its own, so that the same must be held back here. */
  readonly elsewhere?: true;
}

const share = [0, 1] as const;
const columns: Readonly<Record<string, Told>> = {
  customers: { of: 'met' },
  conversion: { of: 'met', ends: share, elsewhere: true },
  exit: { of: 'met', ends: share, elsewhere: true },
  csat: { of: 'csat', ends: share, elsewhere: true },
  nps: { of: 'nps', ends: [-100, 100], elsewhere: true },
  effort: { of: 'ces', elsewhere: true },
  emotion: { of: 'emotion' },
  response_s: { of: 'tickets', elsewhere: true },
  wait_s: { of: 'waited' },
};

/** A place on the map tells several things, each of other people: what rests on too few stays, the others go. */
export const journeyMapBehind: CountPersons = async (engine, { found: { rows } }, k) => {
  const counts = await countsOf(engine);
  const behind = (what: string, place: unknown) => counts.get(JSON.stringify([what, place])) ?? 0;
  const met = rows.map((row) => behind('met', row.touchpoint));
  const all = behind('all', null);
  const cells = Object.entries(columns).flatMap(([column, told]) => {
    const persons = rows.map((row) => (numberOf(row, column) === null ? null : behind(told.of, row.touchpoint)));
    const isTotal = told.elsewhere ?? overlap(met, all) < k;
    return heldIn(rows, column, { persons, ends: told.ends ?? [], isTotal, k });
  });
  const figures = (row: ResultRow) => Object.keys(columns).filter((column) => numberOf(row, column) !== null).length;
  const isGone = rows.map((row, at) => {
    const held = cells.filter((cell) => cell.row === at).length;
    return held > 0 && held === figures(row);
  });
  return {
    of: isGone.map((gone) => (gone ? k - 1 : null)),
    largest: noneOf(rows),
    whole: null,
    overlapping: true,
    cells: cells.filter(({ row }) => !isGone[row]),
    told: (found) => (all < k ? withoutFigures(found, ['customers']) : found),
  };
};

/** How many visits to further places customers made beyond one each: with few of them the sum gives a place away. */
function overlap(met: readonly number[], all: number): number {
  return met.reduce((sum, n) => sum + n, 0) - all;
}

function heldIn(
  rows: readonly ResultRow[],
  column: string,
  of: {
    readonly persons: readonly (number | null)[];
    readonly ends: readonly number[];
    readonly isTotal: boolean;
    readonly k: number;
  },
): readonly HeldCell[] {
  const why = rows.map((row, at): Because | null => {
    const n = of.persons[at];
    if (n === null || n === undefined) return null;
    if (n < of.k) return 'few-persons';
    return of.ends.includes(Number(row[column])) ? 'all-alike' : null;
  });
  const hidden = new Set(why.flatMap((because, at) => (because ? [at] : [])));
  const totals = of.isTotal ? [{ rows: rows.map((_, at) => at) }] : [];
  const further = complementOf({ hidden, persons: of.persons, totals, k: of.k });
  return why.flatMap((own, row) => {
    const because = own ?? (further.has(row) ? 'complement' : null);
    return because ? [{ row, column, because }] : [];
  });
}

/** Distinct persons by what is told of them and by place. */
async function countsOf(engine: Engine): Promise<ReadonlyMap<string, number>> {
  const rows = await engine.query(
    sql`WITH rated AS (
          SELECT touchpoint, coalesce(kind, 'csat') AS kind, coalesce(customer_id, response_id) AS who FROM responses WHERE score IS NOT NULL AND touchpoint IS NOT NULL AND ${hasWeight})
        SELECT 'met' AS what, touchpoint AS place, count(DISTINCT coalesce(customer_id, session_id))::DOUBLE AS n FROM interactions WHERE touchpoint IS NOT NULL GROUP BY ALL
        UNION ALL SELECT CASE WHEN kind = 'overall' AND NOT EXISTS (FROM rated WHERE kind = 'csat') THEN 'csat' ELSE kind END, touchpoint, count(DISTINCT who)::DOUBLE FROM rated GROUP BY ALL
        UNION ALL SELECT 'tickets', touchpoint, count(DISTINCT coalesce(customer_id, ticket_id))::DOUBLE FROM tickets WHERE touchpoint IS NOT NULL GROUP BY ALL
        UNION ALL SELECT 'waited', touchpoint, count(DISTINCT coalesce(customer_id, session_id))::DOUBLE FROM interactions WHERE wait_s IS NOT NULL GROUP BY ALL
        UNION ALL SELECT 'waited', touchpoint, count(DISTINCT coalesce(customer_id, ticket_id))::DOUBLE FROM tickets
          WHERE wait_s IS NOT NULL AND touchpoint NOT IN (SELECT touchpoint FROM interactions WHERE wait_s IS NOT NULL AND touchpoint IS NOT NULL) GROUP BY ALL
        UNION ALL SELECT 'all', NULL, count(DISTINCT coalesce(customer_id, session_id))::DOUBLE FROM interactions`,
    { first: 'canonical' },
  );
  return new Map(rows.map(({ what, place, n }) => [JSON.stringify([what, place]), Number(n)]));
}
