import type { MarkovChain } from './markov-chain';

export interface MarkovOrderScore {
  readonly order: number;
  /** States of the chain, the start included. */
  readonly states: number;
  /** Bayesian information criterion, in nats doubled: the least wins. */
  readonly bic: number;
  /** Whether nearly all steps leave a state that was left often enough to know where it leads. */
  readonly supported: boolean;
}

/** So many steps must have left a state, and so large a share of all steps must leave such states. */
const leastDepartures = 30;
const leastShare = 0.9;

/**
 * How well the chain of one order tells the steps, and whether the data are enough for it.
 *
 * BIC = −2 ln L + (states × (K − 1)) ln(steps), where K is the number of outcomes of a step (channels, conversion,
 * none): each state that was met pays for a whole row of probabilities. So memorising few journeys does not win, and
 * the true order does in the long run. Outcomes and steps are the same for every order, which makes scores comparable.
 * Source: Katz (1981), doi 10.1080/00401706.1981.10486293; Csiszár & Shields (2000), doi 10.1214/aos/1015957472.
 */
export function markovScore({ order, states, channels }: MarkovChain): MarkovOrderScore {
  const steps = sum(states.map(({ departures }) => departures));
  const outcomes = channels.length + 2;
  const likelihood = sum(
    states.map(
      ({ departures, conversions, nulls, next }) =>
        sum([...next.values(), conversions, nulls].map(surprise)) - surprise(departures),
    ),
  );
  const known = sum(states.map(({ departures }) => (departures >= leastDepartures ? departures : 0)));
  return {
    order,
    states: states.length,
    bic: -2 * likelihood + states.length * (outcomes - 1) * Math.log(Math.max(1, steps)),
    supported: known >= leastShare * steps,
  };
}

/** The order of the least BIC among those that the data support, the lower one on a tie; 1 where none is. */
export function bestOrder(scores: readonly MarkovOrderScore[]): number {
  const supported = scores.filter((score) => score.supported);
  return supported.toSorted((a, b) => a.bic - b.bic || a.order - b.order)[0]?.order ?? 1;
}

function surprise(count: number): number {
  return count > 0 ? count * Math.log(count) : 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
