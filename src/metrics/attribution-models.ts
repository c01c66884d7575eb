import { markovAttribution } from '../stats/markov-attribution';
import { totalsOf, type ChannelCredit, type Paths } from '../stats/paths';
import { ruleShares, type PositionWeights } from '../stats/rule-credits';
import { shapleyAttribution } from '../stats/shapley-attribution';
import { shapleyRate } from '../stats/shapley-rate';
import { sumCredits } from '../stats/sum-credits';
import type { Text } from '../i18n/text';
import type { Progress } from './metric';
import { oneOf, refused } from './params';

/** Every attribution model, in the order in which they are shown. */
export const attributionModels = {
  first: { en: 'First touch', zh: '首次接触' },
  last: { en: 'Last touch', zh: '末次接触' },
  'last-non-direct': { en: 'Last non-direct', zh: '末次非直接' },
  linear: { en: 'Linear', zh: '线性' },
  position: { en: 'Position', zh: '位置' },
  j: { en: 'J-shaped', zh: 'J 形' },
  'inverse-j': { en: 'Inverse J', zh: '反 J 形' },
  'time-decay': { en: 'Time decay', zh: '时间衰减' },
  markov: { en: 'Markov chain', zh: '马尔可夫链' },
  shapley: { en: 'Shapley', zh: '沙普利值' },
  'shapley-rate': { en: 'Shapley on rates', zh: '转化率沙普利' },
} as const satisfies Readonly<Record<string, Text>>;
export type AttributionModel = keyof typeof attributionModels;
export const everyModel = Object.keys(attributionModels) as readonly AttributionModel[];

/** The models that were asked for; none: every one. */
export function modelsOf(asked: readonly AttributionModel[]): readonly AttributionModel[] {
  return asked.length ? asked : everyModel;
}

/** What one model gives to one touchpoint; null where the model does not exist on these journeys. */
export interface Credited {
  readonly model: AttributionModel;
  readonly touchpoint: string;
  readonly credit: number | null;
  readonly value: number | null;
  readonly share: number | null;
  readonly removal_effect: number | null;
}

/** First, middle and last weight. A journey of two touches has no middle, so first and last must not both be 0. */
export function weightsOf(list: readonly string[]): PositionWeights {
  const [first = NaN, middle = NaN, last = NaN] = list.map(Number);
  if (list.length !== 3 || ![first, middle, last].every((weight) => weight >= 0) || !(first + last > 0))
    throw refused('position_weights', list.join(','), {
      en: 'three numbers of 0 or more, e.g. 40,20,40, the first and the last not both 0',
      zh: '三个不小于 0 的数，如 40,20,40，首、末不可同为 0',
    });
  return { first, middle, last };
}

/** Journeys and wishes that the models work on. */
export interface Journeys {
  readonly paths: Paths;
  /** After how long a touch counts half under time decay, in the unit of the paths' ages. */
  readonly halfLife: number;
  readonly order: 1 | 2 | 3 | 'auto';
  readonly direct: string | null;
  readonly weights: PositionWeights;
  /** Whether conversions have a known value. */
  readonly valued: boolean;
}

/** The credits of each model, touchpoint by touchpoint, and what there is to say of Markov and Shapley. */
export function creditedBy(models: readonly AttributionModel[], journeys: Journeys, progress: Progress) {
  const { paths, halfLife, direct, weights, valued } = journeys;
  const touchpoints = paths.channels.toSorted();
  if (direct !== null && !touchpoints.includes(direct)) throw refused('direct', direct, oneOf(touchpoints));
  const { conversions } = totalsOf(paths);
  const markov = models.includes('markov')
    ? markovAttribution(paths, journeys.order, (share) => {
        progress(0.8 * share);
      })
    : null;
  const rates = models.includes('shapley-rate') ? shapleyRate(paths) : null;
  progress(0.9);
  const given = (model: AttributionModel): readonly (ChannelCredit & { readonly removalEffect?: number })[] => {
    if (!(conversions > 0)) return [];
    if (model === 'markov') return markov?.channels ?? [];
    if (model === 'shapley') return shapleyAttribution(paths);
    if (model === 'shapley-rate') return rates ?? [];
    if (model === 'time-decay' && !paths.ages) return [];
    return sumCredits(paths, ruleShares(paths, model, { direct, halfLife, ...(model === 'position' && { weights }) }));
  };
  const rows = models.flatMap((model) => {
    const credits = new Map(given(model).map((credit) => [credit.channel, credit]));
    return touchpoints.map((touchpoint): Credited => {
      const own = credits.get(touchpoint);
      const credit = credits.size ? (own?.credit ?? 0) : null;
      return {
        model,
        touchpoint,
        credit,
        value: credits.size && valued ? (own?.value ?? 0) : null,
        share: credit === null ? null : credit / conversions,
        removal_effect: own?.removalEffect ?? null,
      };
    });
  });
  return { rows, markov, rare: (rates ?? []).flatMap(({ rare, channel }) => (rare ? [channel] : [])) };
}
