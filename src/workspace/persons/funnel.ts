import { noneOf, numberOf, type CountPersons } from './persons';

/**
 * Customers who came as far as a step. Those who dropped out before it are the difference to the step above, so that few
 * of them count as few; and as each step is part of the one above, nothing below a small step may show.
 */
export const funnelBehind: CountPersons = (_, { found }) => {
  let least = Infinity;
  const of = found.rows.map((row) => {
    const dropped = numberOf(row, 'dropped') ?? 0;
    least = Math.min(least, numberOf(row, 'reached') ?? 0, dropped > 0 ? dropped : Infinity);
    return least;
  });
  const whole = numberOf(found.summary, 'entered');
  return Promise.resolve({ of, largest: noneOf(found.rows), whole, overlapping: true });
};
