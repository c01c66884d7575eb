import { bars } from '../charts/bars';
import type { Remark } from '../i18n/text';
import { listed } from './contrasts';
import { defineMetric } from './metric';
import { groupingParams } from './grouping';
import { topicsOf, wordsIn } from './topic-words';
import { comparable, outcomeOf, verbatimColumns, verbatims } from './verbatims';

/** Words on the chart: the first of the rows. */
const drawn = 30;
const contrasted = {
  group: 'term',
  value: 'z',
  base: 'count',
  format: 'number',
  title: { en: 'Words of good (right) and bad (left) comments', zh: '高分（右）与低分（左）评论的特征词' },
} as const;
const counted = {
  group: 'term',
  value: 'count',
  base: 'count',
  format: 'count',
  title: { en: 'Comments that hold the word', zh: '含该词的评论数' },
} as const;

export default defineMetric({
  id: 'topics',
  title: { en: 'Topics of comments', zh: '评论主题' },
  question: {
    en: 'Which words tell happy from unhappy comments, and how do scores differ with them?',
    zh: '哪些词区分满意与不满的评论，提到它们时评分有何差别？',
  },
  formula: {
    en: 'z = log-odds of the word among good against bad scores, with an informative Dirichlet prior, in standard errors (above 0: with good scores); impact = mean score with the word − without, Welch’s test, q after Benjamini and Hochberg',
    zh: 'z = 词在高分与低分评论中的对数优势比（带信息性狄利克雷先验，以标准误计；大于 0 偏向高分）；影响 = 含该词的平均分 − 不含的平均分，Welch 检验，q 为 Benjamini–Hochberg 校正',
  },
  counted: {
    en: 'Comments with a score: good 9–10, bad 0–6 of ten (else the upper and lower 40 % of the range). Words in at least `least` comments; a comment counts once a word.',
    zh: '有评分的评论：十分制 9–10 为好、0–6 为差（其他量表取上下 40%）。词至少出现在 least 条评论中；每条评论每词计一次。',
  },
  source: [{ cite: 'Monroe, Colaresi & Quinn (2008), Fightin’ Words', url: 'https://doi.org/10.1093/pan/mpn018' }],
  needs: ['responses.text'],
  params: {
    contrast: {
      kind: 'choice',
      default: 'promoter/detractor',
      label: { en: 'Contrast', zh: '对比' },
      of: {
        'promoter/detractor': { en: 'good against bad scores', zh: '高分与低分' },
        frequency: { en: 'only how frequent', zh: '仅词频' },
      },
    },
    least: {
      kind: 'number',
      default: 5,
      min: 1,
      max: 100_000,
      whole: true,
      label: { en: 'Least comments a word', zh: '词的最少评论数' },
    },
    top: { kind: 'number', default: 50, min: 1, max: 1000, whole: true, label: { en: 'Words shown', zh: '显示词数' } },
  },
  tables: { texts: verbatimColumns },
  headings: {
    term: { label: { en: 'Word', zh: '词' } },
    count: { label: { en: 'Comments', zh: '评论数' }, format: 'count' },
    z: { label: { en: 'z (log-odds)', zh: 'z（对数优势比）' } },
    touchpoint: { label: { en: 'Mostly at', zh: '最多出现于' } },
    mean_with: { label: { en: 'Score with', zh: '含该词均分' } },
    mean_without: { label: { en: 'Score without', zh: '不含均分' } },
    low: { label: { en: 'Difference, low', zh: '差值下限' } },
    high: { label: { en: 'Difference, high', zh: '差值上限' } },
    q: { label: { en: 'q', zh: 'q' }, format: 'p' },
    difference: { label: { en: 'Difference', zh: '差值' } },
  },
  slow: true,
  weighted: true,

  query: (ask) => ({
    texts: verbatims({
      ...ask,
      params: {
        by: ask.has('responses.touchpoint') ? 'touchpoint' : 'none',
        grain: groupingParams.grain.default,
        confidence: 0.95,
      },
    }),
  }),

  compute({ texts }, { params, progress }) {
    if (!texts.length) return null;
    const outcomes = texts.map(outcomeOf);
    const { scores, rescaled } = comparable(texts);
    const comments = texts.map(({ said, grp }, at) => ({
      said,
      grp,
      score: scores[at] ?? null,
      outcome: outcomes[at] ?? null,
    }));
    const words = wordsIn(comments, params.least, progress);
    return {
      rows: topicsOf(words, comments, params.contrast !== 'frequency').slice(0, params.top),
      summary: {
        documents: texts.length,
        terms: words.length,
        scored: comments.filter(({ score }) => score !== null).length,
        good: outcomes.filter((outcome) => outcome === 1).length,
        bad: outcomes.filter((outcome) => outcome === 0).length,
        excluded: (texts[0]?.total ?? 0) - texts.length,
      },
      more: { rescaled },
    };
  },

  charts: ({ rows }, { locale }) => {
    const told = rows.filter(({ z }) => z !== null);
    const strongest = told.slice(0, drawn).sort((a, b) => Number(b.z) - Number(a.z));
    return [bars(told.length ? strongest : rows.slice(0, drawn), told.length ? contrasted : counted, locale)];
  },

  remarks({ rows, summary, more }) {
    const remarks: Remark[] = [];
    const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
      remarks.push({ level, say: { en, zh }, with: holes });
    const sure = rows.filter(({ q }) => q !== null && q < 0.05);
    const [good, bad] = [
      sure.filter(({ difference }) => (difference ?? 0) > 0),
      sure.filter(({ difference }) => (difference ?? 0) < 0),
    ];
    if (bad.length)
      add('finding', 'Scores are lower where these are mentioned: {names}', '提到以下词时评分更低：{names}', {
        names: listed(bad.map(({ term }) => term)),
      });
    if (good.length)
      add('finding', 'Scores are higher where these are mentioned: {names}', '提到以下词时评分更高：{names}', {
        names: listed(good.map(({ term }) => term)),
      });
    if (!summary.scored)
      add('caution', 'No scores stand beside the comments: words are only counted', '评论没有对应评分，只能统计词频');
    else if (!sure.length)
      add(
        'caution',
        'No word’s difference of scores can be told from chance after correction',
        '校正后，没有词的评分差异可与偶然区分',
      );
    if (summary.terms === 0)
      add(
        'caution',
        'No word is in enough comments; lower “Least comments a word” (least)',
        '没有词达到最少评论数，可调低“词的最少评论数”（least）',
      );
    if (more?.rescaled)
      add(
        'note',
        'The scores stand on several scales; they are compared on 0 to 100 of each',
        '评分来自不同量表，均换算为 0–100 后比较',
      );
    if (summary.excluded)
      add(
        'note',
        '{excluded:count} comments were not read; those read were chosen by chance',
        '{excluded:count} 条评论未读取；已读的为随机抽取',
        { excluded: summary.excluded },
      );
    add(
      'note',
      'A word that goes with low scores is where to read on, not a proven cause',
      '与低分同现的词提示从何处读起，并非已证实的原因',
    );
    return remarks;
  },

  example: {
    given: {
      responses: [
        { response_id: '1', touchpoint: 'shop', kind: 'nps', score: 10, text: 'clean room' },
        { response_id: '2', touchpoint: 'shop', kind: 'nps', score: 9, text: 'clean and quiet' },
        { response_id: '3', touchpoint: 'web', kind: 'nps', score: 2, text: 'slow, slow checkout' },
        { response_id: '4', touchpoint: 'web', kind: 'nps', score: 4, text: 'slow room service' },
      ],
    },
    params: { least: 2 },
    gives: {
      rows: [
        { term: 'clean', count: 2, touchpoint: 'shop', mean_with: 9.5, mean_without: 3 },
        { term: 'slow', count: 2, touchpoint: 'web', mean_with: 3, mean_without: 9.5 },
        { term: 'room', count: 2, mean_with: 7, mean_without: 5.5 },
      ],
      summary: { documents: 4, terms: 3 },
    },
  },
});
