import type { Given } from '../../src/metrics/metric';

/** Whole numbers from 0, so many. */
export const times = (n: number) => Array.from({ length: n }, (_, at) => at);
export const two = (n: number) => String(n).padStart(2, '0');

/** So many customers who order in these months. */
export const orders = (name: string, persons: number, months: readonly number[]) =>
  times(persons).flatMap((who) =>
    months.map((month) => ({
      order_id: `${name}${String(who)}-${String(month)}`,
      customer_id: `${name}${String(who)}`,
      ordered_at: `2025-${two(month)}-05T00:00:00`,
      amount: 10 + who,
    })),
  );
/** So many customers, each going this way on one morning. */
export const visits = (name: string, persons: number, path: readonly string[], more: object = {}) =>
  times(persons).flatMap((who) =>
    path.map((touchpoint, step) => ({
      customer_id: `${name}${String(who)}`,
      occurred_at: `2025-01-01T${two(8 + step)}:00:00`,
      touchpoint,
      ...more,
    })),
  );
const answers = (name: string, persons: number, month: number, often = 1) =>
  times(persons * often).flatMap((at) =>
    ['app', 'shop'].map((touchpoint) => ({
      response_id: `${name}${touchpoint}${String(at)}`,
      customer_id: `${name}${String(at % persons)}`,
      touchpoint,
      kind: 'csat',
      score: 1 + (at % 5),
      submitted_at: `2025-${two(month)}-05T12:00:00`,
    })),
  );

/** Six monthly cohorts, one of them of 17 customers. */
export const cohorts = (small: number): Given => ({
  orders: [61, 53, 47, 43, 37, 31].flatMap((persons, at) => {
    const size = at === small ? 17 : persons;
    const later = times(5 - at).flatMap((ahead) =>
      orders(`c${String(at)}`, Math.ceil(size / (ahead + 2)), [at + 2 + ahead]),
    );
    return [...orders(`c${String(at)}`, size, [at + 1]), ...later];
  }),
});
/** Four segments, one of them of 17 customers. */
export const lives: Given = {
  customers: [
    ['gold', 67],
    ['silver', 59],
    ['bronze', 41],
    ['secret', 17],
  ].flatMap(([segment, persons]) =>
    times(Number(persons)).map((at) => ({
      customer_id: `${String(segment)}${String(at)}`,
      segment: String(segment),
      tenure: 1 + (at % 3),
      churned: at % 4 === 0,
    })),
  ),
};
/** Journeys of many, and a touchpoint that 18 customers met. */
export const paths: Given = {
  interactions: [
    ...visits('p', 97, ['ad', 'shop', 'pay']),
    ...visits('q', 71, ['mail', 'shop', 'pay']),
    ...visits('r', 53, ['mail', 'ad']),
    ...visits('s', 31, ['shop']),
    ...visits('x', 11, ['secret', 'pay']),
    ...visits('y', 7, ['ad', 'pay', 'secret', 'shop']),
  ],
};
/** Ratings of five months, in one of which three persons answered six times each. */
export const forms: Given = {
  responses: [
    [83, 1],
    [67, 2],
    [59, 4],
    [41, 5],
  ]
    .flatMap(([persons, month]) => answers(`m${String(month)}`, Number(persons), Number(month)))
    .concat(answers('x', 3, 3, 6)),
};
