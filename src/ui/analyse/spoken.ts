import { say, write } from '../../i18n/say';
import type { Locale } from '../../i18n/text';
import { analyseWords as words } from '../../i18n/words/analyse';
import type { ScoreCell, ScoreColumn } from '../../workspace/scorecard-column';
import { shortTitle } from './names';

/** Why a cell is judged as it is, in a sentence. */
export function reason({ metric, headline }: ScoreColumn, cell: ScoreCell, locale: Locale): string {
  const values = {
    metric: shortTitle(metric),
    value: write(cell.value, headline.format, locale),
    aim: write(cell.aim.value, headline.format, locale),
    n: cell.n,
  };
  const whole = cell.aim.kind !== 'target';
  switch (cell.verdict) {
    case 'act':
      return say(words.whyAct, values, locale);
    case 'watch':
      return say(whole ? words.whyWatchWhole : words.whyWatchTarget, values, locale);
    case 'hold':
      return say(whole ? words.whyHoldWhole : words.whyHoldTarget, values, locale);
    case 'tell':
      return say(cell.lowBase ? words.whyTellFew : words.whyTellWhole, values, locale);
  }
}

/** A cell for who cannot see it: name, metric, figure, interval, base, verdict. */
export function spoken(column: ScoreColumn, cell: ScoreCell, name: string, locale: Locale): string {
  const { format } = column.headline;
  const parts = [
    `${name}, ${column.metric.title[locale]}: ${write(cell.value, format, locale)}`,
    ...(cell.low === null ? [] : [`${write(cell.low, format, locale)} – ${write(cell.high, format, locale)}`]),
    ...(cell.n === null ? [] : [`n ${write(cell.n, 'count', locale)}`]),
    ...(cell.lowBase ? [words.lowBase[locale]] : []),
    words[cell.verdict][locale],
  ];
  return parts.join(', ');
}
