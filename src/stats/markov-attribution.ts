import { rewardsOf } from './expected-reward';
import { markovChain, markovChains, type MarkovChain, type MarkovState } from './markov-chain';
import { bestOrder, markovScore, type MarkovOrderScore } from './markov-order';
import { totalsOf, type ChannelCredit, type Paths } from './paths';

export interface MarkovCredit extends ChannelCredit {
  /** Share of the conversions lost when every step into the channel ends the journey, 0 to 1. */
  readonly removalEffect: number;
}

export interface MarkovAttribution {
  readonly order: number;
  /** From the start; equals conversions / (conversions + nulls). */
  readonly conversionProbability: number;
  readonly states: number;
  readonly channels: readonly MarkovCredit[];
  /** Whether the data are enough for this order (see `markovScore`). */
  readonly supported: boolean;
  /** What the order was chosen from; empty when it was given. */
  readonly orders: readonly MarkovOrderScore[];
}

/**
 * Attribution by removal effects in a Markov chain of order 1 to 3, solved and not simulated.
 *
 * The removal effect of a channel is 1 − p without it / p; credit is the conversions times its share of all removal
 * effects, so credits sum to the conversions; value likewise, from the removal effects on expected value. `auto`
 * takes the order of the least BIC among those that the data support (see `markovScore`).
 * Paths without a touch are left out. Null without a converting path. Without any nulls p is 1 and the effects are
 * weak evidence. `progress` hears 0 to 1, channel by channel. Source: Anderl et al. (2016), doi 10.1016/j.ijresmar.2016.03.001.
 */
export function markovAttribution(
  paths: Paths,
  order: 1 | 2 | 3 | 'auto',
  progress: (share: number) => void = () => undefined,
): MarkovAttribution | null {
  const { conversions, value } = totalsOf(paths);
  if (!(conversions > 0)) return null;
  const chains = order === 'auto' ? markovChains(paths, 3) : [];
  const orders = chains.map(markovScore);
  const chain =
    chains.find((one) => one.order === bestOrder(orders)) ?? markovChain(paths, order === 'auto' ? 1 : order);
  const expected = rewardsOf(chain);
  const effects =
    removalEffects(
      chain,
      expected,
      (state) => state.conversions,
      (share) => {
        progress(share / 2);
      },
    ) ?? [];
  const credits = shared(conversions, effects);
  const worths = removalEffects(
    chain,
    expected,
    (state) => state.value,
    (share) => {
      progress((1 + share) / 2);
    },
  );
  const values = shared(value, worths ?? effects);
  return {
    order: chain.order,
    supported: markovScore(chain).supported,
    conversionProbability: expected((state) => state.conversions, null),
    states: chain.states.length,
    channels: chain.channels.map((channel, i) => ({
      channel,
      removalEffect: effects[i] ?? 0,
      credit: credits[i] ?? 0,
      value: values[i] ?? 0,
    })),
    orders,
  };
}

function removalEffects(
  chain: MarkovChain,
  expected: ReturnType<typeof rewardsOf>,
  reward: (state: MarkovState) => number,
  progress: (share: number) => void,
): number[] | null {
  const whole = expected(reward, null);
  if (whole === 0) return null;
  return chain.channels.map((_, i) => {
    progress(i / chain.channels.length);
    return 1 - expected(reward, i) / whole;
  });
}

function shared(total: number, effects: readonly number[]): number[] {
  const sum = effects.reduce((all, effect) => all + effect, 0);
  return effects.map((effect) => (sum === 0 ? 0 : (total * effect) / sum));
}
