import { responseName, type WholePoints } from '../../metrics/form-sums';
import type { Scale } from '../../metrics/scale';
import { discreteLaplace, type RandomBytes } from '../../stats/discrete-laplace';
import { passGate } from '../gate';
import { redact } from '../redact';
import { binOf } from './bins';
import { refusedBecause } from './checked-json';
import type { CsatSums, DriverSums, HeldBack, IndexSums, NpsSums, Part } from './branch-file';
import { inScores, noisySums, type WholeSums } from './drivers-noise';
import type { FormsGathered } from './gather-forms';

/** Counts of one answer a person: touchpoint → score → persons. */
export type OneEach = ReadonlyMap<string | null, ReadonlyMap<number, number>>;

export interface Noising {
  /** Of each statistic. */
  readonly epsilon: number;
  /** Must be cryptographic. */
  readonly bytes: RandomBytes;
  readonly k: number;
  /** The touchpoints to count at; they must not be chosen by looking at the answers. */
  readonly touchpoints: readonly (string | null)[];
}

/** Longer scales would spread the answers over more cells than the noise lets live. */
const mostPoints = 11;

/** Sums of products need no cells, but their noise grows with the square of the scale. */
const mostDriverPoints = 101;

/** A histogram of one answer a person on a scale of whole points, each cell with noise of its own, empty cells too. */
export function noisyCsat(counts: OneEach, of: Omit<CsatSums, 'touchpoints'>, noising: Noising): Noised<CsatSums> {
  const [min, max] = of.scale;
  const scores = pointsOf({ min, max });
  const touchpoints = noising.touchpoints.map((touchpoint) => ({
    touchpoint,
    persons: null,
    bins: scores.map((score) => {
      const n = noisy(counts.get(touchpoint)?.get(score) ?? 0, noising);
      return binOf({ score, n, w: n, w2: n });
    }),
  }));
  const total = ({ bins }: (typeof touchpoints)[number]) => bins.reduce((sum, { n }) => sum + n, 0);
  const { open, held } = gated('csat', touchpoints, total, noising.k);
  return { sums: { ...of, touchpoints: open }, held };
}

/**
 * Index sums from such a histogram. One answer a person: no two touchpoints share a person, so there are no pairs. What
 * noise made impossible is brought back to the nearest sum that answers can have.
 */
export function noisyIndex(
  counts: OneEach,
  { kind, scales }: { readonly kind: IndexSums['kind']; readonly scales: ReadonlyMap<string, Scale> },
  noising: Noising,
): Noised<IndexSums> {
  const touchpoints = [...scales].map(([touchpoint, scale]) => {
    const { min, max } = scale;
    const cells = pointsOf(scale).map((score) => ({
      place: (100 * (score - min)) / (max - min),
      n: noisy(counts.get(touchpoint)?.get(score) ?? 0, noising),
    }));
    const sum = (of: (place: number) => number) => cells.reduce((all, { place, n }) => all + n * of(place), 0);
    const n = sum(() => 1);
    const within = (value: number, most: number) => Math.min(most, Math.max(0, value));
    const v = within(
      sum((place) => place),
      100 * n,
    );
    const vv = Math.max(
      n > 0 ? (v * v) / n : 0,
      within(
        sum((place) => place * place),
        100 * v,
      ),
    );
    return { touchpoint, scale: [min, max] as [number, number], persons: n, n, v, u: n, vv, vu: v, uu: n };
  });
  const { open, held } = gated('index', touchpoints, ({ n }) => n, noising.k);
  return {
    sums: { kind, touchpoints: open.map((one) => ({ ...one, touchpoint: one.touchpoint ?? '' })), pairs: [] },
    held,
  };
}

/** The columns of drivers, in the order of the file; WorkbenchError `branch` where a scale has no whole points, or too many. */
export function wholeColumns({ complete, scales, responseScale }: FormsGathered): WholePoints[] {
  return [...complete.items, responseName].map((name) => {
    const scale = name === responseName ? responseScale : scales.get(name);
    if (!scale || !isWhole(scale, mostDriverPoints)) throw refusedBecause('long-scale', { most: mostDriverPoints });
    return { name, min: scale.min, max: scale.max };
  });
}

