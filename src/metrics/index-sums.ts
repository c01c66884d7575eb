import type { Respondent } from './patterns';
import { rescaled } from './scale';

/** Where an answer goes in the sums of a sample: scores by period and touchpoint, importance by touchpoint, overall. */
export interface Layout {
  readonly touchpoints: readonly string[];
  readonly periods: readonly (string | null)[];
}

/** Sums over a sample of respondents: `value` of weight × answer, `weight` of weights, `n` of answers, by slot. */
export interface Sums {
  readonly value: Float64Array;
  readonly weight: Float64Array;
  readonly n: Float64Array;
}

/** Respondents as flat arrays: answers `from[i]` to `from[i + 1]` are respondent i's. Scores are 0 to 100. */
export interface Flat {
  readonly layout: Layout;
  readonly size: number;
  readonly multiplicities: Float64Array;
  readonly from: Int32Array;
  readonly slot: Int32Array;
  readonly value: Float64Array;
  readonly weight: Float64Array;
}

function slotsOf({ touchpoints, periods }: Layout): number {
  return (periods.length + 1) * touchpoints.length + 1;
}

/** The respondents' answers of `kind` (scores), of kind importance and of kind overall, laid out flat. */
export function flatten(respondents: readonly Respondent[], kind: string | null, layout: Layout): Flat {
  const at = new Map(layout.touchpoints.map((name, index) => [name, index]));
  const period = new Map(layout.periods.map((name, index) => [name, index]));
  const [from, slot, value, weight, multiplicities] = [
    [0],
    [] as number[],
    [] as number[],
    [] as number[],
    [] as number[],
  ];
  for (const { answers, n } of respondents) {
    for (const answer of answers) {
      const place = placeOf(answer);
      if (place === null || !(answer.weight > 0)) continue;
      slot.push(place);
      value.push(answer.kind === 'importance' ? answer.score : rescaled(answer.scale, answer.score, 'minmax'));
      weight.push(answer.weight);
    }
    from.push(slot.length);
    multiplicities.push(n);
  }
  return {
    layout,
    size: respondents.length,
    multiplicities: Float64Array.from(multiplicities),
    from: Int32Array.from(from),
    slot: Int32Array.from(slot),
    value: Float64Array.from(value),
    weight: Float64Array.from(weight),
  };

  function placeOf(answer: Respondent['answers'][number]): number | null {
    const touchpoint = at.get(answer.touchpoint ?? '');
    const k = layout.touchpoints.length;
    if (answer.kind === kind && touchpoint !== undefined) return (period.get(answer.grp) ?? 0) * k + touchpoint;
    if (answer.kind === 'importance' && touchpoint !== undefined) return layout.periods.length * k + touchpoint;
    return answer.kind === 'overall' ? (layout.periods.length + 1) * k : null;
  }
}

/** The sums of the sample in which respondent i occurs `counts[i]` times. The arrays of `into` are reused. */
export function sumsOf(flat: Flat, counts: ArrayLike<number>, into: Sums): Sums {
  into.value.fill(0);
  into.weight.fill(0);
  into.n.fill(0);
  for (let i = 0; i < flat.size; i++) {
    const times = counts[i] ?? 0;
    if (times === 0) continue;
    const end = flat.from[i + 1] ?? 0;
    for (let j = flat.from[i] ?? 0; j < end; j++) {
      const slot = flat.slot[j] ?? 0;
      const weight = times * (flat.weight[j] ?? 0);
      into.value[slot] = (into.value[slot] ?? 0) + weight * (flat.value[j] ?? 0);
      into.weight[slot] = (into.weight[slot] ?? 0) + weight;
      into.n[slot] = (into.n[slot] ?? 0) + times;
    }
  }
  return into;
}

export function emptySums(layout: Layout): Sums {
  const slots = slotsOf(layout);
  return { value: new Float64Array(slots), weight: new Float64Array(slots), n: new Float64Array(slots) };
}

/** Each touchpoint's mean score over all periods, 0 to 100; null without answers. */
export function scoresOf({ touchpoints, periods }: Layout, sums: Sums): (number | null)[] {
  const k = touchpoints.length;
  return touchpoints.map((_, at) => {
    let [value, weight] = [0, 0];
    for (let p = 0; p < periods.length; p++) {
      value += sums.value[p * k + at] ?? 0;
      weight += sums.weight[p * k + at] ?? 0;
    }
    return weight > 0 ? value / weight : null;
  });
}

/** Each touchpoint's mean stated importance, as answered; null where nobody said. */
export function importanceOf({ touchpoints, periods }: Layout, sums: Sums): (number | null)[] {
  const start = periods.length * touchpoints.length;
  return touchpoints.map((_, at) => {
    const weight = sums.weight[start + at] ?? 0;
    return weight > 0 ? (sums.value[start + at] ?? 0) / weight : null;
  });
}
