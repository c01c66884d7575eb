import type { Text } from '../i18n/text';
import { columnWords } from '../i18n/words/shell';

/** What early warning makes of a customer's past, in words. Other inputs are columns of the customers' own. */
const pastWords: Readonly<Record<string, Text>> = {
  visits: { en: 'Visits', zh: '到访次数' },
  days_since_visit: { en: 'Days since the last visit', zh: '距上次到访天数' },
  touchpoints_met: { en: 'Touchpoints met', zh: '接触过的触点数' },
  cases: { en: 'Service cases', zh: '服务工单数' },
  mean_score: { en: 'Mean rating so far', zh: '此前平均评分' },
};

/**
 * An input that speaks for a risk, by its name in `inputsOf` and by whether it lies above or below the mean: a level that
 * somebody has or has not (`plan = year`, `plan ≠ year`), a value that is lacking or not (`fee ?`, `fee ≠ ?`), else much
 * or little of a number (`visits ↑`, `visits ↓`).
 */
export function reasonOf(input: string, above: boolean): string {
  if (input.includes(' = ')) return above ? input : input.replace(' = ', ' ≠ ');
  if (input.endsWith(' ?')) return above ? input : `${input.slice(0, -2)} ≠ ?`;
  return `${input} ${above ? '↑' : '↓'}`;
}

/** The same in words. A column of the customers' own keeps its name. */
export function reasonWord(reason: string): Text {
  const lacking = /^(.*?)( ≠ \?| \?| = –| ≠ –)$/u.exec(reason);
  if (lacking) {
    const { en, zh } = columnWord(lacking[1] ?? '');
    return lacking[2]?.includes('≠')
      ? { en: `${en} known`, zh: `${zh}已知` }
      : { en: `${en} not known`, zh: `${zh}未知` };
  }
  const level = /^(.*?)( [=≠] .*)$/u.exec(reason);
  if (level) {
    const { en, zh } = columnWord(level[1] ?? '');
    return { en: en + (level[2] ?? ''), zh: zh + (level[2] ?? '') };
  }
  const much = reason.endsWith(' ↑');
  const { en, zh } = columnWord(reason.replace(/ [↑↓]$/u, ''));
  if (!much && !reason.endsWith(' ↓')) return { en, zh };
  return much ? { en: `${en}: high`, zh: `${zh}偏高` } : { en: `${en}: low`, zh: `${zh}偏低` };
}

/** A column in words. */
export function columnWord(name: string): Text {
  const words = { ...columnWords, ...pastWords };
  return (Object.hasOwn(words, name) ? words[name] : undefined) ?? { en: name, zh: name };
}
