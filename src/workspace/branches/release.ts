import { passGate } from '../gate';
import { redact } from '../redact';
import { binsOf } from './bins';
import type { CsatSums, HeldBack, IndexSums, NpsSums, Part, Statistic } from './branch-file';
import type { Gathered, Pair, ScoreCount, ScoreGroup } from './gather';

/** Statistics as they may leave, and what was held back. */
export interface Released {
  readonly persons: number | null;
  readonly csat: CsatSums | null;
  readonly nps: NpsSums | null;
  readonly index: IndexSums | null;
  /** Touchpoints of which nothing may leave, in whatever statistic. */
  readonly hidden: ReadonlySet<string | null>;
  readonly held: readonly HeldBack[];
}

/**
 * Scores by touchpoint through the gate. A touchpoint that one statistic holds back is held back by all of them, so that
 * none can be had from another. Within a touchpoint neighbouring scores are counted together until each bin has k persons.
 */
export function releaseScores({ persons, csat, nps, index }: Gathered, k: number): Released {
  const held: HeldBack[] = [
    ...(csat ? gated('csat', csat.groups, k, (scores) => share(scores, ({ score }) => score >= csat.cut)) : []),
    ...(nps ? gated('nps', nps.groups, k, unanimity) : []),
    ...(index
      ? gated('index', index.groups, k, (scores, touchpoint) => mean(scores, index.scales.get(touchpoint ?? '')))
      : []),
  ];
  const hidden = new Set(held.map(({ group }) => group));
  const open = (groups: readonly ScoreGroup[]) => groups.filter(({ touchpoint }) => !hidden.has(touchpoint));
  const all = held.map((one) => ({ ...one, group: one.group === null ? null : redact(one.group).text }));
  const pairs = index ? pairsThatPass(index.pairs, hidden, k) : [];
  const incomplete = index !== null && pairs.length < crossings(open(index.groups).length);
  return {
    // With the persons in all, those at the touchpoints and all pairs but one, the last pair could be told.
    persons: held.length || incomplete || persons < k ? null : persons,
    csat: csat && csatOf(csat, open(csat.groups), k),
    nps: nps && { survey_type: nps.surveyType, touchpoints: open(nps.groups).map(npsGroup) },
    index: index && indexOf(index, open(index.groups), pairs),
    hidden,
    held: all,
  };
}

function gated(
  statistic: Statistic,
  groups: readonly ScoreGroup[],
  k: number,
  alike: (scores: readonly ScoreCount[], touchpoint: string | null) => number,
): HeldBack[] {
  const { suppressed } = passGate(
    {
      columns: [
        { name: 'touchpoint', holds: 'group' },
        { name: 'alike', holds: 'share' },
      ],
      rows: groups.map(({ touchpoint, scores }) => ({ touchpoint, alike: alike(scores, touchpoint) })),
      persons: groups.map(({ persons }) => persons),
      largest: groups.map(({ largest }) => largest),
    },
    { k },
  );
  return suppressed.map(({ row, because }) => ({ statistic, group: groups[row]?.touchpoint ?? null, because }));
}

function csatOf(csat: NonNullable<Gathered['csat']>, groups: readonly ScoreGroup[], k: number): CsatSums {
  const { kind, scale, cut } = csat;
  return {
    kind: kind === 'csat' || kind === 'overall' ? kind : null,
    scale: [scale.min, scale.max],
    cut,
    touchpoints: groups.map(({ touchpoint, persons, scores }) => ({
      touchpoint: clean(touchpoint),
      persons,
      bins: binsOf(scores, cut, k),
    })),
  };
}

function npsGroup({ touchpoint, persons, scores }: ScoreGroup): NpsSums['touchpoints'][number] {
  const part = (of: (score: number) => boolean): Part => {
    const own = scores.filter(({ score }) => of(score));
    return { n: total(own, ({ n }) => n), w: total(own, ({ w }) => w), w2: total(own, ({ w2 }) => w2) };
  };
  return {
    touchpoint: clean(touchpoint),
    persons,
    promoters: part((score) => score >= 9),
    passives: part((score) => score === 7 || score === 8),
    detractors: part((score) => score <= 6),
  };
}

function indexOf(
  { kind, scales, pairs: all }: NonNullable<Gathered['index']>,
  groups: readonly ScoreGroup[],
  pairs: readonly Pair[],
): IndexSums {
  return {
    kind: kind === 'csat' || kind === 'attribute' || kind === 'overall' ? kind : null,
    touchpoints: groups.flatMap(({ touchpoint, persons, scores }) => {
      const own = all.find(({ a, b }) => a === touchpoint && b === touchpoint);
      const scale = scales.get(touchpoint ?? '');
      if (touchpoint === null || !own || !scale) return [];
      const n = total(scores, (one) => one.n);
      const v = (100 * total(scores, ({ w, score }) => w * (score - scale.min))) / (scale.max - scale.min);
      const u = total(scores, ({ w }) => w);
      return [
        {
          touchpoint: redact(touchpoint).text,
          scale: [scale.min, scale.max],
          persons,
          n,
          v,
          u,
          vv: own.vv,
          vu: own.vu,
          uu: own.uu,
        },
      ];
    }),
    pairs: pairs.map(({ a, b, ...sums }) => ({ a: redact(a).text, b: redact(b).text, ...sums })),
  };
}

/** Two touchpoints that fewer than k persons rated both leave no sums: nobody is told from a few. */
function pairsThatPass(pairs: readonly Pair[], hidden: ReadonlySet<string | null>, k: number): readonly Pair[] {
  const open = pairs.filter(({ a, b }) => a !== b && !hidden.has(a) && !hidden.has(b));
  const { suppressed } = passGate(
    {
      columns: [{ name: 'pair', holds: 'group' }],
      rows: open.map(({ a, b }) => ({ pair: `${a} · ${b}` })),
      persons: open.map(({ persons }) => persons),
      overlapping: true,
    },
    { k },
  );
  return open.filter((_, at) => !suppressed.some(({ row }) => row === at));
}

/** Promoters, passives or detractors that all are count as alike. */
function unanimity(scores: readonly ScoreCount[]): number {
  const shares = [
    share(scores, ({ score }) => score >= 9),
    share(scores, ({ score }) => score <= 6),
    share(scores, ({ score }) => score === 7 || score === 8),
  ];
  return shares.includes(1) ? 1 : 0.5;
}

function share(scores: readonly ScoreCount[], of: (one: ScoreCount) => boolean): number {
  return total(scores.filter(of), ({ n }) => n) / total(scores, ({ n }) => n);
}

function mean(
  scores: readonly ScoreCount[],
  scale: { readonly min: number; readonly max: number } | undefined,
): number {
  if (!scale) return 0.5;
  const part = total(scores, ({ n, score }) => (n * (score - scale.min)) / (scale.max - scale.min));
  return part / total(scores, ({ n }) => n);
}

function total<T>(of: readonly T[], value: (one: T) => number): number {
  return of.reduce((sum, one) => sum + value(one), 0);
}

function clean(touchpoint: string | null): string | null {
  return touchpoint === null ? null : redact(touchpoint).text;
}

function crossings(n: number): number {
  return (n * (n - 1)) / 2;
}
