import type { Found } from '../../metrics/metric';
import { noneOf, numberOf, withoutFigures, type CountPersons } from './persons';

/**
 * Customers of both touchpoints of a pair. How often customers and touchpoints met follows from the duplication, and so
 * do the customers of the one touchpoint that no pair tells; with two or three touchpoints also those of a pair, by how
 * many customers met several.
 */
export const pairsBehind: CountPersons = (_, { found: { rows, summary } }, k) => {
  const sizes = new Map(
    rows.flatMap(({ a, b, size_a, size_b }) => [[a, Number(size_a)] as const, [b, Number(size_b)] as const]),
  );
  const untold = (hidden: ReadonlySet<number>) => [
    ...(sizes.size <= 3 && hidden.size ? ['multi_touch_share', 'duplication'] : []),
    ...([...sizes.values()].some((size) => size < k) ? ['duplication'] : []),
  ];
  return Promise.resolve({
    of: rows.map((row) => numberOf(row, 'both') ?? 0),
    largest: noneOf(rows),
    whole: numberOf(summary, 'customers'),
    overlapping: true,
    told: (found: Found, hidden) => withoutFigures(found, untold(hidden)),
  });
};
