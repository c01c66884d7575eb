import type { Cell, Cells, Result } from '../engine/engine';
import { cellsOf } from '../engine/result';
import { numbersOf } from './columns';
import { snapshotColumn } from './risk-people';
import { snapshots, type Snapshot } from './risk-sources';

/** Customers as they stood at each cut-off, those of one cut-off after those of the other. */
export interface Standings {
  /** 1, 0, or NaN where it is not known. */
  readonly outcomes: Float64Array;
  /** What may be an input. */
  readonly columns: ReadonlyMap<string, Cells>;
  readonly of: Readonly<Record<Snapshot, Standing>>;
}

interface Standing {
  /** The place of the first among all standings. */
  readonly from: number;
  /** The rows of `riskPeople` that they are. */
  readonly people: Uint32Array;
}

const apart = ['present', 'outcome'];

/** Lines up the people of all cut-offs, from the rows of `riskPeople`. */
export function standingsOf(found: Result): Standings {
  const present = (snapshot: Snapshot) => placesOf(cellsOf(found, snapshotColumn(snapshot, 'present')) ?? []);
  const people = { train: present('train'), test: present('test'), now: present('now') };
  const of = {
    train: { from: 0, people: people.train },
    test: { from: people.train.length, people: people.test },
    now: { from: people.train.length + people.test.length, people: people.now },
  };
  const lined = (name: (snapshot: Snapshot) => string) =>
    linedUp(snapshots.map((snapshot) => ({ cells: cellsOf(found, name(snapshot)), places: people[snapshot] })));
  const prefix = snapshotColumn('train', '');
  const names = found.columns.map(({ name }) => name);
  const behaviour = names.flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
  const isOther = (name: string) => snapshots.some((snapshot) => name.startsWith(snapshotColumn(snapshot, '')));
  return {
    of,
    outcomes: fill(
      new Float64Array(of.now.from + people.now.length),
      snapshots.map((snapshot) => ({
        cells: numbersOf(found, snapshotColumn(snapshot, 'outcome')),
        places: people[snapshot],
      })),
      NaN,
    ),
    columns: new Map([
      ...behaviour
        .filter((name) => !apart.includes(name))
        .map((name) => [name, lined((snapshot) => snapshotColumn(snapshot, name))] as const),
      ...names
        .filter((name) => !isOther(name) && name !== 'customer_id' && name !== 'copies')
        .map((name) => [name, lined(() => name)] as const),
    ]),
  };
}

function placesOf(flags: Cells): Uint32Array {
  const places: number[] = [];
  for (let at = 0; at < flags.length; at++) if (flags[at] === true) places.push(at);
  return Uint32Array.from(places);
}

/** The cells at some places of each part, one part after the other; a part without cells is not known. */
function linedUp(parts: readonly { readonly cells: Cells | undefined; readonly places: Uint32Array }[]): Cells {
  const length = parts.reduce((sum, { places }) => sum + places.length, 0);
  if (parts.every(({ cells }) => cells === undefined || cells instanceof Float64Array))
    return fill(new Float64Array(length), parts as Parts<number>, NaN);
  return fill(new Array<Cell>(length), parts as Parts<Cell>, null);
}

type Parts<C> = readonly { readonly cells: ArrayLike<C> | undefined; readonly places: Uint32Array }[];

function fill<C, T extends { [at: number]: C }>(line: T, parts: Parts<C>, unknown: C): T {
  let place = 0;
  for (const { cells, places } of parts)
    for (let nth = 0; nth < places.length; nth++) line[place++] = cells?.[places[nth] ?? 0] ?? unknown;
  return line;
}
