import type { Cell, Cells } from '../engine/engine';

/** Rows of numbers, with the name of each input. */
export interface Inputs {
  readonly names: readonly string[];
  readonly row: (at: number) => Float64Array;
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
 * columns that separate the known outcomes (1, 0; NaN: not known) without error, both by name, and columns that do not
 * vary or repeat another. Equal columns give equal inputs.
 */
export function inputsOf(
  columns: ReadonlyMap<string, Cells>,
  outcomes: ArrayLike<number>,
  withSensitive: boolean,
): Inputs {
  const [wordy, telling]: [string[], string[]] = [[], []];
  const [controls, cases] = [placesOf(0, outcomes), placesOf(1, outcomes)];
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
  return { wordy, telling, names: inputs.map(({ name }) => name), row: inRows(inputs, outcomes.length) };
}

interface Column {
  readonly name: string;
  readonly values: Float64Array;
}

function placesOf(wanted: number, outcomes: ArrayLike<number>): readonly number[] {
  const places: number[] = [];
  for (let at = 0; at < outcomes.length; at++) if (outcomes[at] === wanted) places.push(at);
  return places;
}

/** One row after the other in the same memory. */
function inRows(inputs: readonly Column[], length: number): (at: number) => Float64Array {
  const width = inputs.length;
  const all = new Float64Array(length * width);
  inputs.forEach(({ values }, i) => {
    for (let row = 0; row < length; row++) all[row * width + i] = values[row] ?? 0;
  });
  return (at) => all.subarray(at * width, (at + 1) * width);
}

/** The cells as numbers, NaN for what is missing; null where a cell is something else, or all are missing. */
function numbersOf(cells: Cells): Float64Array | null {
  if (cells instanceof Float64Array) return cells.every(Number.isNaN) ? null : cells;
  const numbers = new Float64Array(cells.length);
  let known = 0;
  for (let at = 0; at < cells.length; at++) {
    const cell = cells[at] ?? null;
    const value = isMissing(cell) ? NaN : asNumber(cell);
    if (value === null) return null;
    numbers[at] = value;
    if (!Number.isNaN(value)) known++;
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
function levels(name: string, cells: Cells): Column[] | null {
  const levels = new Map<string, number>();
  const counts = new Uint32Array(mostLevels + 1);
  const codes = new Uint8Array(cells.length);
  for (let at = 0; at < cells.length; at++) {
    const word = String(cells[at] ?? '–');
    const code = levels.get(word) ?? levels.size;
    if (code === levels.size) levels.set(word, code);
    if (code === mostLevels) return null;
    codes[at] = code;
    counts[code] = (counts[code] ?? 0) + 1;
  }
  return [...levels]
    .sort(([a, one], [b, other]) => (counts[other] ?? 0) - (counts[one] ?? 0) || a.localeCompare(b))
    .slice(1)
    .map(([level, code]) => ({
      name: `${name} = ${level}`,
      values: new Float64Array(codes.length).map((_, at) => (codes[at] === code ? 1 : 0)),
    }));
}

/** Whether a column separates the places of cases from those of controls without error: by a threshold where it holds numbers, by its values where it does not. */
function givesAway(
  cells: Cells,
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
