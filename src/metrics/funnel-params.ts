import { confidenceParam } from './confidence-param';
import { repeats } from './funnel-chains';
import type { FunnelSteps } from './funnel-steps';
import type { Ask } from './metric';
import { refused, type Params } from './params';

/** The parameters of the funnel. */
export const funnelParams = {
  steps: {
    kind: 'list',
    default: [],
    label: { en: 'Steps', zh: '步骤' },
    hint: { en: 'Touchpoints (or events) in order.', zh: '按顺序列出触点（或事件）。' },
  },
  exclude: { kind: 'list', default: [], label: { en: 'Leave out who met', zh: '排除经过以下触点者' } },
  window_s: {
    kind: 'number',
    default: null,
    min: 0,
    max: 1e12,
    label: { en: 'Window from the first step (seconds)', zh: '自首步起的窗口（秒）' },
    hint: { en: 'Empty: unlimited.', zh: '留空：不限。' },
  },
  order: {
    kind: 'choice',
    default: 'ordered',
    label: { en: 'Order', zh: '顺序' },
    of: {
      ordered: { en: 'in order, anything between', zh: '按顺序，中间可有其他' },
      strict: { en: 'in order, nothing between', zh: '按顺序，中间不可有其他' },
      any: { en: 'in any order', zh: '任意顺序' },
    },
  },
  strict_increase: {
    kind: 'flag',
    default: false,
    label: { en: 'Each step later than the one before, not at the same moment', zh: '每步须晚于上一步，同一时刻不算' },
  },
  strict_dedup: {
    kind: 'flag',
    default: false,
    label: { en: 'A step that comes again ends the attempt (but for the first)', zh: '步骤重复出现即中断（首步除外）' },
  },
  allow_reentry: {
    kind: 'flag',
    default: false,
    label: { en: 'Nothing between, but earlier steps may come again', zh: '中间不可有其他，但可回到先前步骤' },
    hint: { en: 'Only with the strict order.', zh: '仅用于“中间不可有其他”。' },
  },
  ...confidenceParam,
} as const satisfies Params;

/** The settings as a funnel; throws where they contradict each other. */
export function funnelOf(ask: Ask<typeof funnelParams>): FunnelSteps {
  const { steps, exclude, window_s: window, order } = ask.params;
  const { strict_increase: increase, strict_dedup: dedup, allow_reentry: reentry } = ask.params;
  if (increase && order === 'any')
    throw refused('strict_increase', true, { en: 'false where any order will do', zh: '任意顺序时只能为 false（否）' });
  if (dedup && (order === 'any' || new Set(steps).size < steps.length))
    throw refused('strict_dedup', true, {
      en: 'false where any order will do or a step is asked for twice',
      zh: '任意顺序或步骤有重复时，只能为 false（否）',
    });
  if (reentry && (order !== 'strict' || repeats(steps)))
    throw refused('allow_reentry', true, {
      en: 'false unless the order is strict and no step follows itself',
      zh: '须为“中间不可有其他”且没有步骤紧接自身，否则只能为 false（否）',
    });
  return { steps, exclude, window, order, increase, dedup, reentry, events: ask.has('interactions.event') };
}
