import type { Cell } from '../engine/engine';

/** People as rows of numbers, with the name of each input. */
export interface Inputs {
  readonly names: readonly string[];
  readonly rows: readonly (readonly number[])[];
  /** Columns with too many different words to be inputs. */
  readonly wordy: readonly string[];
}

const mostLevels = 12;
/** Columns that name a person's sex or age in either language; left out unless asked for. */
const sensitive = /^(gender|sex|age|age_?band|senior_?citizen|birth.*|性别|年龄|年龄段|出生.*)$/i;

/**
 * Turns columns of any type into numbers: numbers as they are (missing ones the mean, with an input that says so),
 * words of up to twelve levels as 0 or 1 for each level but the most frequent; words of more levels, and columns
 * without variation, are left out, the former by name. Equal tables give equal inputs.
 */
export function inputsOf(
  people: readonly Readonly<Record<string, Cell>>[],
  leave: readonly string[],
  withSensitive: boolean,
): Inputs {
  const names = Object.keys(people[0] ?? {}).filter(
    (name) => !leave.includes(name) && (withSensitive || !sensitive.test(name)),
  );
  const wordy: string[] = [];
  const columns = names.flatMap((name) => {
    const made = columnsOf(
      name,
      people.map((person) => person[name] ?? null),
    );
    if (!made) wordy.push(name);
    return made ?? [];
  });
  return {
    wordy,
    names: columns.map(({ name }) => name),
    rows: people.map((_, at) => columns.map(({ values }) => values[at] ?? 0)),
  };
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
