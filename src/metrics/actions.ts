import type { Remark, Text } from '../i18n/text';
import { listed } from './contrasts';
import { refused } from './params';

/** Something done on an ISO date that a chart over time should show. */
export interface Action {
  readonly date: string;
  readonly text: string;
}

/** The actions of a parameter in JSON, in the order of time; refuses what is none. */
export function actionsOf(value: unknown): readonly Action[] {
  if (!Array.isArray(value)) throw wrong(value);
  return value.map(actionOf).sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

function actionOf(value: unknown): Action {
  const { date, text } = (value ?? {}) as { readonly date?: unknown; readonly text?: unknown };
  if (typeof date !== 'string' || typeof text !== 'string' || !text.trim() || !isDay(date)) throw wrong(value);
  return { date, text: text.trim() };
}

function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

function wrong(value: unknown) {
  return refused('actions', value, {
    en: 'a JSON list such as [{"date":"2025-03-01","text":"new form"}]',
    zh: 'JSON 列表，如 [{"date":"2025-03-01","text":"上线新表单"}]',
  });
}

/** What an action on the chart does not say, and which actions lie outside it. */
export function actionRemarks(actions: readonly Action[], periods: readonly { readonly period: string }[]): Remark[] {
  if (!actions.length) return [];
  const first = periods[0]?.period ?? '';
  const outside = actions.filter(({ date }) => date < first);
  return [
    {
      level: 'note',
      say: {
        en: 'A change after an action is no proof that the action caused it: the difference in differences in Change compares with touchpoints that were left alone',
        zh: '行动之后出现变化并不证明由该行动引起：可在“前后变化”中用双重差分与未改动的触点比较',
      },
    },
    ...(outside.length
      ? [
          {
            level: 'note' as const,
            say: { en: 'Before the first period, so not drawn: {names}', zh: '早于首个周期，未画出：{names}' },
            with: { names: named(outside) },
          },
        ]
      : []),
  ];
}

function named(actions: readonly Action[]): Text {
  return listed(actions.map(({ date, text }) => `${date} ${text}`));
}
