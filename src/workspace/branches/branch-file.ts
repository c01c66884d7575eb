import * as v from 'valibot';
import { name, scale } from './checked-json';

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1e12));
const sum = v.pipe(v.number(), v.finite(), v.minValue(-1e18), v.maxValue(1e18));
const mass = v.pipe(sum, v.minValue(0));
const group = v.nullable(name);
const most = 2000;

const bin = v.strictObject({
  /** Scores from … to … that are counted together; equal for a single score. */
  from: sum,
  to: sum,
  /** Answers, the sums of their weights and of the squared weights; below 0 only by added noise. */
  n: v.pipe(v.number(), v.integer(), v.minValue(-1e12), v.maxValue(1e12)),
  w: sum,
  w2: sum,
  /** Sums of weight × score and of weight × score². */
  sum,
  squares: sum,
});

const part = v.strictObject({ n: bin.entries.n, w: sum, w2: sum });

const csat = v.strictObject({
  kind: v.nullable(v.picklist(['csat', 'overall'])),
  scale,
  cut: sum,
  touchpoints: v.pipe(
    v.array(v.strictObject({ touchpoint: group, persons: v.nullable(count), bins: v.array(bin) })),
    v.maxLength(most),
  ),
});

const nps = v.strictObject({
  survey_type: v.picklist(['transactional', 'relational']),
  touchpoints: v.pipe(
    v.array(
      v.strictObject({
        touchpoint: group,
        persons: v.nullable(count),
        promoters: part,
        passives: part,
        detractors: part,
      }),
    ),
    v.maxLength(most),
  ),
});

const index = v.strictObject({
  kind: v.nullable(v.picklist(['csat', 'attribute', 'overall'])),
  /** Of what a person gave: v is their sum of weight × score on 0 to 100, u their sum of weights; sums over persons. */
  touchpoints: v.pipe(
    v.array(
      v.strictObject({
        touchpoint: name,
        scale,
        persons: count,
        n: count,
        v: mass,
        u: mass,
        vv: mass,
        vu: mass,
        uu: mass,
      }),
    ),
    v.maxLength(most),
  ),
  /** The same for two touchpoints, a before b; a pair that is not listed was rated by fewer than k persons. */
  pairs: v.pipe(
    v.array(v.strictObject({ a: name, b: name, persons: count, vv: mass, vu: mass, uv: mass, uu: mass })),
    v.maxLength(most * 10),
  ),
});

const drivers = v.strictObject({
  overall: v.picklist(['overall', 'nps']),
  overall_scale: scale,
  items: v.pipe(v.array(v.strictObject({ name, scale })), v.minLength(1), v.maxLength(100)),
  /** Items that were held back at the gate. */
  held: v.array(name),
  /** Forms that answered every item, and the persons behind them. */
  forms: count,
  persons: v.nullable(count),
  /** Sums of the weights and of their squares; sums of the columns (items in order, then overall); sums of their products, XᵀX with Xᵀy. */
  w: mass,
  w2: mass,
  sums: v.array(sum),
  products: v.array(v.array(sum)),
});

const privacy = v.strictObject({
  mechanism: v.literal('discrete-laplace'),
  /** Of each statistic by itself; that of drivers is shared equally among its figures. An index without sums follows from csat. */
  epsilon: v.pipe(v.number(), v.finite(), v.minValue(0.001), v.maxValue(1000)),
  sensitivity: v.literal(1),
  /** Of all statistics in the file, and of all files that this workspace gave out so far, this one included. */
  total: mass,
  spent: mass,
});

/** What a branch hands on: statistics that suffice, what they mean, and what was held back. Never a row. */
export const branchFile = v.strictObject({
  kind: v.literal('touchpoint-branch'),
  version: v.literal(1),
  branch: name,
  made: v.pipe(v.string(), v.isoDate()),
  k: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(1e6)),
  period: v.strictObject({ from: v.nullable(name), to: v.nullable(name) }),
  filters: v.pipe(v.array(name), v.maxLength(100)),
  /** Distinct persons who answered anything; null where that would give away what was held back. */
  persons: v.nullable(count),
  privacy: v.nullable(privacy),
  csat: v.nullable(csat),
  nps: v.nullable(nps),
  index: v.nullable(index),
  drivers: v.nullable(drivers),
  held: v.pipe(
    v.array(
      v.strictObject({
        statistic: v.picklist(['csat', 'nps', 'index', 'drivers']),
        group,
        because: v.picklist(['few-persons', 'dominance', 'all-alike', 'complement']),
      }),
    ),
    v.maxLength(most * 4),
  ),
});

export type BranchFile = v.InferOutput<typeof branchFile>;
export type Bin = v.InferOutput<typeof bin>;
export type Part = v.InferOutput<typeof part>;
export type CsatSums = v.InferOutput<typeof csat>;
export type NpsSums = v.InferOutput<typeof nps>;
export type IndexSums = v.InferOutput<typeof index>;
export type DriverSums = v.InferOutput<typeof drivers>;
export type HeldBack = BranchFile['held'][number];
export type Statistic = HeldBack['statistic'];
