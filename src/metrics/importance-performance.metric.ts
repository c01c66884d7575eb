import { quadrant } from '../charts/quadrant';
import { sql } from '../engine/sql';
import { partsOfRespondents, scaleMeanInterval } from './few-answers';
import { groupBy } from './group-by';
import { groupingParams } from './grouping';
import { centre, crosses, fieldNames, fieldOf } from './importance-field';
import { derivedImportance, statedImportance } from './importance-of';
import { importanceRemarks } from './importance-remarks';
import { flaggedParams } from './flagged-params';
import { defineMetric } from './metric';
import { moments } from './moments';
import { patternCellColumns, patternCells, patternColumns, patterns, respondentsOf } from './patterns';
import type { Answer, PatternCell } from './patterns';
import { intervalHeadings } from './row-headings';
import { samplingOf } from './sampling';
import { rescaled } from './scale';

const wanted = { kinds: ['csat', 'attribute', 'overall', 'nps', 'importance'], unit: 'form', limit: 200_000 } as const;
export default defineMetric({
  id: 'importance-performance',
  title: { en: 'Importance and performance', zh: '重要性—满意度矩阵（IPA）' },
  question: {
    en: 'Where is much to gain, and where is more done than matters?',
    zh: '哪里最值得改进，哪里投入可能偏多？',
  },
  formula: {
    en: 'performance = mean score, 0 to 100; importance = share of the explained overall score (derived) or mean stated importance; two lines make four fields. More performance is better.',
    zh: '满意度 = 均值换算为 0–100；重要性 = 对总体评分的解释份额（推导）或自述重要性均值；两条线分出四个象限。满意度越高越好。',
  },
  counted: {
    en: 'Performance: all valid answers of kind csat or attribute. Derived importance: only people who rated everything and overall.',
    zh: '满意度：全部 csat / attribute 有效回答。推导重要性：仅对所有题项及总体都评分的人。',
  },
  source: [
    {
      cite: 'Martilla & James (1977), Importance-Performance Analysis',
      url: 'https://doi.org/10.1177/002224297704100112',
    },
    { cite: 'GB/T 19038-2009, App. D 顾客满意重要性战略矩阵' },
  ],
  needs: ['responses.score', ['responses.touchpoint', 'responses.item']],
  params: {
    importance: {
      kind: 'choice',
      default: 'derived',
      label: { en: 'Importance', zh: '重要性' },
      of: { derived: { en: 'derived from overall', zh: '由总体评分推导' }, stated: { en: 'stated', zh: '客户自述' } },
    },
    crosshair: {
      kind: 'choice',
      default: 'target',
      label: { en: 'Lines at', zh: '十字线位置' },
      of: {
        target: { en: 'the target (importance: mean)', zh: '目标值（重要性取均值）' },
        mean: { en: 'the means', zh: '均值' },
        median: { en: 'the medians', zh: '中位数' },
        scale: { en: 'the middle of the scales', zh: '量表中点' },
      },
    },
    target: {
      kind: 'number',
      default: null,
      min: 0,
      max: 100,
      label: { en: 'Target, 0 to 100', zh: '目标（百分制）' },
      hint: {
        en: 'Empty: the mean target_csat of the touchpoints, else 80',
        zh: '留空：触点目录 target_csat 的均值，没有则取 80',
      },
    },
    anyway: { kind: 'flag', default: false, label: { en: 'Go on with too few people', zh: '人数不足也继续' } },
    confidence: groupingParams.confidence,
    ...flaggedParams,
  },
  tables: {
    cells: patternCellColumns,
    sets: patternColumns,
    targets: { target: 'number?' },
  },
  headings: {
    touchpoint: { label: { en: 'Touchpoint or item', zh: '触点或题项' } },
    importance: { label: { en: 'Importance', zh: '重要性' } },
    performance: { label: { en: 'Performance', zh: '满意度' } },
    ...intervalHeadings(),
    quadrant: { label: { en: 'Field', zh: '象限' }, values: fieldNames },
    borderline: { label: { en: 'Borderline', zh: '边界' } },
    n: { label: { en: 'Answers', zh: '有效回答' }, format: 'count' },
    sd: { label: { en: 'Standard deviation', zh: '标准差' } },
    r2: { label: { en: 'R²', zh: 'R²' }, format: 'percent' },
    importance_low: { label: { en: 'Importance, low', zh: '重要性下限' } },
    importance_high: { label: { en: 'Importance, high', zh: '重要性上限' } },
  },
  headline: { value: 'performance', format: 'number', better: 'more', scale: [0, 100] },
  slow: true,
  weighted: true,

  query: () => ({
    cells: patternCells(wanted),
    sets: patterns(wanted),
    targets: sql`SELECT avg(CASE WHEN target_csat <= 1 THEN 100 * target_csat WHEN target_csat <= 100 THEN target_csat END) AS target FROM touchpoints`,
  }),

  compute({ cells, sets, targets }, ask) {
    const name = (cell: PatternCell): string | null => cell.touchpoint ?? cell.item;
    const isItem = ({ kind }: PatternCell): boolean => kind === 'csat' || kind === 'attribute' || kind === null;
    const rated = respondentsOf(cells, sets, { of: (cell) => isItem(cell) && name(cell) !== null });
    const items = [...groupBy(rated.placed, (cell) => name(cell) ?? '')].sort(([a], [b]) => (a < b ? -1 : 1));
    if (!items.length) return null;
    const { confidence, crosshair, anyway } = ask.params;
    const importance =
      ask.params.importance === 'derived'
        ? derivedImportance(cells, sets, name, { confidence, anyway, random: ask.random(), progress: ask.progress })
        : statedImportance(cells, name, confidence);
    const points = items.map(([touchpoint, own]) => {
      const valueOf = (cell: Answer) => rescaled(cell.scale, cell.score, 'minmax');
      const found = moments(own.map((cell) => ({ ...cell, value: valueOf(cell) })));
      const parts = () => partsOfRespondents(rated, (one) => (name(one) === touchpoint ? valueOf(one) : null));
      const interval = scaleMeanInterval(found, parts, { confidence, scale: hundred, random: ask.random });
      return {
        touchpoint,
        importance: importance.values.get(touchpoint) ?? null,
        performance: found?.mean ?? null,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        n: found?.n ?? 0,
        sd: found?.variance == null ? null : Math.sqrt(found.variance),
      };
    });
    const lines = linesOf(points, {
      crosshair,
      stated: ask.params.importance === 'stated',
      target: ask.params.target ?? targets[0]?.target ?? 80,
    });
    return {
      rows: points.map((point) => {
        const ends = importance.ends.get(point.touchpoint) ?? null;
        const quadrant = fieldOf(point, lines);
        const borderline = crosses(point, lines.performance) || crosses(ends, lines.importance);
        return {
          ...point,
          importance_low: ends?.low ?? null,
          importance_high: ends?.high ?? null,
          quadrant,
          borderline: quadrant === null ? null : borderline,
        };
      }),
      summary: {
        importance_line: lines.importance,
        performance_line: lines.performance,
        importance: ask.params.importance,
        crosshair,
        r2: importance.r2,
        n: importance.n,
        method: importance.method,
      },
      more: { why: importance.why, needed: importance.needed, sampling: samplingOf(rated) },
    };
  },

  charts: ({ rows, summary }, { locale }) => [
    quadrant(
      rows,
      {
        label: 'touchpoint',
        x: 'performance',
        y: 'importance',
        xFormat: 'number',
        yFormat: summary.importance === 'derived' ? 'percent' : 'number',
        xTitle: { en: 'Performance (0–100)', zh: '满意度（百分制）' },
        yTitle: { en: 'Importance', zh: '重要性' },
        title: { en: 'Importance against performance', zh: '重要性与满意度' },
        xLine: summary.performance_line,
        yLine: summary.importance_line,
        names: [fieldNames.concentrate, fieldNames.keep, fieldNames.low, fieldNames.overkill],
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary, more }) => importanceRemarks(rows, summary, more),

  example: {
    given: {
      responses: [
        ...[5, 5].map((score, at) => ({ response_id: String(at), touchpoint: 'app', kind: 'csat', score })),
        ...[2, 4].map((score, at) => ({ response_id: String(at), touchpoint: 'shop', kind: 'csat', score })),
        { response_id: '0', touchpoint: 'app', kind: 'importance', score: 2 },
        { response_id: '0', touchpoint: 'shop', kind: 'importance', score: 5 },
      ],
    },
    params: { importance: 'stated' },
    gives: {
      rows: [
        { touchpoint: 'app', importance: 25, performance: 100, quadrant: 'overkill', borderline: false },
        { touchpoint: 'shop', importance: 100, performance: 50, quadrant: 'concentrate', borderline: false },
      ],
      summary: { importance_line: 62.5, performance_line: 80 },
    },
  },
});

const hundred = { min: 0, max: 100 } as const;

interface Crosshair {
  readonly crosshair: 'target' | 'mean' | 'median' | 'scale';
  readonly stated: boolean;
  readonly target: number;
}

/** Where the two lines stand. A derived importance has no scale of its own: its line is then the mean. */
function linesOf(
  points: readonly { readonly importance: number | null; readonly performance: number | null }[],
  { crosshair, stated, target }: Crosshair,
) {
  const performances = points.map(({ performance }) => performance);
  const importances = points.map(({ importance }) => importance);
  const performance = crosshair === 'target' ? target : crosshair === 'scale' ? 50 : centre(performances, crosshair);
  const importance =
    crosshair === 'scale' && stated ? 50 : centre(importances, crosshair === 'median' ? 'median' : 'mean');
  return { importance, performance };
}
