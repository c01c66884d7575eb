/** Groups of several rows each, in all of which the group's size stands, so that a group stays as one or goes as one. */
export interface Groups {
  readonly rows: readonly (readonly number[])[];
  /** Distinct persons of each; nobody is in two. */
  readonly persons: readonly number[];
  /** Figures that are told of several groups together, by the groups' places. */
  readonly together: readonly (readonly number[])[];
}

/** The groups of which no row is told. */
export function goneOf({ rows }: Groups, hidden: ReadonlySet<number>): ReadonlySet<number> {
  return new Set(rows.flatMap((own, place) => (own.every((row) => hidden.has(row)) ? [place] : [])));
}

/** Whether a figure of these groups tells some of those that are gone from the others. */
export function isApart(groups: readonly number[], gone: ReadonlySet<number>): boolean {
  const within = groups.filter((place) => gone.has(place)).length;
  return within > 0 && within < gone.size;
}

/**
 * The rows of as many further groups as it takes that those which are gone are two at least and of k persons together,
 * since the number of all is known: first what lets most figures of several groups stand, then the smallest.
 */
export function furtherGroups(groups: Groups, hidden: ReadonlySet<number>, k: number): ReadonlySet<number> {
  const { rows, persons, together } = groups;
  const gone = new Set(goneOf(groups, hidden));
  const sizeOf = (place: number) => persons[place] ?? 0;
  const lost = (place: number) => {
    const then = new Set([...gone, place]);
    return together.filter((of) => isApart(of, then)).length;
  };
  const isFew = () => gone.size === 1 || [...gone].reduce((sum, place) => sum + sizeOf(place), 0) < k;
  while (gone.size > 0 && gone.size < rows.length && isFew()) {
    const left = rows.flatMap((_, place) => (gone.has(place) ? [] : [{ place, lost: lost(place) }]));
    const [next] = left.sort((a, b) => a.lost - b.lost || sizeOf(a.place) - sizeOf(b.place));
    if (next) gone.add(next.place);
  }
  return new Set([...gone].flatMap((place) => rows[place] ?? []));
}
