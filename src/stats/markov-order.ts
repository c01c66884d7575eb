import { markovChains, type MarkovChain } from './markov-chain';
import type { PathCount } from './path-count';

export interface MarkovOrderScore {
  readonly order: number;
  /** States of the chain, the start included. */
  readonly states: number;
  /** Cross-validated log-likelihood of all steps, in nats; the greatest wins. */
  readonly logLikelihood: number;
}

/**
 * Scores of the orders 1 to `most` of a Markov chain over the same paths, by leave-one-out log-likelihood.
 *
 * Each step is predicted from all the others: it counts ln((n_ab − 1 + 1/K) / (n_a − 1 + 1)), where n_ab steps lead
 * from state a to outcome b, n_a leave a, and K is the number of outcomes (channels, conversion, none). So an order
 * that only memorises pays for each state that it sees once. The outcomes are the same for every order, which makes
 * the scores comparable. Deterministic. Source: leave-one-out estimate with Perks' prior, as in Ney, Essen & Kneser
 * (1995), doi 10.1109/34.476512.
 */
export function markovOrder(paths: readonly PathCount[], most: number = 3): MarkovOrderScore[] {
  return markovChains(paths, most).map(markovScore);
}

/** The score of one chain, as `markovOrder` gives it. */
export function markovScore(chain: MarkovChain): MarkovOrderScore {
  return { order: chain.order, states: chain.states.length, logLikelihood: heldOut(chain) };
}

function heldOut({ states, channels }: MarkovChain): number {
  const share = 1 / (channels.length + 2);
  return states.reduce((sum, { departures, conversions, nulls, next }) => {
    const counts = [...next.values(), conversions, nulls].filter((count) => count > 0);
    const log = (count: number): number => count * Math.log(Math.max(0, count - 1) + share);
    return (
      sum + counts.reduce((total, count) => total + log(count), 0) - departures * Math.log(Math.max(1, departures))
    );
  }, 0);
}
