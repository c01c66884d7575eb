import type { Flat } from './index-sums';

/** The answers to one touchpoint: whose they are (numbers of respondents, rising), their weights, and weight × score. */
export interface Column {
  readonly who: Int32Array;
  readonly weight: Float64Array;
  readonly value: Float64Array;
}

/** The scores that respondents gave, touchpoint by touchpoint, so that a sample adds up one after another. */
export function columnsOf({ layout, size, from, slot, value, weight }: Flat): readonly Column[] {
  const k = layout.touchpoints.length;
  const scores = layout.periods.length * k;
  const places = layout.touchpoints.map(() => ({ who: [] as number[], weight: [] as number[], value: [] as number[] }));
  for (let i = 0; i < size; i++)
    for (let j = from[i] ?? 0; j < (from[i + 1] ?? 0); j++) {
      const at = slot[j] ?? 0;
      const place = at < scores ? places[at % k] : undefined;
      place?.who.push(i);
      place?.weight.push(weight[j] ?? 0);
      place?.value.push((weight[j] ?? 0) * (value[j] ?? 0));
    }
  return places.map((place) => ({
    who: Int32Array.from(place.who),
    weight: Float64Array.from(place.weight),
    value: Float64Array.from(place.value),
  }));
}

/** The touchpoint's mean score in the sample in which respondent i occurs `counts[i]` times; null without answers. */
export function meanIn({ who, weight, value }: Column, counts: ArrayLike<number>): number | null {
  let [sum, all] = [0, 0];
  for (let j = 0; j < who.length; j++) {
    const times = counts[who[j] ?? 0] ?? 0;
    sum += times * (value[j] ?? 0);
    all += times * (weight[j] ?? 0);
  }
  return all > 0 ? sum / all : null;
}
