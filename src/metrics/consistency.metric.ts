import { dots } from '../charts/dots';
import { sql } from '../engine/sql';
import { wilson } from '../stats/wilson';
import { zOf } from '../stats/z-of';
import { between, pairs, samplingVariance, within } from './consistency-parts';
import { consistencyRemarks } from './consistency-remarks';
import { partsOfRespondents, scaleMeanInterval } from './few-answers';
import { groupBy } from './group-by';
import { groupingParams } from './grouping';
import { flaggedParams } from './flagged-params';
import { defineMetric } from './metric';
import { moments } from './moments';
import { patternCellColumns, patternCells, patternColumns, patterns, respondentsOf, type Answer } from './patterns';
import { samplingOf } from './sampling';
import { rescaled } from './scale';
import { countOf } from './scale-remarks';
import { firstKind } from './score-cells';

const kinds = ['csat', 'attribute', 'overall'] as const;
const wanted = { kinds, unit: 'customer' } as const;

export default defineMetric({
  id: 'consistency',
  title: { en: 'Consistency', zh: '一致性（体验离散度与信息一致性）' },
  question: {
    en: 'Is the experience the same everywhere, and do all touchpoints say the same?',
    zh: '各触点的体验是否一致，说法是否统一？',
  },
  formula: {
    en: 'between = 1 − SD of the touchpoints’ means (population, net of sampling noise, customers who rated several taken as one) ÷ half the range, more is more alike; agreement = audited statements equal to the valid one ÷ audited statements; α after Krippendorff with touchpoints as coders and customers as units',
    zh: '体验离散度 between = 1 − 各触点均值的标准差（总体，已扣除抽样噪声，同一客户的多个评分一并计算）÷ 半个量表，越高越一致；信息一致性 agreement = 与标准口径一致的核查项 ÷ 全部核查项；α 为 Krippendorff 系数，以触点为编码者、客户为单元',
  },
  counted: {
    en: 'Scores: valid answers of kind csat at a touchpoint. Within and α: customers who rated two touchpoints or more. Statements: the last audit of each fact at each touchpoint.',
    zh: '评分：各触点 csat 有效回答。within 与 α：至少评价过两个触点的客户。信息：各触点每项事实最近一次核查。',
  },
  source: [
    { cite: 'Own definition; no published formula is known' },
    { cite: 'Krippendorff (2011), Computing Krippendorff’s Alpha-Reliability' },
  ],
  needs: [
    ['responses.score', 'audits.value'],
    ['responses.touchpoint', 'audits.touchpoint'],
  ],
  slow: true,
  weighted: true,
  params: { confidence: groupingParams.confidence, ...flaggedParams },
  tables: {
    cells: patternCellColumns,
    sets: patternColumns,
    audits: { touchpoint: 'text', fact: 'text', value: 'text', canonical: 'text?', assumed: 'flag', older: 'number' },
    blank: { n: 'number' },
  },
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    n: { label: { en: 'Answers', zh: '有效回答' }, format: 'count' },
    effective_n: { label: { en: 'Effective n', zh: '有效样本量' }, format: 'count' },
    mean: { label: { en: 'Mean', zh: '均值' } },
    agreement: { label: { en: 'Statements agree', zh: '信息一致率' }, format: 'percent' },
    facts: { label: { en: 'Statements', zh: '核查项' }, format: 'count' },
    low: { label: { en: 'Mean, low', zh: '均值下限' } },
    high: { label: { en: 'Mean, high', zh: '均值上限' } },
    sd: { label: { en: 'Standard deviation', zh: '标准差' } },
    agreement_low: { label: { en: 'Statements agree, low', zh: '信息一致率下限' }, format: 'percent' },
    agreement_high: { label: { en: 'Statements agree, high', zh: '信息一致率上限' }, format: 'percent' },
  },
  headline: { value: 'agreement', format: 'percent', better: 'more', scale: [0, 1], base: 'facts' },

  query: () => ({
    cells: patternCells(wanted),
    sets: patterns(wanted),
    audits: sql`
      WITH latest AS (
        SELECT touchpoint, fact, lower(trim(value)) AS value, nullif(lower(trim(canonical)), '') AS canonical,
               row_number() OVER (PARTITION BY touchpoint, fact ORDER BY audited_at DESC NULLS LAST, value) AS nth, count(*) OVER (PARTITION BY touchpoint, fact) - 1 AS older
        FROM audits WHERE ${isAudited}),
      usual AS (SELECT fact, max(canonical) AS said, arg_max(value, (n, value)) AS most
                FROM (SELECT fact, value, max(canonical) AS canonical, count(*) AS n FROM latest WHERE nth = 1 GROUP BY fact, value) GROUP BY fact)
      SELECT touchpoint, latest.fact, value, coalesce(canonical, said, most) AS canonical, coalesce(canonical, said) IS NULL AS assumed, older::DOUBLE AS older
      FROM latest JOIN usual USING (fact) WHERE nth = 1 ORDER BY touchpoint, latest.fact`,
    blank: sql`SELECT count(*)::DOUBLE AS n FROM audits WHERE NOT (${isAudited})`,
  }),

  compute({ cells, sets, audits, blank }, { params, random }) {
    const { kind } = firstKind(
      cells.filter(({ touchpoint }) => touchpoint !== null),
      kinds,
    );
    const found = respondentsOf(cells, sets, { of: (cell) => cell.kind === kind && cell.touchpoint !== null });
    const { placed, scales } = found;
    if (!placed.length && !audits.length) return null;
    const [scale] = scales;
    const single = scale && scales.length === 1 ? scale : null;
    const range = single ?? { min: 0, max: 100 };
    const valueOf = (answer: Answer) => (single ? answer.score : rescaled(answer.scale, answer.score, 'minmax'));
    const scored = groupBy(placed, ({ touchpoint }) => touchpoint ?? '');
    const audited = groupBy(audits, ({ touchpoint }) => touchpoint);
    const z = zOf(params.confidence);
    const points = [...new Set([...scored.keys(), ...audited.keys()])].sort().map((touchpoint) => {
      const own = moments((scored.get(touchpoint) ?? []).map((cell) => ({ ...cell, value: valueOf(cell) })));
      const parts = () => partsOfRespondents(found, (one) => (one.touchpoint === touchpoint ? valueOf(one) : null));
      const interval = scaleMeanInterval(own, parts, { confidence: params.confidence, scale: range, random });
      const facts = audited.get(touchpoint) ?? [];
      const agreed = facts.filter(({ value, canonical }) => value === canonical).length;
      const share = wilson(agreed, facts.length, z);
      return {
        touchpoint,
        n: own?.n ?? 0,
        effective_n: own?.effectiveN ?? 0,
        mean: own?.mean ?? null,
        agreement: facts.length ? agreed / facts.length : null,
        facts: facts.length,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        sd: own?.variance == null ? null : Math.sqrt(own.variance),
        agreement_low: share?.low ?? null,
        agreement_high: share?.high ?? null,
      };
    });
    const rated = new Map(points.flatMap(({ touchpoint, mean }) => (mean === null ? [] : [[touchpoint, mean]])));
    const agreed = audits.filter(({ value, canonical }) => value === canonical).length;
    const overall = wilson(agreed, audits.length, z);
    const level = moments(placed.map((cell) => ({ ...cell, value: valueOf(cell) })));
    return {
      rows: points,
      summary: {
        between: between([...rated.values()], samplingVariance(found, rated, valueOf), range.max - range.min),
        ...within(found.respondents, valueOf),
        fact_agreement: audits.length ? agreed / audits.length : null,
        fact_low: overall?.low ?? null,
        fact_high: overall?.high ?? null,
        pair_agreement: pairs(audits),
        facts_missing: blank[0]?.n ?? 0,
        facts_superseded: audits.reduce((sum, { older }) => sum + older, 0),
        mean: level?.mean ?? null,
        n: countOf(placed),
        effective_n: level?.effectiveN ?? 0,
        missing: countOf(found.missing),
        excluded: countOf(found.excluded),
        scale_min: range.min,
        scale_max: range.max,
      },
      more: {
        kind,
        reading: { excluded: found.excluded, scales, inferred: found.inferred, placed: placed.slice(0, 1) },
        assumed: [...new Set(audits.filter(({ assumed }) => assumed).map(({ fact }) => fact))],
        wrong: audits
          .filter(({ value, canonical }) => value !== canonical)
          .map(({ touchpoint, fact }) => `${touchpoint}: ${fact}`),
        any: placed.length > 0,
        sampling: samplingOf(found),
      },
    };
  },

  charts: ({ rows }, { locale }) => [
    dots(
      rows,
      { group: 'touchpoint', value: 'mean', format: 'number', title: { en: 'Mean by touchpoint', zh: '各触点均值' } },
      locale,
    ),
    dots(
      rows.map(({ touchpoint, agreement, agreement_low: low, agreement_high: high, facts: n }) => ({
        touchpoint,
        agreement,
        low,
        high,
        n,
      })),
      {
        group: 'touchpoint',
        value: 'agreement',
        format: 'percent',
        title: { en: 'Statements that agree', zh: '信息一致率' },
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary, more }) => consistencyRemarks(rows, summary, more),

  example: {
    given: {
      responses: [
        ...[5, 4, 4].map((score, at) => ({
          response_id: `a${String(at)}`,
          customer_id: String(at),
          touchpoint: 'app',
          kind: 'csat',
          score,
        })),
        ...[5, 4, 4].map((score, at) => ({
          response_id: `b${String(at)}`,
          customer_id: String(at),
          touchpoint: 'shop',
          kind: 'csat',
          score,
        })),
      ],
      audits: [
        { touchpoint: 'app', fact: 'price', value: '99', canonical: '99' },
        { touchpoint: 'shop', fact: 'price', value: '109', canonical: '99' },
      ],
    },
    gives: {
      rows: [
        { touchpoint: 'app', n: 3, mean: 4.3333333333, agreement: 1 },
        { touchpoint: 'shop', n: 3, mean: 4.3333333333, agreement: 0 },
      ],
      summary: { between: 1, within_sd: 0, alpha: 1, fact_agreement: 0.5, pair_agreement: 0 },
    },
  },
});

/** An audit that states something; never null. */
const isAudited = sql`coalesce(trim(touchpoint) <> '' AND trim(fact) <> '' AND trim(value) <> '', false)`;
