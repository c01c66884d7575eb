import type { Text } from '../i18n/text';
import { paint } from './theme';

/** Something done on an ISO date. */
export interface ActionMark {
  readonly date: string;
  readonly text: string;
}

/** An action on a chart; `late` where its text would run over the right edge. */
interface PlacedAction extends ActionMark {
  readonly late: boolean;
}

/** The actions that lie between the first period and the last. */
export function actionsWithin(
  actions: readonly ActionMark[],
  values: readonly { readonly when: string }[],
): readonly PlacedAction[] {
  const [first, last] = [values[0]?.when, values.at(-1)?.when];
  if (first === undefined || last === undefined) return [];
  const [from, to] = [Date.parse(first), Date.parse(last)];
  return actions
    .filter(({ date }) => date >= first && date <= endOf(last, values.at(-2)?.when))
    .map((action) => ({ ...action, late: Date.parse(action.date) > from + 0.6 * (to - from) }));
}

/** The last day of the last period, which is as long as the one before it. */
function endOf(last: string, before: string | undefined): string {
  const length = before === undefined ? 0 : Date.parse(last) - Date.parse(before) - 86_400_000;
  return new Date(Date.parse(last) + Math.max(0, length)).toISOString().slice(0, 10);
}

/** A rule with its text for each action, on the x axis `x` of a chart over time; neighbouring texts stand one below the other. */
export function actionLayers(actions: readonly PlacedAction[], x: object): readonly object[] {
  if (!actions.length) return [];
  const data = { values: actions.map(({ date, text }) => ({ period: date, text })) };
  const place = { ...x, field: 'period' };
  const rule = {
    data,
    mark: { type: 'rule', strokeWidth: 1.2, strokeDash: [2, 2], color: paint('ink2') },
    encoding: {
      x: place,
      tooltip: [
        { field: 'period', title: ' ' },
        { field: 'text', title: ' ' },
      ],
    },
  };
  const texts = actions.map(({ date, text, late }, at) => ({
    data: { values: [{ period: date, text }] },
    mark: {
      type: 'text',
      align: late ? 'right' : 'left',
      baseline: 'top',
      dx: late ? -4 : 4,
      fontSize: 12,
      limit: 160,
      color: paint('ink2'),
    },
    encoding: { x: place, y: { value: 2 + 14 * (at % 3) }, text: { field: 'text' } },
  }));
  return [rule, ...texts];
}

/** The actions added to what a reader hears who cannot see the chart. */
export function withActions(alternative: Text, actions: readonly ActionMark[]): Text {
  if (!actions.length) return alternative;
  const named = (between: string) => actions.map(({ date, text }) => `${date} ${text}`).join(between);
  return {
    en: `${alternative.en}. Actions: ${named('; ')}`,
    zh: `${alternative.zh}。改进行动：${named('；')}`,
  };
}
