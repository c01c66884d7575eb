import type { Engine } from '../../engine/engine';
import { WorkbenchError } from '../../engine/errors';
import { identifier, nothing, sql, type Sql } from '../../engine/sql';
import { grouped } from '../../metrics/grouping';
import type { Setting } from '../../metrics/metric';
import type { WeekStart } from '../../metrics/period';
import { conditionOn, type Dated, type Filters } from '../../model/filters';
import { askOf, isChosen, personOf, type Table } from './by-group';

/** Which groups of which rows of a table a result tells. */
export interface Telling {
  readonly table: Table;
  readonly by: string;
  readonly kind: string | null;
  readonly grain: string | null;
  readonly weekStart: WeekStart;
  readonly filters: Filters;
  /** Where its answers stand in time, if not where they were given. */
  readonly dated?: Dated;
}

/** Rows that fall into one group of each of two results; null: they are not in that result at all. */
export interface Atom {
  readonly mine: string | null;
  readonly theirs: string | null;
  readonly persons: number;
  /** Who they are, as numbers that mean nothing elsewhere, where they are fewer than k. */
  readonly who: readonly string[] | null;
}

/** What two results over one table are both made of, each under its own filters. */
export async function atomsOf(
  engine: Engine,
  setting: Setting,
  mine: Telling,
  theirs: Telling,
  k: number,
): Promise<readonly Atom[]> {
  const { table } = mine.table;
  const areAlike = JSON.stringify(mine.filters) === JSON.stringify(theirs.filters);
  const kept = ({ table: own, kind, filters }: Telling): Sql => {
    const condition = areAlike ? null : conditionOn(table, filters, 'store');
    return sql`coalesce(${isChosen(own, kind)} AND ${condition ?? sql`true`}, false)`;
  };
  const ask = (telling: Telling) => groupingAsked(telling, setting);
  const isMoved = table === 'responses' && [mine, theirs].some(({ dated }) => dated === 'experience');
  const given = isMoved ? sql`, submitted_at AS "#given"` : nothing;
  const standing = ({ dated }: Telling, rows: Sql): Sql =>
    isMoved
      ? sql`(SELECT * REPLACE (${dated === 'experience' ? sql`coalesce(visited_at, "#given")` : identifier('#given')} AS submitted_at) FROM ${rows})`
      : rows;
  const rows = sql`(SELECT * FROM (SELECT *, ${kept(mine)} AS "#mine", ${kept(theirs)} AS "#theirs" ${given}
    FROM ${identifier(areAlike ? 'canonical' : 'store', table)}) WHERE "#mine" OR "#theirs")`;
  const besides = sql`(SELECT * EXCLUDE (grp), grp AS "#beside" FROM ${grouped(ask(theirs), table, standing(theirs, rows))})`;
  const who = personOf(table);
  const found = await engine.query(
    sql`${areAlike ? sql`` : unfiltered}
        SELECT CASE WHEN "#mine" THEN coalesce(grp, 'null') END AS mine, CASE WHEN "#theirs" THEN coalesce("#beside", 'null') END AS theirs,
          count(DISTINCT ${who})::DOUBLE AS n, CASE WHEN count(DISTINCT ${who}) < ${k} THEN string_agg(DISTINCT hash(${who})::VARCHAR, ',') END AS who
        FROM ${grouped(ask(mine), table, standing(mine, besides))} GROUP BY 1, 2 ORDER BY 1, 2`,
    { first: 'canonical' },
  );
  return found.map((row) => ({
    mine: row.mine === null ? null : String(row.mine),
    theirs: row.theirs === null ? null : String(row.theirs),
    persons: Number(row.n),
    who: typeof row.who === 'string' ? row.who.split(',') : Number(row.n) < k ? [] : null,
  }));
}

/** Whether the rows of its table know the groups; some metrics make groups in a way of their own. */
export function isGroupable(telling: Telling, setting: Setting): boolean {
  try {
    grouped(groupingAsked(telling, setting), telling.table.table);
    return true;
  } catch (error) {
    if (error instanceof WorkbenchError && error.code === 'parameter') return false;
    throw error;
  }
}

function groupingAsked({ by, grain, weekStart }: Telling, setting: Setting) {
  return askOf({ ...setting, weekStart }, by, grain);
}

/** Groups of what is filtered out now are looked up among all. */
const unfiltered = sql`WITH touchpoints AS (SELECT * FROM store.touchpoints), customers AS (SELECT * FROM store.customers), interactions AS (SELECT * FROM store.interactions)`;

/** How many persons stand behind the parts that are meant; Infinity where they are k or more. */
export function fewerThan(k: number, atoms: readonly Atom[], isMeant: (atom: Atom) => boolean): number {
  const seen = new Set<string>();
  for (const atom of atoms) {
    if (!isMeant(atom)) continue;
    if (!atom.who) return Infinity;
    for (const one of atom.who) seen.add(one);
    if (seen.size >= k) return Infinity;
  }
  return seen.size;
}
