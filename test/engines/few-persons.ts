import type { Given } from '../../src/metrics/metric';

/** `persons` people answer at a touchpoint, each `times` times; scores go round 1 to 5. */
export const answers = (touchpoint: string, persons: number, times = 1, kind = 'csat') =>
  Array.from({ length: persons * times }, (_, at) => ({
    response_id: `${touchpoint}${String(at)}`,
    customer_id: `${touchpoint}-c${String(at % persons)}`,
    touchpoint,
    kind,
    score: kind === 'nps' ? at % 11 : 1 + (at % 5),
  }));

/** The touchpoint of three persons, which must not be named outside. */
export const few = 'Secret desk';
export const given: Given = {
  responses: [...answers('Front desk', 40), ...answers('Bar', 30), ...answers('Spa', 20), ...answers(few, 3, 4)],
};
