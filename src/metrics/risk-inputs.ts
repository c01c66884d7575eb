import type { Cell } from '../engine/engine';

/** Rows of numbers, with the name of each input. */
export interface Inputs {
  readonly names: readonly string[];
  readonly rows: readonly Float64Array[];
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
 * columns that separate the known outcomes (1, 0; null: not known) without error, both by name, and columns that do not
 * vary or repeat another. Equal columns give equal inputs.
 */
export function inputsOf(
  columns: ReadonlyMap<string, readonly Cell[]>,
  outcomes: readonly (number | null)[],
  withSensitive: boolean,
): Inputs {
  const [wordy, telling]: [string[], string[]] = [[], []];
  const having = (wanted: number) => outcomes.flatMap((outcome, at) => (outcome === wanted ? [at] : []));
  const [controls, cases] = [having(0), having(1)];
  const inputs: Column[] = [];
  for (const [name, cells] of columns) {
    if (!withSensitive && sensitive.test(name)) continue;
    const numbers = numbersOf(cells);
    const made = numbers ? numeric(name, numbers) : levels(name, cells);
    if (!made) wordy.push(name);
    else if (givesAway(cells, numbers, controls, cases)) telling.push(name);
    else
      for (const column of made)
        if (varies(column.values) && !inputs.some(({ values }) => areEqual(column.values, values))) inputs.push(column);
  }
  return { wordy, telling, names: inputs.map(({ name }) => name), rows: rowsOf(inputs, outcomes.length) };
}

interface Column {
  readonly name: string;
  readonly values: Float64Array;
}

/** One row after the other in the same memory. */
function rowsOf(inputs: readonly Column[], length: number): Float64Array[] {
  const width = inputs.length;
  const all = new Float64Array(length * width);
  inputs.forEach(({ values }, i) => {
    for (let row = 0; row < length; row++) all[row * width + i] = values[row] ?? 0;
  });
  return Array.from({ length }, (_, row) => all.subarray(row * width, (row + 1) * width));
}

/** The cells as numbers, NaN for what is missing; null where a cell is something else, or all are missing. */
function numbersOf(cells: readonly Cell[]): Float64Array | null {
  const numbers = new Float64Array(cells.length);
  let known = 0;
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] ?? null;
    const value = isMissing(cell) ? NaN : asNumber(cell);
    if (value === null) return null;
    numbers[at] = value;
    if (value === value) known++;
  }
  return known ? numbers : null;
}

function isMissing(cell: Cell): boolean {
  return cell === null || cell === '';
}

function asNumber(cell: Cell): number | null {
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : null;
  if (typeof cell === 'boolean') return cell ? 1 : 0;
  if (typeof cell !== 'string' || cell.trim() === '') return null;
  const value = Number(cell);
  return Number.isFinite(value) ? value : null;
}

function numeric(name: string, numbers: Float64Array): Column[] {
  let [sum, known] = [0, 0];
  for (const value of numbers)
    if (!Number.isNaN(value)) {
      sum += value;
      known++;
    }
  if (known === numbers.length) return [{ name, values: numbers }];
  const mean = sum / known;
  return [
    { name, values: numbers.map((value) => (Number.isNaN(value) ? mean : value)) },
    { name: `${name} ?`, values: numbers.map((value) => (Number.isNaN(value) ? 1 : 0)) },
  ];
}

/** Null where the words are too many. */
function levels(name: string, cells: readonly Cell[]): Column[] | null {
  const word = (cell: Cell) => String(cell ?? '–');
  const counts = new Map<string, number>();
  for (const cell of cells) {
    counts.set(word(cell), (counts.get(word(cell)) ?? 0) + 1);
    if (counts.size > mostLevels) return null;
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))
    .slice(1)
    .map(([level]) => ({
      name: `${name} = ${level}`,
      values: Float64Array.from(cells, (cell) => (word(cell) === level ? 1 : 0)),
    }));
}

/** Whether a column separates the places of cases from those of controls without error: by a threshold where it holds numbers, by its values where it does not. */
function givesAway(
  cells: readonly Cell[],
  numbers: Float64Array | null,
  controls: readonly number[],
  cases: readonly number[],
): boolean {
  if (controls.length < fewest || cases.length < fewest) return false;
  const span = (places: readonly number[]) => {
    let [low, high] = [Infinity, -Infinity];
    for (const at of places) {
      const value = numbers?.[at] ?? NaN;
      if (Number.isNaN(value)) return null;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return { low, high };
  };
  const [without, having] = [span(controls), span(cases)];
  if (without && having) return without.high < having.low || having.high < without.low;
  const value = (at: number) => {
    const cell = cells[at] ?? null;
    return typeof cell === 'object' ? String(cell) : cell;
  };
  const seen = new Set(cases.map(value));
  return !controls.some((at) => seen.has(value(at)));
}

function varies(values: Float64Array): boolean {
  return values.some((value) => value !== values[0]);
}

function areEqual(one: Float64Array, other: Float64Array): boolean {
  return one.every((value, at) => value === other[at]);
}
