import type { Text } from '../i18n/text';
import { paint } from './theme';

/** Something done on an ISO date. */
export interface ActionMark {
  readonly date: string;
  readonly text: string;
}

/** The actions that lie between the first period and the last. */
export function actionsWithin(
  actions: readonly ActionMark[],
  values: readonly { readonly when: string }[],
): readonly ActionMark[] {
  const [first, last] = [values[0]?.when, values.at(-1)?.when];
  if (first === undefined || last === undefined) return [];
  return actions.filter(({ date }) => date >= first && date <= endOf(last, values.at(-2)?.when));
}

/** The last day of the last period, which is as long as the one before it. */
function endOf(last: string, before: string | undefined): string {
  const length = before === undefined ? 0 : Date.parse(last) - Date.parse(before) - 86_400_000;
  return new Date(Date.parse(last) + Math.max(0, length)).toISOString().slice(0, 10);
}

/** A rule with its text for each action, on the x axis `x` of a chart over time. */
export function actionLayers(actions: readonly ActionMark[], x: object): readonly object[] {
  if (!actions.length) return [];
  const data = { values: actions.map(({ date, text }, at) => ({ period: date, text, row: at % 3 })) };
  const place = { ...x, field: 'period' };
  return [
    {
      data,
      mark: { type: 'rule', strokeWidth: 1.2, strokeDash: [2, 2], color: paint('ink2') },
      encoding: {
        x: place,
        tooltip: [
          { field: 'period', title: ' ' },
          { field: 'text', title: ' ' },
        ],
      },
    },
    ...[0, 1, 2].map((row) => ({
      data,
      transform: [{ filter: `datum.row === ${String(row)}` }],
      mark: { type: 'text', align: 'left', baseline: 'top', dx: 4, y: 14 * row, fontSize: 12, limit: 140, color: paint('ink2') }, // prettier-ignore
      encoding: { x: place, text: { field: 'text' } },
    })),
  ];
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
