import type { Params } from './params';

/** How sure the intervals of a metric are. */
export const confidenceParam = {
  confidence: {
    kind: 'number',
    default: 0.95,
    min: 0.5,
    max: 0.999,
    label: { en: 'Confidence of intervals', zh: '区间置信度' },
  },
} as const satisfies Params;
