import { fillNames, type Step } from '../exercises/exercise';
import type { Locale, Text } from '../i18n/text';
import { seeded } from '../stats/random';

type Names = Readonly<Record<string, string>>;

/** A step as a learner may see it: nothing of the answer, the mistakes, the hints to come or the solution. */
export interface ShownStep {
  readonly id: string;
  readonly kind: Step['kind'];
  readonly ask: string;
  readonly passage: string | null;
  /** Options, or items to be ordered, in an order that the seed decides. */
  readonly choices: readonly { readonly id: string; readonly label: string }[];
  readonly unit: 'percent' | 'points' | 'count' | 'number' | null;
  readonly metric: string | null;
  readonly hints: number;
}

/** What a screen may show of a step. `names` are the words of the learner's data. */
export function shownStep(step: Step, names: Names, locale: Locale, seed: number): ShownStep {
  const say = (text: Text) => fillNames(text[locale], names);
  const choices = 'options' in step ? step.options : 'items' in step ? step.items : {};
  const ids = shuffled(Object.keys(choices), seed, step);
  return {
    id: step.id,
    kind: step.kind,
    ask: say(step.ask),
    passage: 'passage' in step && step.passage ? say(step.passage) : null,
    choices: ids.flatMap((id) => (choices[id] ? [{ id, label: say(choices[id]) }] : [])),
    unit: step.kind === 'number' ? step.unit : null,
    metric: step.kind === 'params' ? step.metric : null,
    hints: step.hints.length,
  };
}

/** The same order for the same learner; items to be ordered never come in the right one. */
function shuffled(ids: readonly string[], seed: number, step: Step): readonly string[] {
  const random = seeded(seed + [...step.id].reduce((sum, sign) => sum * 31 + sign.charCodeAt(0), 7));
  const order = ids
    .map((id) => [random(), id] as const)
    .sort(([a], [b]) => a - b)
    .map(([, id]) => id);
  return step.kind === 'order' && order.join() === step.answer.join() ? order.reverse() : order;
}
