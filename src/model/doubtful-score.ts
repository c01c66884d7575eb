import type { Text } from '../i18n/text';
import type { Tie } from './mapping';
import { isMasked, type Looked, type LookedColumn } from './matching';
import { isNumber } from './profile';
import { answerNames } from './synonyms';

const scoreNames = new Set([...answerNames.nps, ...answerNames.ces, ...answerNames.csat]);
const like = /(score|rating|stars?|nps|csat|满意度|评分|打分|得分|星级)$/;

/** Columns that are called a score, or nearly so, and that hold numbers, though not such that they could be taken for one. */
export function doubtfulScores(looked: Looked): readonly LookedColumn[] {
  return looked.columns.filter(
    (column) =>
      (isCalledScore(column) || like.test(column.header.key)) && !isMasked(column) && holdsNumbers(column, looked),
  );
}

/** Whether a column has one of the usual names of a score. */
export function isCalledScore({ header }: LookedColumn): boolean {
  return scoreNames.has(header.key);
}

/** The question to a person whether these columns are the score, and why it is asked. */
export function scoreTie(looked: Looked, columns: readonly LookedColumn[]): Tie {
  const reasons = columns.map((column) => whyAsked(column, looked));
  return {
    table: 'responses',
    column: 'score',
    source: looked.imported.table,
    candidates: columns.map(({ name }) => name),
    reason: { en: reasons.map(({ en }) => en).join('; '), zh: reasons.map(({ zh }) => zh).join('；') },
  };
}

function holdsNumbers(column: LookedColumn, { profile }: Looked): boolean {
  if (isNumber(column)) return column.distinct > 1;
  const counts = Object.entries(profile?.values[column.name] ?? {});
  const all = counts.reduce((sum, [, n]) => sum + n, 0);
  const numbers = counts.filter(([value]) => Number.isFinite(Number(value)));
  return numbers.length > 1 && numbers.reduce((sum, [, n]) => sum + n, 0) >= all / 2;
}

function whyAsked(column: LookedColumn, { profile }: Looked): Text {
  const { name, min, max } = column;
  if (!isNumber(column)) {
    const word = Object.keys(profile?.values[name] ?? {}).find((value) => !Number.isFinite(Number(value))) ?? '';
    return {
      en: `“${name}” is called a score, but not all of its cells are numbers (such as “${word}”)`,
      zh: `“${name}”的名称像分值，但有单元格不是数字（如“${word}”）`,
    };
  }
  const [low, high] = [String(min ?? '–'), String(max ?? '–')];
  return isCalledScore(column)
    ? {
        en: `“${name}” is called a score, but its values (${low} to ${high}) are those of no usual scale`,
        zh: `“${name}”的名称像分值，但取值（${low} 至 ${high}）不属于常见量表`,
      }
    : {
        en: `“${name}” sounds like a score, with values ${low} to ${high}; which question it answers is not said`,
        zh: `“${name}”的名称像分值，取值 ${low} 至 ${high}；未说明对应哪一题`,
      };
}
