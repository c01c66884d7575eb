import type { Engine } from '../../engine/engine';
import type { Found, Metric, ResultRow, Setting, Use } from '../../metrics/metric';
import { byGroup, tableOf, type Group, type Table } from './by-group';
import { counted } from './counted';
import { largestOf } from './dominance';
import { noneOf, numberOf, type Behind, type Persons } from './persons';
import { knownOf } from './totals';
import { withoutFewPeriods } from './trend';

/** A metric whose persons nobody has said how to count: it is treated as rows of persons. */
export const unknownPersons = 'unknown';

/** Columns that name a person: each row is one then. */
const persons = /^(?:customer_id|response_id|order_id|ticket_id|session_id|invite_id|agent|customer)$/;

/** Asks the engine how many distinct persons stand behind each row of a metric's result, by the metric's own grouping. */
export async function personsBehind(
  engine: Engine,
  behind: Behind,
  k: number,
): Promise<Persons | typeof unknownPersons> {
  const persons = await countedBehind(engine, behind, k);
  if (persons === unknownPersons) return persons;
  return { ...persons, ...knownOf[behind.metric.id]?.(behind.found, persons) };
}

async function countedBehind(engine: Engine, behind: Behind, k: number): Promise<Persons | typeof unknownPersons> {
  const { metric, found, setting } = behind;
  const how = counted[metric.id];
  const by = groupingOf(found);
  if (how?.kind === 'person' || persons.test(firstOf(found.rows)) || persons.test(by)) return onePersonEach(found);
  if (!how) return unknownPersons;
  switch (how.kind) {
    case 'nobody':
      return { of: noneOf(found.rows), largest: noneOf(found.rows), whole: null };
    case 'own':
      return how.count(engine, behind, k);
    case 'column': {
      const { column, unknown } = how;
      const count = (row: ResultRow, name: string) =>
        numberOf(row, name) ?? (unknown === undefined ? null : numberOf(row, unknown));
      const of = found.rows.map((row) => count(row, column) ?? 0);
      const whole = count(found.summary, how.whole ?? column);
      const largest = await largestOf(engine, found.rows);
      return { of, largest, whole };
    }
    case 'table': {
      const grain = setting.params.grain;
      const groups = await byGroup(engine, setting, { ...how, by: how.by ?? by, grain, summary: found.summary }, k);
      const most = how.most === undefined ? Infinity : (numberOf(found.summary, how.most) ?? 0);
      const persons = await ofGroups(engine, behind, groups, most);
      if (!how.hasTrend) return persons;
      return { ...persons, told: await withoutFewPeriods(engine, { found, setting, table: how }, k) };
    }
    case 'followed':
      return ofUses(engine, behind, (row, sides) => Math.min(...sides.map((side) => side.get(keyOf(row)) ?? 0)));
    case 'sides':
      if (Object.values(metric.uses(setting)).every((use) => counted[use.metric]?.kind === 'column'))
        return ofOwnSides(found);
      return ofUses(engine, behind, (row, sides) => {
        const n = [numberOf(row, 'n_before'), numberOf(row, 'n_after')];
        // A side without anybody says nothing of anybody.
        const there = sides.flatMap((side, at) => (n[at] === 0 ? [] : [side.get(keyOf(row)) ?? 0]));
        return there.length ? Math.min(...there) : 0;
      });
  }
}

function onePersonEach({ rows, summary }: Found): Persons {
  return { of: rows.map(() => 1), largest: noneOf(rows), whole: numberOf(summary, 'n') ?? rows.length };
}

async function ofGroups(
  engine: Engine,
  { metric, found }: Behind,
  groups: ReadonlyMap<string | null, Group>,
  most: number,
): Promise<Persons> {
  const groupOf = (row: ResultRow) => groups.get(keyOf(row)) ?? (keyOf(row) === null ? undefined : nobody);
  const whole = groups.get(null)?.persons ?? 0;
  const of = found.rows.map((row) => Math.min(groupOf(row)?.persons ?? whole, most, baseOf(metric, row) ?? Infinity));
  const who = found.rows.map((row) => groupOf(row)?.who ?? null);
  return { of, who, largest: await largestOf(engine, found.rows), whole };
}

const nobody: Group = { persons: 0, who: null };

/** What is compared counts customers itself. A side without anybody says nothing of anybody. */
function ofOwnSides({ rows, summary }: Found): Persons {
  const least = (row: ResultRow) => {
    const there = [numberOf(row, 'n_before'), numberOf(row, 'n_after')].filter((n) => n !== null && n > 0);
    return there.length ? Math.min(...there.map(Number)) : 0;
  };
  return { of: rows.map(least), largest: noneOf(rows), whole: least(summary) };
}

/** Of a metric that works on others: those are counted as they were asked, with their own filters and dates. */
async function ofUses(
  engine: Engine,
  { metric, found, setting }: Behind,
  countOf: (row: ResultRow, sides: readonly ReadonlyMap<string | null, number>[]) => number,
): Promise<Persons | typeof unknownPersons> {
  const sides: ReadonlyMap<string | null, number>[] = [];
  for (const use of Object.values(metric.uses(setting))) {
    const side = await ofUse(engine, setting, use, groupingOf(found));
    if (!side) return unknownPersons;
    sides.push(side);
  }
  const of = found.rows.map((row) => countOf(row, sides));
  const wholes = sides.map((side) => side.get(null) ?? 0);
  return { of, largest: await largestOf(engine, found.rows), whole: wholes.length ? Math.min(...wholes) : 0 };
}

async function ofUse(
  engine: Engine,
  setting: Setting,
  { metric, params = {}, only, dated }: Use,
  by: string,
): Promise<ReadonlyMap<string | null, number> | null> {
  const table: Table | null = tableOf(metric);
  const own = typeof params.by === 'string' ? params.by : by;
  if (!table) return null;
  const groups = await byGroup(engine, setting, { ...table, by: own, grain: params.grain, summary: {}, only, dated });
  return new Map([...groups].map(([name, { persons }]) => [name, persons]));
}

/** What the rows are grouped by: what the metric says, else its first column. */
function groupingOf({ rows, summary }: Found): string {
  return typeof summary.by === 'string' ? summary.by : firstOf(rows);
}

function firstOf(rows: readonly ResultRow[]): string {
  return Object.keys(rows[0] ?? {})[0] ?? '';
}

/** The name of a row's group. */
function keyOf(row: ResultRow): string | null {
  const name = ['item', 'touchpoint'].find((column) => column in row) ?? Object.keys(row)[0] ?? '';
  const group = row[name];
  return group === null || group === undefined ? null : String(group);
}

function baseOf(metric: Metric, row: ResultRow): number | null {
  const base = metric.headline?.base ?? (metric.id === 'return-on-touchpoint' ? '' : 'n');
  return base === 'credit' ? null : numberOf(row, base);
}
