import type { Engine } from '../../engine/engine';
import type { Total } from '../complement';
import type { Cleared } from '../cleared';
import type { Beside } from '../gate';
import type { Setting } from '../../metrics/metric';
import { atomsOf, fewerThan, isGroupable, type Atom, type Telling } from './atoms';
import { tableOf, type Table } from './by-group';
import { groupingOf, namesOf, type Departed, type Leaver } from './departed';

/** By how many persons the rows of a result and its whole differ from what has left; null where they do not. */
export interface Apart {
  readonly of: readonly (number | null)[];
  readonly whole: number | null;
}

/** How a result hangs together with those that have left of the same data. */
export interface Together {
  readonly beside: Beside | null;
  readonly apart: Apart;
}

/** What has left before, of the data as it is and of other data. */
export interface Before {
  readonly departed: readonly Departed[];
  readonly earlier: readonly Departed[];
}

/**
 * Holds a result against those that have left. Of the same data, under whatever filters, both are sums of the answers
 * that they have in common, so that one subtracted from the other could tell of a few; only results over the same table
 * have answers in common. Of other results of the same metric, and of other data, no more is known than sizes.
 */
export async function heldAgainst(
  engine: Engine,
  leaver: Leaver,
  behind: Behind,
  { departed, earlier }: Before,
  k: number,
): Promise<Together> {
  const { beside, apart } = await togetherOf(engine, leaver, departed, k);
  const bySize = tellingOf({ ...leaver, ...groupingOf(leaver) }, leaver.setting)
    ? []
    : departed.filter((other) => !isSame(leaver, other));
  return { beside, apart: nearer(apart, differencesTo([...bySize, ...earlier], leaver, behind)) };
}

type Behind = Required<Pick<Cleared, 'behind'>>['behind'];

async function togetherOf(engine: Engine, leaver: Leaver, departed: readonly Departed[], k: number): Promise<Together> {
  const mine = tellingOf({ ...leaver, ...groupingOf(leaver) }, leaver.setting);
  const names = leaver.found.rows.map((row) => namesOf(row)[0] ?? '');
  let beside = emptyBeside(names.length);
  let apart: Apart = { of: names.map(() => null), whole: null };
  let isBeside = false;
  const seen = new Set<string>();
  let left = mostFew;
  for (const other of mine ? departed : []) {
    const theirs = tellingOf(other, leaver.setting);
    if (!mine || !theirs || !haveInCommon(mine, theirs) || isSame(leaver, other)) continue;
    if (seen.has(sortOf(other))) continue;
    seen.add(sortOf(other));
    const atoms = await atomsOf(engine, leaver.setting, mine, theirs, k);
    apart = nearer(apart, apartBy(atoms, names, other, k));
    const few = atoms.filter(({ who }) => who).length;
    // Where no few persons are apart and nothing is hid, sums tell of nobody.
    if (!few && !other.rows.some(({ hidden }) => hidden)) continue;
    left -= few;
    if (left < 0) continue;
    beside = withParts(beside, atoms, names, other);
    isBeside = true;
  }
  return { beside: isBeside ? beside : null, apart };
}

/**
 * Of so many parts of few persons every sum is looked through; a table of each day beside one of each touchpoint has
 * thousands, and is held against by its single figures alone.
 */
const mostFew = 400;

/** Null where nobody has said which rows it counts, or where those do not know what it is grouped by. */
function tellingOf(
  {
    metric,
    followed = metric,
    ...grouping
  }: Pick<Departed, 'metric' | 'followed' | 'dated' | 'by' | 'kind' | 'grain' | 'weekStart' | 'filters'>,
  setting: Setting,
): Telling | null {
  const table: Table | null = tableOf(followed);
  const telling = table && { ...grouping, table };
  return telling && isGroupable(telling, setting) ? telling : null;
}

/** Answers of different kinds are never the same. */
function haveInCommon(mine: Telling, theirs: Telling): boolean {
  const kinds = [mine, theirs].map(({ kind, table }) => kind ?? table.answers ?? 'items');
  const areAlike = kinds[0] === kinds[1] || kinds.every((kind) => ofSatisfaction.includes(kind));
  return mine.table.table === theirs.table.table && (kinds.includes('items') || areAlike);
}

const ofSatisfaction = ['satisfaction', 'csat', 'overall'];

/** Results that tell of the same groups are held against once. */
function sortOf({ followed, dated, by, kind, grain, weekStart, filters, rows, isWholeTold }: Departed): string {
  return JSON.stringify([
    [followed, dated],
    by,
    kind,
    grain,
    weekStart,
    filters,
    isWholeTold,
    rows.map(({ names: [name], hidden }) => [name, hidden]),
  ]);
}

/** The same once more tells nothing new. */
function isSame(leaver: Leaver, other: Departed): boolean {
  const { asked, filters } = groupingOf(leaver);
  return (
    other.metric === leaver.metric && other.asked === asked && JSON.stringify(other.filters) === JSON.stringify(filters)
  );
}

