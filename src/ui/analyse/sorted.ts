import type { Place } from '../../workspace/scorecard-places';
import type { Scorecard } from '../../workspace/scorecard.svelte';

type Sort = NonNullable<Scorecard['sort']>;

/** The touchpoints by name, base or a metric's figure; what has no figure stands last. */
export function sorted(scorecard: Pick<Scorecard, 'places' | 'shown'>, { by, descending }: Sort): readonly Place[] {
  const sign = descending ? -1 : 1;
  if (by === 'touchpoint') return [...scorecard.places].sort((a, b) => -sign * a.name.localeCompare(b.name));
  const column = by === 'n' ? scorecard.shown[0] : scorecard.shown.find(({ metric }) => metric.id === by);
  const of = ({ touchpoint }: Place) => {
    const cell = column?.cells.get(touchpoint);
    return by === 'n' ? cell?.n : cell?.value;
  };
  return [...scorecard.places].sort((a, b) => {
    const [x, y] = [of(a) ?? null, of(b) ?? null];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * (x - y);
  });
}
