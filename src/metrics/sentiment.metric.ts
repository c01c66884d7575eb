import { dots } from '../charts/dots';
import type { Remark } from '../i18n/text';
import { delongInterval } from '../stats/delong';
import { standingOut } from './contrasts';
import { groupBy } from './group-by';
import { completeness, endColumns, groupingParams, groupOf, periodEnd } from './grouping';
import { lowBase } from './low-base';
import { noInterval } from './no-interval';
import { defineMetric } from './metric';
import { boundedMeanInterval, moments } from './moments';
import { features, languageOf, learntPolarity, lexiconPolarity } from './polarity';
import { completeHeading } from './row-headings';
import { outcomeOf, verbatimColumns, verbatims } from './verbatims';

/** Share of comments with a word that is known below which the lexicon does not speak their language. */
const leastKnown = 0.1;

export default defineMetric({
  id: 'sentiment',
  title: { en: 'Sentiment of comments', zh: '评论情感' },
  question: {
    en: 'How do the comments sound, and does that agree with the scores?',
    zh: '评论听起来怎样，与评分一致吗？',
  },
  formula: {
    en: 'Polarity of a text = s ÷ √(s² + 4), s = Σ word value × degree, turned by negations (in English a “but” halves what came before it in the sentence and raises the rest by half); −1 to 1, more is better; positive above 0.05, negative below −0.05. A second polarity is learnt from the scores by naive Bayes and checked by cross-validation. On public reviews with ratings the word list alone told good from bad with AUC 0.90 to 0.91 in Chinese (hotels, food delivery) and 0.89 to 0.94 in English (a device, airline seats).',
    zh: '文本极性 = s ÷ √(s² + 4)，s = Σ 词值 × 程度，遇否定词反转（英文句中 but 之前减半、之后加半）；−1 至 1，越高越好；大于 0.05 为正，小于 −0.05 为负。另由评分以朴素贝叶斯学习极性，并交叉验证。在带评分的公开评论上，仅用词典区分好评与差评的 AUC：中文（酒店、外卖）0.90–0.91，英文（智能音箱、航班座椅）0.89–0.94。',
  },
  counted: {
    en: 'Comments that are not blank, each once; one without any evaluating word counts as 0; where fewer than a tenth have one, as in other languages, there is no figure. At most 50,000, chosen by chance.',
    zh: '非空评论，各计一次；没有评价词的计 0；有评价词的不足一成（如其他语言）时不给出数值。至多 50,000 条，随机抽取。',
  },
  source: [
    { cite: 'Own customer-experience lexicon; the form of the score after Hutto & Gilbert (2014), VADER' },
    { cite: 'Wang & Manning (2012), Baselines and Bigrams', url: 'https://aclanthology.org/P12-2018' },
  ],
  needs: ['responses.text'],
  params: {
    ...groupingParams,
    language: {
      kind: 'choice',
      default: 'auto',
      label: { en: 'Language', zh: '语言' },
      of: {
        auto: { en: 'by text', zh: '按文本判断' },
        zh: { en: 'Chinese', zh: '中文' },
        en: { en: 'English', zh: '英文' },
      },
    },
  },
  tables: { texts: verbatimColumns, ends: endColumns },
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    n: { label: { en: 'Comments', zh: '评论数' }, format: 'count' },
    mean: { label: { en: 'Polarity', zh: '平均极性' } },
    positive: { label: { en: 'Positive', zh: '正面' }, format: 'percent' },
    negative: { label: { en: 'Negative', zh: '负面' }, format: 'percent' },
    low: { label: { en: 'Polarity, low', zh: '极性下限' } },
    high: { label: { en: 'Polarity, high', zh: '极性上限' } },
    ...completeHeading,
    effective_n: { label: { en: 'Effective n', zh: '有效样本量' }, format: 'count' },
    variance: { label: { en: 'Variance', zh: '方差' } },
  },
  headline: { value: 'mean', format: 'signed', better: 'more', scale: [-1, 1] },
  slow: true,
  weighted: true,

  query: (ask) => ({ texts: verbatims(ask), ends: periodEnd(ask, 'responses') }),

  compute({ texts, ends }, ask) {
    if (!texts.length) return null;
    const by = groupOf(ask, 'responses');
    const asked = ask.params.language;
    const read = texts.map((text, at) => {
      ask.progress((0.4 * at) / texts.length);
      const language = asked === 'auto' ? languageOf(text.said) : asked;
      return { ...text, language, polarity: lexiconPolarity(text.said, language) };
    });
    const outcomes = texts.map(outcomeOf);
    const scored = outcomes.flatMap((outcome, at) => (outcome === null ? [] : [at]));
    const truth = scored.map((at) => outcomes[at] ?? 0);
    const learnt = learntPolarity(
      read.map(({ said, language }, at) => {
        ask.progress(0.4 + (0.4 * at) / texts.length);
        return features(said, language);
      }),
      outcomes,
    );
    const lexicon = delongInterval(
      scored.map((at) => read[at]?.polarity ?? 0),
      truth,
    );
    const trained =
      learnt &&
      delongInterval(
        scored.map((at) => learnt[at] ?? 0),
        truth,
      );
    const complete = completeness(ask, ends);
    const count = (of: readonly (typeof read)[number][]) => {
      // Where hardly a comment holds a word that is known, 0 would be a figure of nothing.
      const known = of.filter(({ polarity }) => polarity !== null).length;
      const told = known > 0 && known >= leastKnown * of.length ? of : [];
      const cells = told.map(({ polarity, weight }) => ({
        value: polarity ?? 0,
        n: 1,
        w: weight,
        w2: weight ** 2,
      }));
      const found = moments(cells);
      const interval = boundedMeanInterval(found, ask.params.confidence, { min: -1, max: 1 });
      const share = (is: (value: number) => boolean) => {
        const all = cells.reduce((sum, { w }) => sum + w, 0);
        return all > 0 ? cells.reduce((sum, { value, w }) => sum + (is(value) ? w : 0), 0) / all : null;
      };
      return {
        n: of.length,
        mean: found?.mean ?? null,
        positive: share((value) => value > 0.05),
        negative: share((value) => value < -0.05),
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        effective_n: found?.effectiveN ?? 0,
        variance: found?.variance ?? null,
      };
    };
    const groups = [...groupBy(read, ({ grp }) => grp)].filter(([grp]) => by !== 'touchpoint' || grp !== null);
    return {
      rows: groups
        .sort(([a], [b]) => ((a ?? '') < (b ?? '') ? -1 : 1))
        .map(([grp, own]) => ({ touchpoint: grp, ...complete(grp), ...count(own) })),
      summary: {
        by,
        ...count(read),
        auc: trained?.auc ?? lexicon?.auc ?? null,
        lexicon: { auc: lexicon?.auc ?? null, auc_low: lexicon?.low ?? null, auc_high: lexicon?.high ?? null },
        learnt: { auc: trained?.auc ?? null, auc_low: trained?.low ?? null, auc_high: trained?.high ?? null },
        scored: scored.length,
        unevaluated: read.filter(({ polarity }) => polarity === null).length,
        excluded: (texts[0]?.total ?? 0) - texts.length,
      },
      more: {
        contradictions: scored.filter((at) => {
          const p = read[at]?.polarity ?? 0;
          return outcomes[at] === 1 ? p < -0.3 : p > 0.3;
        }).length,
      },
    };
  },

  charts: ({ rows }, { locale }) => [
    dots(
      rows,
      {
        group: 'touchpoint',
        value: 'mean',
        format: 'number',
        title: { en: 'Polarity of comments', zh: '评论平均极性' },
      },
      locale,
    ),
  ],

  remarks({ rows, summary, more }) {
    const remarks: Remark[] = [];
    const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
      remarks.push({ level, say: { en, zh }, with: holes });
    const named = rows.flatMap((row) =>
      row.touchpoint === null || row.mean === null || row.variance === null
        ? []
        : [{ name: row.touchpoint, n: row.effective_n, mean: row.mean, variance: row.variance }],
    );
    const groups = rows.flatMap((row) => (row.touchpoint === null ? [] : [{ ...row, name: row.touchpoint }]));
    if (summary.lexicon.auc !== null)
      add(
        'note',
        'The lexicon tells good from bad scores with AUC {lexicon}; learnt from the scores: {learnt} (cross-validated; 0.5 is chance)',
        '词典区分好评与差评的 AUC 为 {lexicon}；由评分学习后为 {learnt}（交叉验证；0.5 为随机）',
        { lexicon: summary.lexicon.auc, learnt: summary.learnt.auc },
      );
    else
      add(
        'caution',
        'No scores stand beside the comments, so nothing says how far the polarity can be trusted',
        '评论没有对应评分，无法检验极性是否可信',
      );
    if (more?.contradictions)
      add('note', '{n:count} comments contradict their score: read them', '{n:count} 条评论与评分相反，建议人工阅读', {
        n: more.contradictions,
      });
    if (summary.n && summary.mean === null)
      add(
        'caution',
        'No polarity is told: {share:percent} of the comments hold no word that the lexicon knows, which is made for Chinese and English',
        '无法给出极性：{share:percent} 的评论没有词典中的词；词典只含中文与英文',
        { share: summary.unevaluated / summary.n },
      );
    else if (summary.n && summary.unevaluated / summary.n > 0.3)
      add(
        'caution',
        '{share:percent} of the comments hold no word that the lexicon knows; they count as neutral',
        '{share:percent} 的评论没有词典中的词，按中性计',
        { share: summary.unevaluated / summary.n },
      );
    if (summary.excluded)
      add(
        'note',
        '{excluded:count} comments were not read; those read were chosen by chance',
        '{excluded:count} 条评论未读取；已读的为随机抽取',
        { excluded: summary.excluded },
      );
    return [
      ...standingOut(named, { what: { en: 'polarity', zh: '极性' }, format: 'number', better: 'more' }),
      ...remarks,
      ...lowBase(groups, 0.2),
      ...noInterval(groups, { en: 'the mean polarity', zh: '平均极性' }, { en: 'two comments', zh: '两条评论' }),
    ];
  },

  example: {
    given: {
      responses: [
        { response_id: '1', touchpoint: 'shop', text: '服务很好' },
        { response_id: '2', touchpoint: 'shop', text: 'not good' },
        { response_id: '3', touchpoint: 'web', text: 'Terrible.' },
      ],
    },
    gives: {
      rows: [
        { touchpoint: 'shop', n: 2, mean: 0.0793041318, positive: 0.5, negative: 0.5 },
        { touchpoint: 'web', n: 1, mean: -0.7071067812, positive: 0, negative: 1, low: null },
      ],
      summary: { n: 3 },
    },
  },
});
