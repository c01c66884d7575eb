import type { AnswerKind, Answers } from './mapping';
import { isMasked, type Looked, type LookedColumn } from './matching';
import { isNumber } from './profile';
import { scaleOf, zeroIsMissing, type Ratings } from './scale';
import { answerNames, synonyms } from './synonyms';
import { satisfiedWords, unsatisfiedWords } from './words';

/** The answer columns of a survey: items of a wide one, and the scores that stand for the whole. */
export interface Found {
  readonly items: readonly LookedColumn[];
  readonly wholes: readonly { readonly column: LookedColumn; readonly kind: AnswerKind }[];
  readonly verbatims: readonly LookedColumn[];
}

/** Looks for answers: by name, and three or more columns that all hold every value of one rating scale. */
export function answersIn(looked: Looked): Found {
  const wholes = looked.columns.flatMap((column) => {
    const kind = kindNamed(column, looked);
    return kind ? [{ column, kind }] : [];
  });
  const named = new Set(wholes.map(({ column }) => column.name));
  const items = itemsOf(looked, named);
  const scored = items.length
    ? wholes.map((one) => (one.kind === 'csat' ? { ...one, kind: 'overall' as const } : one))
    : wholes;
  return { items, wholes: scored, verbatims: verbatimsOf(looked) };
}

/** The answers as the mapping holds them: scale and zeros as the values say. */
export function answersOf(
  columns: readonly LookedColumn[],
  kind: AnswerKind,
  touchpoint: Answers['touchpoint'],
  looked: Looked,
): Answers {
  const names = columns.map(({ name }) => name);
  if (kind === 'verbatim') return { columns: names, kind, touchpoint };
  if (columns.every((column) => isTwoBox(column, looked)))
    return { columns: names, kind, touchpoint, words: 'satisfied', scale: [0, 1] };
  const ratings = together(columns, looked);
  const zero = zeroIsMissing(kind, ratings);
  const scale = scaleOf(kind, zero ? { ...ratings, min: 1 } : ratings);
  return { columns: names, kind, touchpoint, ...(zero ? { missing: ['0'] } : {}), ...(scale ? { scale } : {}) };
}

/** Two words of satisfaction, e.g. satisfied / neutral or dissatisfied. */
function isTwoBox(column: LookedColumn, { profile }: Looked): boolean {
  if (column.type === 'BOOLEAN') return true;
  if (isNumber(column) || column.distinct > 3) return false;
  const known: readonly string[] = [...satisfiedWords, ...unsatisfiedWords];
  const seen = Object.keys(profile?.values[column.name] ?? {});
  const words = seen.length ? seen : column.examples;
  return words.length > 0 && words.every((word) => known.includes(word.normalize('NFKC').trim().toLowerCase()));
}

function together(columns: readonly LookedColumn[], looked: Looked): Ratings {
  const ranges = columns.map((column) => typicalRange(column, looked));
  return {
    min: Math.min(...ranges.map(({ min }) => min).filter(Number.isFinite)),
    max: Math.max(...ranges.map(({ max }) => max).filter(Number.isFinite)),
    rows: Math.max(...columns.map(({ nulls }) => looked.imported.rows - nulls)),
  };
}

/**
 * Ends of a column's values without strays: values of at most one row in a hundred (or one row) that no neighbour
 * leads up to, or that stand above 10, such as a 9 among answers from 1 to 5 or an 11 among answers from 0 to 10.
 */
function typicalRange(column: LookedColumn, { profile }: Looked): { readonly min: number; readonly max: number } {
  const counts = Object.entries(profile?.values[column.name] ?? {})
    .map(([value, n]) => ({ value: Number(value), n }))
    .filter(({ value }) => Number.isFinite(value));
  const ends = isNumber(column)
    ? [column.min, column.max].map((end) => Number(end ?? NaN))
    : counts.map((one) => one.value);
  const [min, max] = [Math.min(...ends), Math.max(...ends)];
  const rows = counts.reduce((sum, { n }) => sum + n, 0);
  const known = new Set(counts.map(({ value }) => value));
  const stray = ({ value, n }: { readonly value: number; readonly n: number }) =>
    n <= Math.max(1, rows / 100) &&
    (value < 0 || (value > 10 && max - min <= 1000) || !known.has(value - 1)) &&
    value > 1;
  const usual = counts.filter((one) => !stray(one)).map(({ value }) => value);
  const strays = counts.filter(stray).reduce((sum, { n }) => sum + n, 0);
  if (!counts.length || counts.length > 15 || usual.length < 2 || strays > Math.max(1, rows / 50)) return { min, max };
  return { min: Math.min(...usual), max: Math.max(...usual) };
}

