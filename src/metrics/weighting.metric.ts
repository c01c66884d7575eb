import { bars } from '../charts/bars';
import { identifier, join, sql } from '../engine/sql';
import { rake } from '../stats/rake';
import { defineMetric } from './metric';
import type { Params } from './params';
import { biased, marginsOf, totals } from './weighting-margins';
import { weightingRemarks } from './weighting-remarks';

const params = {
  margins: {
    kind: 'json',
    default: null,
    shape: { kind: 'margins', unset: ['segment', 'region'] },
    label: { en: 'Margins', zh: '边际目标' },
    hint: {
      en: 'What those who answered shall be like in: the customers as they are mapped here, or your own figures of the population',
      zh: '作答者应与总体一致的属性：以此处的客户数据为总体，或自行填写总体的构成',
    },
  },
  trim: {
    kind: 'number',
    default: 5,
    min: 1,
    max: 1000,
    label: { en: 'Largest weight, times the mean', zh: '权重上限（均值的倍数）' },
  },
} as const satisfies Params;

export default defineMetric({
  id: 'weighting',
  title: { en: 'Response weights', zh: '回答加权' },
  question: {
    en: 'Are those who answered like the customer base, and which weights would make them so?',
    zh: '作答者与客户总体是否一致，怎样加权才能一致？',
  },
  formula: {
    en: 'Raking: weights × target ÷ current, margin after margin, until all agree to 1e-6; effective n = (Σw)² ÷ Σw²; design effect = n ÷ effective n, less is better',
    zh: '迭代比例拟合：逐个边际令权重 × 目标 ÷ 现值，直至全部相差小于 1e-6；有效样本量 =（Σw）² ÷ Σw²；设计效应 = n ÷ 有效样本量，越小越好',
  },
  counted: {
    en: 'Respondents known among the customers, each once. Those without a customer or a category are excluded and counted.',
    zh: '在客户表中可识别的作答者，各计一次。无法识别或缺类别的剔除并计数。',
  },
  source: [
    { cite: 'Deming & Stephan (1940), On a least squares adjustment', url: 'https://doi.org/10.1214/aoms/1177731829' },
    { cite: 'Kish (1965), Survey Sampling' },
  ],
  needs: ['responses.customer_id', 'customers.customer_id'],
  params,
  tables: {
    people: { categories: 'texts', respondents: 'number', population: 'number', incomplete: 'flag' },
    strangers: { n: 'number' },
  },
  headings: {
    group: { label: { en: 'Group', zh: '组' } },
    respondents: { label: { en: 'Respondents', zh: '作答者' }, format: 'count' },
    population: { label: { en: 'Population', zh: '总体' }, format: 'count' },
    weight: { label: { en: 'Weight', zh: '权重' } },
    respondent_share: { label: { en: 'Share of respondents', zh: '作答者占比' }, format: 'percent' },
    population_share: { label: { en: 'Share of the population', zh: '总体占比' }, format: 'percent' },
    relative_weight: { label: { en: 'Weight, mean = 1', zh: '相对权重（均值 = 1）' } },
  },

  query(ask) {
    const columns = marginsOf(ask).map(({ column }) => column);
    const cells = columns.map((column) => sql`coalesce(any_value(${identifier(column)})::VARCHAR, '')`);
    const known = columns.length
      ? sql`list_contains([${join(columns.map((_, at) => sql`categories[${at + 1}]`))}], '')`
      : sql`false`;
    return {
      people: sql`
        WITH base AS (SELECT customer_id, [${cells.length ? join(cells) : sql`''`}] AS categories FROM customers WHERE customer_id IS NOT NULL GROUP BY customer_id),
        answered AS (SELECT DISTINCT customer_id FROM responses WHERE customer_id IS NOT NULL)
        SELECT categories, count(answered.customer_id)::DOUBLE AS respondents, count(*)::DOUBLE AS population, ${known} AS incomplete
        FROM base LEFT JOIN answered USING (customer_id) GROUP BY categories ORDER BY categories`,
      strangers: sql`SELECT count(DISTINCT coalesce(customer_id, response_id))::DOUBLE AS n FROM responses WHERE customer_id IS NULL OR customer_id NOT IN (SELECT customer_id FROM customers WHERE customer_id IS NOT NULL)`,
    };
  },

  compute({ people, strangers }, ask) {
    const margins = marginsOf(ask);
    const known = people.filter(({ incomplete }) => !incomplete);
    const cells = known.filter(({ respondents }) => respondents > 0);
    if (!cells.length) return null;
    const targets = margins.map(({ targets: given }, at) => given ?? totals(known, at));
    const raked = margins.length
      ? rake(
          cells.map(({ categories, respondents }) => ({ categories, count: respondents })),
          targets,
          { trim: ask.params.trim },
        )
      : null;
    const found = raked?.kind === 'raked' ? raked : null;
    const n = cells.reduce((sum, { respondents }) => sum + respondents, 0);
    const all = found ? cells.reduce((sum, { respondents }, at) => sum + respondents * (found.weights[at] ?? 0), 0) : 0;
    return {
      rows: cells.map(({ categories, respondents, population }, at) => ({
        group: categories.join(' / '),
        respondents,
        population,
        weight: found?.weights[at] ?? null,
        respondent_share: respondents / n,
        relative_weight: found ? ((found.weights[at] ?? 0) * n) / all : null,
      })),
      summary: {
        n,
        effective_n: found?.effectiveN ?? null,
        design_effect: found?.designEffect ?? null,
        iterations: found?.iterations ?? null,
        converged: found?.converged ?? null,
        largest_gap: found?.largestGap ?? null,
        trim: ask.params.trim,
        margins: margins.map(({ column }) => column),
        excluded:
          (strangers[0]?.n ?? 0) +
          people.filter(({ incomplete }) => incomplete).reduce((sum, { respondents }) => sum + respondents, 0),
      },
      more: {
        lacking: raked?.kind === 'unrakeable' ? `${margins[raked.margin]?.column ?? ''}: ${raked.category}` : null,
        biased: margins.flatMap(({ column }, at) =>
          biased(
            column,
            totals(
              cells.map((cell) => ({ ...cell, population: cell.respondents })),
              at,
            ),
            targets[at] ?? {},
          ),
        ),
      },
    };
  },

  charts: ({ rows }, { locale }) => [
    bars(
      rows.map(({ group, relative_weight, respondents: n }) => ({ group, relative_weight, n })),
      {
        group: 'group',
        value: 'relative_weight',
        format: 'number',
        title: { en: 'Weight, where 1 is the mean', zh: '权重（均值为 1）' },
        target: 1,
      },
      locale,
    ),
  ],

  remarks: ({ summary, more }) => weightingRemarks(summary, more ?? { lacking: null, biased: [] }),

  example: {
    given: {
      customers: [
        ...['a', 'b', 'c'].map((customer_id) => ({ customer_id, segment: 'old' })),
        ...['d', 'e', 'f'].map((customer_id) => ({ customer_id, segment: 'new' })),
      ],
      responses: ['a', 'b', 'd'].map((customer_id) => ({ response_id: customer_id, customer_id, score: 5 })),
    },
    gives: {
      rows: [
        { group: 'new', respondents: 1, population: 3, weight: 3 },
        { group: 'old', respondents: 2, population: 3, weight: 1.5 },
      ],
      summary: { n: 3, effective_n: 2.6666666667, design_effect: 1.125, converged: true },
    },
  },
});
