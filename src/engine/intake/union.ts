import type { Engine } from '../engine';
import { identifier, sql } from '../sql';
import { detectReading } from './detect-reading';
import type { Decisions, Imported, Reading } from './imported';
import type { TextPart } from './part';

const rowsLooked = 2000;

/** A table of several files: columns on which the files disagree are told. */
export async function settleUnion(
  engine: Engine,
  made: Imported,
  parts: readonly TextPart[],
  decisions: Readonly<Record<string, Decisions>>,
): Promise<Imported> {
  const file = made.columns[0]?.name ?? 'file';
  const decided = decisions[parts[0]?.label ?? ''] ?? {};
  const notes: Imported['notes'][number][] = [];
  for (const { name, reading } of made.columns.slice(1)) {
    if (reading.kind !== 'text' || decided.readings?.[name]) continue;
    const differing = await disagreeing(engine, made.table, file, name, decided.missing ?? []);
    if (differing) notes.push({ code: 'files-differ', details: { column: name, ...differing } });
  }
  return { ...made, notes: [...made.notes, ...notes] };
}

/** Two files of which one reads as numbers or times in this column, and the other does not, or in another form. */
async function disagreeing(engine: Engine, table: string, file: string, column: string, missing: readonly string[]) {
  const cells = await engine.query(
    sql`SELECT f, v, count(*) AS n FROM (SELECT ${identifier(file)} AS f, trim(${identifier(column)}) AS v FROM ${identifier('raw', table)} WHERE ${identifier(column)} IS NOT NULL QUALIFY row_number() OVER (PARTITION BY ${identifier(file)}) <= ${rowsLooked}) GROUP BY f, v ORDER BY f, v`,
  );
  const byFile = new Map<string, Map<string, number>>();
  for (const { f, v, n } of cells) {
    const counts = byFile.get(String(f)) ?? new Map<string, number>();
    byFile.set(String(f), counts.set(String(v), Number(n)));
  }
  const around = { header: column, missing, decimal: null, dayFirst: null };
  const forms = [...byFile].map(([name, counts]) => [name, formOf(detectReading(counts, around).reading)] as const);
  const [one, form] = forms.find(([, of]) => of !== 'text') ?? [];
  const [other] = forms.find(([, of]) => form !== undefined && of !== form) ?? [];
  return one !== undefined && other !== undefined ? { file: one, other } : null;
}

function formOf(reading: Reading): string {
  if (reading.kind === 'time') return reading.format;
  return reading.kind === 'number' || reading.kind === 'duration' ? reading.kind : 'text';
}
