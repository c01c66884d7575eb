import type { Engine, Row } from '../engine';
import { identifier, join, sql, type Sql } from '../sql';
import { isScarred, textColumn, type ColumnPlan } from './cell-sql';
import { check, edgesOf, type Checking, type Edges } from './check-columns';
import { detectReading, type Surroundings } from './detect-reading';
import type { Decisions, Imported, Reading } from './imported';
import { isMissing } from './missing-words';
import { nearly } from './nearly';

export interface Typing {
  readonly plans: readonly ColumnPlan[];
  readonly failed: readonly number[];
  /** By name of a column that stays text. */
  readonly nearly: Readonly<Record<string, Reading>>;
  readonly notes: Imported['notes'];
}

export interface TypingOptions extends Checking {
  readonly decisions: Decisions;
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
    const some = names.slice(from, from + 40);
    const edges = await edgesOf(engine, table, some, options.signal);
    const part = some.map((name, at) => ({
      name,
      sample: samples[from + at] ?? new Map<string, number>(),
      edges: edges[at] ?? { bordered: true, long: true },
    }));
    const held = await holdAgainstAll(engine, table, part, around, options);
    plans.push(...held.map(({ plan }) => plan));
    failed.push(...held.map((column) => column.failed));
  }
  const stayed = stayedText(plans, samples, around, options.decisions);
  return { plans, failed, ...stayed, notes: [...notesOn(plans, samples), ...stayed.notes] };
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
  const columns = join(names.map((name) => sql`${textColumn(name)} AS ${identifier(name)}`));
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
  readonly edges: Edges;
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
  let open = part.map((column) => planOf(column, { ...around, header: column.name }, given(column.name)));
  const done = new Map<string, Held>();
  for (let round = 0; open.length > 0; round++) {
    const checks = await check(engine, table, open, options);
    const next: ColumnPlan[] = [];
    for (const { plan, failing, present } of checks) {
      const column = part.find(({ name }) => name === plan.name);
      if (!column) throw new TypeError(`no column ${plan.name}`);
      const { sample } = column;
      const few = failing.total <= tolerated * present;
      const words = [...failing.cells.keys()];
      if (failing.total === 0 || given(plan.name) || (few && round > 0))
        done.set(plan.name, { plan, failed: failing.total });
      else if (round < 3) {
        for (const [cell, count] of failing.cells) sample.set(cell, count);
        const again = planOf(column, { ...around, header: plan.name }, undefined);
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

function planOf({ name, sample, edges }: Part, around: Surroundings, given: Reading | undefined): ColumnPlan {
  const scarred = [...sample.keys()].some(isScarred);
  const cells = scarred ? new Map([...sample].map(([cell, count]) => [unscarred(cell), count])) : sample;
  const detected = detectReading(cells, around);
  const reading = given ?? detected.reading;
  const missing = given
    ? [...cells.keys()].filter((cell) => cell !== '' && isMissing(cell, given.kind === 'text', around.missing))
    : detected.missing;
  return { name, reading, missing, scarred, ...edges, shifts: [], type: typeOf(reading) };
}

function typeOf(reading: Reading): string {
  if (reading.kind === 'text') return 'VARCHAR';
  if (reading.kind === 'flag') return 'BOOLEAN';
  if (reading.kind === 'time') return reading.format === 'clock' ? 'TIME' : 'TIMESTAMP';
  return reading.kind === 'likert' ? 'BIGINT' : 'DOUBLE';
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

/** Columns that a few strange cells keep from being values. */
function stayedText(
  plans: readonly ColumnPlan[],
  samples: readonly ReadonlyMap<string, number>[],
  around: Omit<Surroundings, 'header'>,
  { readings = {} }: Decisions,
): Pick<Typing, 'nearly' | 'notes'> {
  const found = plans.flatMap(({ name, reading, scarred }, at) => {
    if (reading.kind !== 'text' || scarred || readings[name]) return [];
    const one = nearly(samples[at] ?? new Map<string, number>(), { ...around, header: name });
    return one ? [{ name, ...one }] : [];
  });
  return {
    nearly: Object.fromEntries(found.map(({ name, reading }) => [name, reading])),
    notes: found.map(({ name: column, reading: { kind }, share, words }) => ({
      code: 'mostly-values',
      details: { column, kind, share, words: words.join(', ') },
    })),
  };
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
