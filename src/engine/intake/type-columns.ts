import type { Engine, Row } from '../engine';
import { identifier, join, sql, type Sql } from '../sql';
import { cellText, isScarred, presentSql, valueSql, type ColumnPlan } from './cell-sql';
import { detectReading, type Surroundings } from './detect-reading';
import type { Decisions, Imported, Reading } from './imported';
import { isMissing } from './missing-words';
import { zoneShifts } from './zone-shifts';

export interface Typing {
  readonly plans: readonly ColumnPlan[];
  readonly failed: readonly number[];
  readonly notes: Imported['notes'];
}

export interface TypingOptions {
  readonly decisions: Decisions;
  readonly zone: string;
  readonly signal?: AbortSignal | undefined;
}

const sampled = 3000;
const tolerated = 0.01;

/** Decides how each column of a table of texts is read: from a sample, then held against every cell. */
export async function planColumns(
  engine: Engine,
  table: Sql,
  names: readonly string[],
  options: TypingOptions,
): Promise<Typing> {
  const samples = await sampleOf(engine, table, names, options.signal);
  const missing = options.decisions.missing ?? [];
  const alone = (header: string): Surroundings => ({ header, missing, decimal: null, dayFirst: null });
  const first = names.map((name, at) => detectReading(samples[at] ?? new Map(), alone(name)).reading);
  const around = { missing, decimal: decimalProved(first), dayFirst: orderProved(first) };
  const plans: ColumnPlan[] = [];
  const failed: number[] = [];
  for (let from = 0; from < names.length; from += 40) {
    const part = names
      .slice(from, from + 40)
      .map((name, at) => ({ name, sample: samples[from + at] ?? new Map<string, number>() }));
    const held = await holdAgainstAll(engine, table, part, around, options);
    plans.push(...held.map(({ plan }) => plan));
    failed.push(...held.map((column) => column.failed));
  }
  return { plans, failed, notes: notesOn(plans, samples) };
}

