import type { Cell } from '../engine/engine';
import type { Cells } from './risk-inputs';
import { snapshotColumn } from './risk-people';
import { snapshots, type Snapshot } from './risk-sources';

/** A row of `riskPeople`. */
export type Person = Readonly<Record<string, Cell>> & { readonly customer_id: string; readonly copies: number };

/** Customers as they stood at each cut-off, those of one cut-off after those of the other. */
export interface Standings {
  /** 1, 0, or null where it is not known. */
  readonly outcomes: readonly (number | null)[];
  /** What may be an input. */
  readonly columns: ReadonlyMap<string, Cells>;
  readonly of: Readonly<Record<Snapshot, Standing>>;
}

interface Standing {
  /** The place of the first among all standings. */
  readonly from: number;
  readonly people: readonly Person[];
}

const apart = ['present', 'outcome'];

/** Lines the people of all cut-offs up. */
export function standingsOf(people: readonly Person[]): Standings {
  const present = (snapshot: Snapshot) => {
    const column = snapshotColumn(snapshot, 'present');
    return people.filter((person) => person[column] === true);
  };
  const [train, test, now] = [present('train'), present('test'), present('now')];
  const of = {
    train: { from: 0, people: train },
    test: { from: train.length, people: test },
    now: { from: train.length + test.length, people: now },
  };
  const all = [...train, ...test, ...now];
  const [first, second] = [of.test.from, of.now.from];
  const cells = (name: (snapshot: Snapshot) => string): Cells => {
    const [past, later, last] = [name('train'), name('test'), name('now')];
    return {
      length: all.length,
      at: (place) => all[place]?.[place < first ? past : place < second ? later : last] ?? null,
    };
  };
  const names = Object.keys(people[0] ?? {});
  const prefix = snapshotColumn('train', '');
  const behaviour = names.flatMap((name) => (name.startsWith(prefix) ? [name.slice(prefix.length)] : []));
  const isOther = (name: string) => snapshots.some((snapshot) => name.startsWith(snapshotColumn(snapshot, '')));
  const outcome = cells((snapshot) => snapshotColumn(snapshot, 'outcome'));
  return {
    of,
    outcomes: all.map((_, at) => {
      const cell = outcome.at(at);
      return typeof cell === 'number' ? cell : null;
    }),
    columns: new Map([
      ...behaviour
        .filter((name) => !apart.includes(name))
        .map((name) => [name, cells((snapshot) => snapshotColumn(snapshot, name))] as const),
      ...names
        .filter((name) => !isOther(name) && name !== 'customer_id' && name !== 'copies')
        .map((name) => [name, cells(() => name)] as const),
    ]),
  };
}
