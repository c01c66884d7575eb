import type { Cell, Result } from '../engine/engine';
import type { Value } from '../metrics/metric';
import type { Format } from './arguments';
import type { TargetHeld } from './targets-held';

/** One metric's answer, as the terminal prints it. */
export interface Printed {
  readonly metric: string;
  readonly kind: 'answered' | 'lacking' | 'empty';
  readonly rows: readonly Readonly<Record<string, Value>>[];
  readonly summary: Readonly<Record<string, Value>>;
  readonly remarks: readonly { readonly level: string; readonly text: string }[];
  readonly sql: Readonly<Record<string, string>>;
  readonly lacking: readonly string[];
  readonly mapping: Readonly<Record<string, readonly object[]>>;
  readonly rejected: number;
  /** The workspace's targets for the metric, and how its figures stand to them; absent where it sets none. */
  readonly targets?: readonly TargetHeld[];
}

export function resultPrinted(result: Printed, format: Format): string {
  if (format === 'json') return json(result);
  if (format === 'csv') return csv(headsOf(result.rows), result.rows);
  const summary = Object.entries(result.summary).map(([name, value]) => `${name}: ${text(value)}`);
  const remarks = result.remarks.map(({ level, text: words }) => `[${level}] ${words}`);
  const targets = (result.targets ?? []).map(
    ({ touchpoint, target, value, verdict }) =>
      `target ${touchpoint ?? '(all)'}: ${text(target)}, is ${text(value)}: ${verdict}`,
  );
  const lacking = result.lacking.length ? [`lacking: ${result.lacking.join(', ')}`] : [];
  return `${[`${result.metric}: ${result.kind}`, ...lacking, aligned(headsOf(result.rows), result.rows), ...summary, ...targets, ...remarks].filter((line) => line !== '').join('\n')}\n`;
}

export function sqlPrinted({ columns, rows }: Result, format: Format): string {
  const types = Object.fromEntries(columns.map(({ name, type }) => [name, type]));
  const plain = rows.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, cell]) => [name, value(cell, types[name])])),
  );
  const heads = columns.map(({ name }) => name);
  if (format === 'csv') return csv(heads, plain);
  if (format === 'text') return `${aligned(heads, plain)}\n`;
  return json({ kind: rows.length ? 'answered' : 'empty', columns, rows: plain });
}

/** Lists and inspections: JSON, or one line an entry. */
export function printed(thing: object, format: Format): string {
  if (format === 'json') return json(thing);
  const rows = (Array.isArray(thing) ? thing : [thing]) as readonly Readonly<Record<string, Value>>[];
  return format === 'csv' ? csv(headsOf(rows), rows) : `${aligned(headsOf(rows), rows)}\n`;
}

function json(thing: unknown): string {
  return `${JSON.stringify(thing, (_, cell: unknown) => (typeof cell === 'number' && !Number.isFinite(cell) ? null : cell), 2)}\n`;
}

/** Times as ISO text of the wall clock; a day without time as a day. */
function value(cell: Cell, type = ''): Value {
  if (cell instanceof Date) {
    const iso = cell.toISOString();
    return type === 'DATE' ? iso.slice(0, 10) : iso.replace(/(\.000)?Z$/, '');
  }
  if (Array.isArray(cell)) return cell.map((item: Cell) => value(item));
  if (cell !== null && typeof cell === 'object')
    return Object.fromEntries(Object.entries(cell).map(([name, item]) => [name, value(item)]));
  return typeof cell === 'number' && !Number.isFinite(cell) ? null : cell;
}

function headsOf(rows: readonly object[]): readonly string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

function csv(heads: readonly string[], rows: readonly Readonly<Record<string, Value>>[]): string {
  const lines = [heads, ...rows.map((row) => heads.map((head) => text(row[head] ?? null)))];
  return `${lines.map((line) => line.map(quoted).join(',')).join('\r\n')}\r\n`;
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

function aligned(heads: readonly string[], rows: readonly Readonly<Record<string, Value>>[]): string {
  if (!rows.length) return '';
  const lines = [heads, ...rows.map((row) => heads.map((head) => text(row[head] ?? null)))];
  const widths = heads.map((_, at) => Math.max(...lines.map((line) => wide(line[at] ?? ''))));
  return lines
    .map((line) =>
      line
        .map((cell, at) => cell + ' '.repeat(Math.max(0, (widths[at] ?? 0) - wide(cell))))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Chinese characters are two columns wide. */
function wide(cell: string): number {
  return [...cell].reduce((sum, sign) => sum + (/[\u1100-\u115F\u2E80-\uFFE6]/.test(sign) ? 2 : 1), 0);
}

function text(cell: Value): string {
  if (cell === null) return '';
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}