async function sampleOf(
  engine: Engine,
  table: Sql,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<Map<string, number>[]> {
  const [counted] = await engine.query(sql`SELECT count(*) AS n FROM ${table}`, { signal });
  const rows = Number(counted?.n ?? 0);
  const step = Math.max(1, Math.floor(rows / sampled));
  const columns = join(names.map((name) => identifier(name)));
  const found = await engine.query(
    sql`SELECT ${columns} FROM ${table} WHERE rowid < ${sampled} OR rowid % ${step} = 0`,
    { signal },
  );
  return names.map((name) => countsOf(found, name));
}

function countsOf(rows: readonly Row[], name: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const cell = trimmed(typeof row[name] === 'string' ? row[name] : '');
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  return counts;
}

function trimmed(cell: string): string {
  return cell.replaceAll(/^[\s\u3000\ufeff\u200b]+|[\s\u3000\ufeff\u200b]+$/g, '');
}

function unscarred(cell: string): string {
  return cell.replace(/^="(.*)"$/, '$1').replace(/^'/, '');
}

interface Held {
  readonly plan: ColumnPlan;
  readonly failed: number;
}

interface Part {
  readonly name: string;
  readonly sample: Map<string, number>;
}

/** Up to three rounds: what does not read joins the sample, and the column is judged again; then it is text. */
async function holdAgainstAll(
  engine: Engine,
  table: Sql,
  part: readonly Part[],
  around: Omit<Surroundings, 'header'>,
  options: TypingOptions,
): Promise<readonly Held[]> {
  const given = (name: string) => options.decisions.readings?.[name];
  let open = part.map(({ name, sample }) => planOf(name, sample, { ...around, header: name }, given(name)));
  const done = new Map<string, Held>();
  for (let round = 0; open.length > 0; round++) {
    const checks = await check(engine, table, open, options);
    const next: ColumnPlan[] = [];
    for (const { plan, failing, present } of checks) {
      const sample = part.find(({ name }) => name === plan.name)?.sample ?? new Map<string, number>();
      const few = failing.total <= tolerated * present;
      const words = [...failing.cells.keys()];
      if (failing.total === 0 || given(plan.name) || (few && round > 0))
        done.set(plan.name, { plan, failed: failing.total });
      else if (round < 3) {
        for (const [cell, count] of failing.cells) sample.set(cell, count);
        const again = planOf(plan.name, sample, { ...around, header: plan.name }, undefined);
        const newWords = words.some((word) => !plan.missing.includes(word) && isMissing(word, false, around.missing));
        next.push(
          JSON.stringify(again.reading) === JSON.stringify(plan.reading) && !newWords && !few
            ? asText(plan, sample, around)
            : again,
        );
      } else next.push(asText(plan, sample, around));
    }
    open = next;
  }
  return part.map(({ name }) => done.get(name)).filter((held) => held !== undefined);
}

function asText(
  plan: ColumnPlan,
  sample: ReadonlyMap<string, number>,
  { missing }: Omit<Surroundings, 'header'>,
): ColumnPlan {
  return {
    ...plan,
    reading: { kind: 'text' },
    type: 'VARCHAR',
    missing: [...sample.keys()].filter((cell) => cell !== '' && isMissing(cell, true, missing)),
  };
}

function planOf(
  name: string,
  sample: ReadonlyMap<string, number>,
  around: Surroundings,
  given: Reading | undefined,
): ColumnPlan {
  const scarred = [...sample.keys()].some(isScarred);
  const cells = scarred ? new Map([...sample].map(([cell, count]) => [unscarred(cell), count])) : sample;
  const detected = detectReading(cells, around);
  const reading = given ?? detected.reading;
  const missing = given
    ? [...cells.keys()].filter((cell) => cell !== '' && isMissing(cell, given.kind === 'text', around.missing))
    : detected.missing;
  return { name, reading, missing, scarred, trimmed: true, shifts: [], type: typeOf(reading) };
}

function typeOf(reading: Reading): string {
  if (reading.kind === 'text') return 'VARCHAR';
  if (reading.kind === 'flag') return 'BOOLEAN';
  if (reading.kind === 'time') return reading.format === 'clock' ? 'TIME' : 'TIMESTAMP';
  return reading.kind === 'likert' ? 'BIGINT' : 'DOUBLE';
}

interface Checked {
  readonly plan: ColumnPlan;
  readonly present: number;
  readonly failing: { readonly total: number; readonly cells: ReadonlyMap<string, number> };
}

/** Counts in one pass which cells of these columns do not read, and settles each one's narrowest type. */
async function check(
  engine: Engine,
  table: Sql,
  plans: readonly ColumnPlan[],
  { zone, signal }: TypingOptions,
): Promise<readonly Checked[]> {
  const facts = plans.flatMap((plan, at) => factsOf(plan, at));
  const [row = {}] = await engine.query(sql`SELECT ${join(facts)} FROM ${table}`, { signal });
  const checked: Checked[] = [];
  for (const [at, plan] of plans.entries()) {
    const fact = (name: string) => row[`${name}${String(at)}`];
    const total = Number(fact('failed') ?? 0);
    const cells = total ? await failingCells(engine, table, plan, signal) : new Map<string, number>();
    const settled = settle(plan, fact, zone);
    checked.push({
      plan: settled ?? plan,
      present: Number(fact('present') ?? 0),
      failing: settled
        ? { total, cells }
        : { total: Number(fact('present')), cells: await longCells(engine, table, plan, signal) },
    });
  }
  return checked;
}

function factsOf(plan: ColumnPlan, at: number): readonly Sql[] {
  const name = (fact: string) => identifier(`${fact}${String(at)}`);
  const present = presentSql(plan);
  const text = cellText(plan.name, plan.scarred);
  const value = valueSql(plan);
  const counted = sql`count(${present}) AS ${name('present')}`;
  switch (plan.reading.kind) {
    case 'text':
      return [counted, sql`0 AS ${name('failed')}`, sql`max(length(${identifier(plan.name)})) AS ${name('longest')}`];
    case 'number':
      return [
        counted,
        sql`count(*) FILTER (${present} IS NOT NULL AND ${value} IS NULL) AS ${name('failed')}`,
        sql`coalesce(bool_and(TRY_CAST(${present} AS BIGINT) IS NOT NULL AND NOT contains(${text}, '.') AND NOT contains(lower(${text}), 'e')) FILTER (${present} IS NOT NULL), false) AS ${name('whole')}`,
        sql`coalesce(bool_or((${text} LIKE '0%' AND regexp_full_match(${text}, '0[0-9]+')) OR (length(${text}) >= 15 AND regexp_full_match(${text}, '[0-9]{15,}'))), false) AS ${name('code')}`,
      ];
    case 'time':
      return [
        counted,
        sql`count(*) FILTER (${present} IS NOT NULL AND ${value} IS NULL) AS ${name('failed')}`,
        ...(plan.reading.format === 'clock'
          ? []
          : [
              sql`min(${value}) AS ${name('first')}`,
              sql`max(${value}) AS ${name('last')}`,
              sql`coalesce(bool_and(CAST(${value} AS TIME) = TIME '00:00:00' AND NOT contains(${text}, ':')), false) AS ${name('days')}`,
            ]),
      ];
    default:
      return [counted, sql`count(*) FILTER (${present} IS NOT NULL AND ${value} IS NULL) AS ${name('failed')}`];
  }
}

/** The plan with what all cells tell; null where they are codes, not numbers. */
function settle(plan: ColumnPlan, fact: (name: string) => Row[string] | undefined, zone: string): ColumnPlan | null {
  if (plan.reading.kind === 'text') return { ...plan, trimmed: Number(fact('longest') ?? 0) <= 64 };
  if (plan.reading.kind === 'number' && fact('code') === true) return null;
  if (plan.reading.kind === 'number' && fact('whole') === true && plan.reading.decimal === '.')
    return { ...plan, type: 'BIGINT' };
  if (plan.reading.kind !== 'time' || plan.type === 'TIME') return plan;
  const [first, last] = [fact('first'), fact('last')];
  if (fact('days') === true) return { ...plan, type: 'DATE' };
  if (!(first instanceof Date) || !(last instanceof Date)) return plan;
  return { ...plan, shifts: zoneShifts(zone, first.getTime(), last.getTime()) };
}

async function failingCells(
  engine: Engine,
  table: Sql,
  plan: ColumnPlan,
  signal?: AbortSignal,
): Promise<Map<string, number>> {
  const present = presentSql(plan);
  const rows = await engine.query(
    sql`SELECT ${cellText(plan.name, plan.scarred)} AS cell, count(*) AS n FROM ${table} WHERE ${present} IS NOT NULL AND ${valueSql(plan)} IS NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 200`,
    { signal },
  );
  return new Map(rows.map((row) => [String(row.cell), Number(row.n)]));
}

async function longCells(
  engine: Engine,
  table: Sql,
  plan: ColumnPlan,
  signal?: AbortSignal,
): Promise<Map<string, number>> {
  const text = cellText(plan.name, plan.scarred);
  const rows = await engine.query(
    sql`SELECT ${text} AS cell FROM ${table} WHERE regexp_full_match(${text}, '0[0-9]+|[0-9]{15,}') LIMIT 5`,
    { signal },
  );
  return new Map(rows.map((row) => [String(row.cell), 1]));
}

function decimalProved(readings: readonly Reading[]): '.' | ',' | null {
  return readings.some((reading) => reading.kind === 'number' && reading.decimal === ',') ? ',' : null;
}

function orderProved(readings: readonly Reading[]): boolean | null {
  const proved = readings.find(
    (reading) => reading.kind === 'time' && reading.order === 'evidence' && /^%[dm]/.test(reading.format),
  );
  return proved?.kind === 'time' ? proved.format.startsWith('%d') : null;
}

function notesOn(plans: readonly ColumnPlan[], samples: readonly ReadonlyMap<string, number>[]): Imported['notes'] {
  return plans.flatMap(({ name, reading }, at) => {
    if (reading.kind === 'time' && reading.order === 'assumed')
      return [{ code: 'order-assumed', details: { column: name, format: reading.format } }];
    if (reading.kind === 'number' && reading.decimal === ',')
      return [{ code: 'decimal-comma', details: { column: name } }];
    const damaged = [...(samples[at]?.keys() ?? [])].filter((cell) => /^\d\.\d+E\+\d{1,2}$/.test(cell)).length;
    return reading.kind === 'text' && damaged
      ? [{ code: 'ids-damaged', details: { column: name, cells: damaged } }]
      : [];
  });
}
