import { discreteLaplace, type RandomBytes } from '../../stats/discrete-laplace';
import { passGate } from '../gate';
import { redact } from '../redact';
import { binOf } from './bins';
import { refusedBecause } from './checked-json';
import type { CsatSums, HeldBack, NpsSums, Part } from './branch-file';

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

/** A histogram of one answer a person on a scale of whole points, each cell with noise of its own, empty cells too. */
export function noisyCsat(counts: OneEach, of: Omit<CsatSums, 'touchpoints'>, noising: Noising): Noised<CsatSums> {
  const [low, high] = of.scale;
  const points = high - low + 1;
  if (!Number.isInteger(low) || !Number.isInteger(high) || points > mostPoints)
    throw refusedBecause('long-scale', { most: mostPoints });
  const scores = Array.from({ length: points }, (_, at) => low + at);
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