/** XᵀX and Xᵀy of one form of each person with noise in every figure; null where the noisy count does not pass the gate. */
export function noisyDrivers(
  { complete }: FormsGathered,
  columns: readonly WholePoints[],
  whole: WholeSums,
  { epsilon, bytes, k }: Noising,
): Noised<DriverSums | null> {
  const noised = noisySums(whole, columns, epsilon, bytes);
  if (noised.forms < k) return { sums: null, held: [{ statistic: 'drivers', group: null, because: 'few-persons' }] };
  const clean = columns.map(({ name, min, max }) => ({
    name: redact(name).text,
    scale: [min, max] as [number, number],
  }));
  return {
    sums: {
      overall: complete.response === 'nps' ? 'nps' : 'overall',
      overall_scale: clean.at(-1)?.scale ?? [0, 1],
      items: clean.slice(0, -1),
      held: [],
      forms: noised.forms,
      persons: null,
      w2: noised.forms,
      ...inScores(noised, columns),
    },
    held: [],
  };
}

/** Promoters, passives and detractors of one answer a person, each with noise of its own. */
export function noisyNps(counts: OneEach, type: NpsSums['survey_type'], noising: Noising): Noised<NpsSums> {
  const touchpoints = noising.touchpoints.map((touchpoint) => {
    const own = counts.get(touchpoint) ?? new Map<number, number>();
    const part = (of: (score: number) => boolean): Part => {
      const n = noisy(
        [...own].reduce((sum, [score, persons]) => sum + (of(score) ? persons : 0), 0),
        noising,
      );
      return { n, w: n, w2: n };
    };
    return {
      touchpoint,
      persons: null,
      promoters: part((score) => score >= 9),
      passives: part((score) => score === 7 || score === 8),
      detractors: part((score) => score <= 6),
    };
  });
  const total = ({ promoters, passives, detractors }: (typeof touchpoints)[number]) =>
    promoters.n + passives.n + detractors.n;
  const { open, held } = gated('nps', touchpoints, total, noising.k);
  return { sums: { survey_type: type, touchpoints: open }, held };
}

interface Noised<S> {
  readonly sums: S;
  readonly held: readonly HeldBack[];
}

/** Every whole point of a scale; WorkbenchError `branch` where it has others, or too many. */
function pointsOf(scale: Scale): number[] {
  if (!isWhole(scale, mostPoints)) throw refusedBecause('long-scale', { most: mostPoints });
  return Array.from({ length: scale.max - scale.min + 1 }, (_, at) => scale.min + at);
}

function isWhole({ min, max }: Scale, most: number): boolean {
  return Number.isInteger(min) && Number.isInteger(max) && max - min + 1 <= most;
}

function noisy(count: number, { epsilon, bytes }: Noising): number {
  const noise = discreteLaplace(epsilon, 1, bytes);
  if (noise === null) throw new RangeError(`epsilon is ${String(epsilon)}`);
  return count + noise;
}

/** The gate on counts that carry their noise already, so that what is held back tells nothing either. */
function gated<T extends { readonly touchpoint: string | null }>(
  statistic: HeldBack['statistic'],
  groups: readonly T[],
  total: (group: T) => number,
  k: number,
): { readonly open: T[]; readonly held: readonly HeldBack[] } {
  const { suppressed } = passGate(
    {
      columns: [{ name: 'touchpoint', holds: 'group' }],
      rows: groups.map(({ touchpoint }) => ({ touchpoint })),
      persons: groups.map(total),
    },
    { k },
  );
  const clean = (touchpoint: string | null) => (touchpoint === null ? null : redact(touchpoint).text);
  const hidden = new Map(suppressed.map(({ row, because }) => [row, because]));
  return {
    open: groups.filter((_, at) => !hidden.has(at)).map((group) => ({ ...group, touchpoint: clean(group.touchpoint) })),
    held: [...hidden].map(([at, because]) => ({ statistic, group: clean(groups[at]?.touchpoint ?? null), because })),
  };
}