function nearer(one: Apart, other: Apart): Apart {
  const least = (a: number | null, b: number | null) => (a === null || b === null ? (a ?? b) : Math.min(a, b));
  return { of: one.of.map((n, at) => least(n, other.of[at] ?? null)), whole: least(one.whole, other.whole) };
}

/** How many persons one has that the other has not, for any two that are told. */
function apartBy(atoms: readonly Atom[], names: readonly string[], other: Departed, k: number): Apart {
  const told = other.rows.flatMap(({ names: [name], hidden }): Group[] => (hidden || name === undefined ? [] : [name]));
  if (other.isWholeTold) told.push(all);
  const mine = groupsBy(atoms, 'mine');
  const theirs = groupsBy(atoms, 'theirs');
  const least = (name: Group) => {
    const own = mine.get(name) ?? [];
    const near = told.flatMap((one) => {
      const more = fewerThan(k, own, (atom) => !isIn(atom.theirs, one));
      if (more === Infinity) return [];
      const less = fewerThan(k, theirs.get(one) ?? [], (atom) => !isIn(atom.mine, name));
      const apart = Math.max(more, less);
      return apart > 0 && apart < Infinity ? [apart] : [];
    });
    return near.length ? Math.min(...near) : null;
  };
  return { of: names.map(least), whole: least(all) };
}

/** The whole of a result. */
const all: unique symbol = Symbol('all');
type Group = string | typeof all;

function isIn(group: string | null, name: Group): boolean {
  return name === all ? group !== null : group === name;
}

function groupsBy(atoms: readonly Atom[], side: 'mine' | 'theirs'): ReadonlyMap<Group, readonly Atom[]> {
  const groups = new Map<Group, Atom[]>([[all, atoms.filter((atom) => atom[side] !== null)]]);
  for (const atom of atoms) {
    const name = atom[side];
    if (name === null) continue;
    const group = groups.get(name);
    if (group) group.push(atom);
    else groups.set(name, [atom]);
  }
  return groups;
}

/** Figures that have left and parts are counted on from the result's rows; the first of them is its own whole. */
function emptyBeside(rows: number): Beside {
  return { persons: [Infinity], who: [null], hidden: new Set(), parts: new Set(), totals: [], whole: rows };
}

function withParts(so: Beside, atoms: readonly Atom[], names: readonly string[], other: Departed): Beside {
  const first = names.length + so.persons.length;
  const at = (place: number) => first + place;
  const places = (has: (atom: Atom) => boolean) => atoms.flatMap((atom, place) => (has(atom) ? [at(place)] : []));
  const rows = other.rows.flatMap(({ names: [name], hidden, persons }) =>
    name === undefined ? [] : [{ name, hidden, persons: persons ?? Infinity }],
  );
  const totals: Total[] = [
    ...names.map((name, row) => ({ rows: [row], less: places(({ mine }) => mine === name) })),
    { rows: [so.whole], less: places(({ mine }) => mine !== null) },
    ...rows.map(({ name }, row) => ({
      rows: [at(atoms.length + row)],
      less: places(({ theirs }) => theirs === name),
    })),
    ...(other.isWholeTold ? [{ rows: places(({ theirs }) => theirs !== null) }] : []),
  ];
  return {
    persons: [...so.persons, ...atoms.map(({ persons }) => persons), ...rows.map(({ persons }) => persons)],
    who: [...so.who, ...atoms.map(({ who }) => who), ...rows.map(() => null)],
    hidden: new Set([...so.hidden, ...rows.flatMap(({ hidden }, row) => (hidden ? [at(atoms.length + row)] : []))]),
    parts: new Set([...so.parts, ...atoms.map((_, place) => at(place))]),
    totals: [...so.totals, ...totals],
    whole: so.whole,
  };
}

/**
 * By how many persons a result differs from those that left of other data, of which no more is known than their sizes:
 * groups of one name are taken for one, and all the wholes.
 */
function differencesTo(earlier: readonly Departed[], leaver: Leaver, behind: Behind): Apart {
  const { by, kind } = groupingOf(leaver);
  const table = tableOf(leaver.metric)?.table;
  const alike = earlier.filter(
    (other) =>
      other.metric === leaver.metric ||
      (table !== undefined && tableOf(other.metric)?.table === table && other.kind === kind),
  );
  const rows = alike
    .filter((other) => other.by === by)
    .map(
      ({ rows: told }) =>
        new Map(told.flatMap(({ names, persons, hidden }) => (hidden ? [] : [[JSON.stringify(names), persons]]))),
    );
  return {
    of: leaver.found.rows.map((row, at) =>
      leastOf(
        behind.of[at] ?? null,
        rows.map((one) => one.get(JSON.stringify(namesOf(row))) ?? null),
      ),
    ),
    whole: leastOf(
      behind.whole,
      alike.map((other) => (other.isWholeTold ? other.whole : null)),
    ),
  };
}

function leastOf(own: number | null, others: readonly (number | null)[]): number | null {
  const apart = others.flatMap((other) =>
    own === null || other === null || own === other ? [] : [Math.abs(own - other)],
  );
  return apart.length ? Math.min(...apart) : null;
}
