import type { Cell } from '../engine/engine';

/** A person's columns as they come; outcome 1, 0, or null where it is not known. */
export type Person = Readonly<Record<string, Cell>> & { readonly outcome: number | null };

/** People as rows of numbers, with the name of each input. */
export interface Inputs {
  readonly names: readonly string[];
  readonly rows: readonly (readonly number[])[];
  /** Columns with too many different words to be inputs. */
  readonly wordy: readonly string[];
  /** Columns that alone give the outcome away: most likely written after it. */
  readonly telling: readonly string[];
}

const mostLevels = 12;
/** With fewer people of either outcome a column may separate them by chance. */
const fewest = 10;
/** Columns that name a person's sex or age in either language; left out unless asked for. */
const sensitive = /^(gender|sex|age|age_?band|senior_?citizen|birth.*|性别|年龄|年龄段|出生.*)$/i;

/**
 * Turns columns of any type into numbers: numbers as they are (missing ones the mean, with an input that says so),
 * words of up to twelve levels as 0 or 1 for each level but the most frequent. Left out are columns of more words and
 * columns that separate the known outcomes without error, both by name, and columns that do not vary or repeat another.
 * Equal tables give equal inputs.
 */
export function inputsOf(people: readonly Person[], leave: readonly string[], withSensitive: boolean): Inputs {
  const names = Object.keys(people[0] ?? {}).filter(
    (name) => !leave.includes(name) && (withSensitive || !sensitive.test(name)),
  );
  const outcomes = people.map(({ outcome }) => outcome);
  const [wordy, telling]: [string[], string[]] = [[], []];
  const columns: Column[] = [];
  for (const name of names) {
    const cells = people.map((person) => person[name] ?? null);
    const made = columnsOf(name, cells);
    if (!made) wordy.push(name);
    else if (givesAway(cells, outcomes)) telling.push(name);
    else columns.push(...made.filter((column) => !columns.some((other) => areEqual(column.values, other.values))));
  }
  return {
    wordy,
    telling,
    names: columns.map(({ name }) => name),
    rows: people.map((_, at) => columns.map(({ values }) => values[at] ?? 0)),
  };
}

/** Whether a column separates the outcomes without error: by a threshold where it holds numbers, by its levels where it holds words. */
function givesAway(cells: readonly Cell[], outcomes: readonly (number | null)[]): boolean {
  const of = (wanted: number) => cells.filter((_, at) => outcomes[at] === wanted);
  const [without, cases] = [of(0), of(1)];
  if (without.length < fewest || cases.length < fewest) return false;
  const [a, b] = [without, cases].map((side) => side.map(asNumber));
  const isNumber = (value: number | null) => value !== null;
  if (a?.every(isNumber) && b?.every(isNumber)) return areApart(a, b) || areApart(b, a);
  const words = new Set(without.map(String));
  return !cases.some((cell) => words.has(String(cell)));
}

function areApart(lower: readonly number[], upper: readonly number[]): boolean {
  const most = lower.reduce((all, value) => Math.max(all, value), -Infinity);
  return upper.every((value) => value > most);
}

function areEqual(one: readonly number[], other: readonly number[]): boolean {
  return one.every((value, at) => value === other[at]);
}

interface Column {
  readonly name: string;
  readonly values: readonly number[];
}

/** Null where the words are too many. */
function columnsOf(name: string, cells: readonly Cell[]): Column[] | null {
  const present = cells.filter((cell) => cell !== null && cell !== '');
  const numbers = present.map(asNumber);
  if (present.length && numbers.every((value) => value !== null)) return varying(numeric(name, cells, numbers));
  const counts = new Map<string, number>();
  for (const cell of cells) counts.set(String(cell ?? '–'), (counts.get(String(cell ?? '–')) ?? 0) + 1);
  if (counts.size > mostLevels) return null;
  const levels = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).slice(1);
  return varying(
    levels.map(([level]) => ({
      name: `${name} = ${level}`,
      values: cells.map((cell) => (String(cell ?? '–') === level ? 1 : 0)),
    })),
  );
}

function numeric(name: string, cells: readonly Cell[], numbers: readonly (number | null)[]): Column[] {
  const known = numbers.filter((value) => value !== null);
  const mean = known.reduce((sum, value) => sum + value, 0) / known.length;
  const values = cells.map((cell) => (cell === null || cell === '' ? null : asNumber(cell)));
  const column = { name, values: values.map((value) => value ?? mean) };
  return values.includes(null)
    ? [column, { name: `${name} ?`, values: values.map((value) => (value === null ? 1 : 0)) }]
    : [column];
}

function varying(columns: readonly Column[]): Column[] {
  return columns.filter(({ values }) => values.some((value) => value !== values[0]));
}

function asNumber(cell: Cell): number | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  if (typeof cell !== 'string' || cell.trim() === '') return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
}