/** The kind that a column's name and values stand for, if any. */
export function kindNamed(column: LookedColumn, looked: Looked): AnswerKind | null {
  const { key } = column.header;
  const rated = isNumber(column) || isTwoBox(column, looked);
  if (!rated || isMasked(column)) return null;
  if (answerNames.nps.includes(key) || /recommend|推荐/.test(key))
    return isWhole(column, looked) && within(column, looked, 0, 10) && typicalRange(column, looked).max > 5
      ? 'nps'
      : answerNames.nps.includes(key) && isNumber(column) && mostlyWithin(column, looked, 0, 10)
        ? 'nps'
        : null;
  if (answerNames.ces.includes(key)) return isNumber(column) && within(column, looked, 1, 7) ? 'ces' : null;
  if (answerNames.overall.includes(key) || /^(总体|整体|综合)/.test(key))
    return within(column, looked, 0, 100) ? 'overall' : null;
  if (answerNames.csat.includes(key)) return within(column, looked, 0, 100) ? 'csat' : null;
  return null;
}

function itemsOf(looked: Looked, named: ReadonlySet<string>): readonly LookedColumn[] {
  const rated = looked.columns.filter((column) => !named.has(column.name) && isRating(column, looked));
  const tops = [5, 7, 10].map((top) => rated.filter(({ max }) => Number(max) === top));
  const survey = named.size > 0 || looked.columns.some(({ header }) => surveyMarks.has(header.key));
  const enough = survey ? 2 : 3;
  const best = tops.reduce((most, group) => (group.length > most.length ? group : most), []);
  if (best.length < enough) return [];
  const top = Number(best[0]?.max);
  return rated.filter(({ max }) => Number(max) <= top && Number(max) >= top - 2);
}

const surveyMarks = new Set(
  [
    'responseid',
    'submittedat',
    ...(synonyms.responses?.submitted_at?.[0] ?? []),
    ...(synonyms.responses?.response_id?.[0] ?? []),
  ].filter((key) => key !== 'enddate'),
);

/** Every value of a scale is there, or the name or the labels say that it is a rating. */
function isRating(column: LookedColumn, looked: Looked): boolean {
  if (column.reading.kind === 'likert') return true;
  if (!isWhole(column, looked) || !within(column, looked, 0, 10) || notRatings.test(column.header.key)) return false;
  const { min, max } = typicalRange(column, looked);
  const full = min <= 1 && [5, 7, 10].includes(max) && column.distinct >= max;
  const called = /rating|score|satisf|满意|评分|打分|评价|体验/.test(column.header.key);
  const survey = looked.columns.some(({ header }) => surveyMarks.has(header.key));
  return full || ((called || survey) && max >= 3 && min <= 5);
}

const notRatings =
  /id$|编号|序号|count|number|quantity|qty|age$|tenure|months?$|年龄|数量|次数|weight|权重|importance|重要|sequence|位置|楼层|duration|时长/;

function isWhole(column: LookedColumn, { profile }: Looked): boolean {
  if (!isNumber(column)) return false;
  return profile ? profile.whole.has(column.name) : /INT/.test(column.type) || column.distinct <= 11;
}

function within(column: LookedColumn, looked: Looked, from: number, to: number): boolean {
  if (!isNumber(column) || column.min === null) return true;
  const { min, max } = typicalRange(column, looked);
  return min >= from && max <= to;
}

/** What bears a known name may hold one value in ten that no scale has. */
function mostlyWithin(column: LookedColumn, looked: Looked, from: number, to: number): boolean {
  const counts = Object.entries(looked.profile?.values[column.name] ?? {});
  const sum = (of: typeof counts) => of.reduce((total, [, n]) => total + n, 0);
  const inside = counts.filter(([value]) => Number(value) >= from && Number(value) <= to);
  return within(column, looked, from, to) || (counts.length > 0 && sum(inside) >= 0.9 * sum(counts));
}

function verbatimsOf({ columns }: Looked): readonly LookedColumn[] {
  for (const line of [['verbatim', 'text'], ...(synonyms.responses?.text ?? [])]) {
    const found = columns.filter((column) => line.includes(column.header.key) && column.type === 'VARCHAR');
    if (found.length) return found;
  }
  return [];
}
