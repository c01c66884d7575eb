import { quadrant } from '../charts/quadrant';
import { sql } from '../engine/sql';
import type { Remark } from '../i18n/text';
import { listed } from './contrasts';
import { driversOf } from './driver-shares';
import { groupBy } from './group-by';
import { groupingParams } from './grouping';
import { completeRows, formsOf, itemMatrix } from './item-matrix';
import { lowBase } from './low-base';
import { defineMetric } from './metric';
import { boundedMeanInterval, moments } from './moments';
import { patternCellColumns, patternCells, patternColumns, patterns, type PatternCell } from './patterns';
import { rescaled } from './scale';
import { sortCells } from './score-cells';

const wanted = { kinds: ['csat', 'attribute', 'overall', 'nps', 'importance'], unit: 'form', limit: 200_000 } as const;
const names = {
  concentrate: { en: 'concentrate here', zh: '重点改进' },
  keep: { en: 'keep up', zh: '继续保持' },
  low: { en: 'low priority', zh: '低优先级' },
  overkill: { en: 'check before cutting', zh: '核实后再减' },
} as const;

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
    low: { label: { en: 'low', zh: '下限' } },
    high: { label: { en: 'high', zh: '上限' } },
    quadrant: { label: { en: 'Field', zh: '象限' } },
    borderline: { label: { en: 'Borderline', zh: '边界' } },
    n: { label: { en: 'Answers', zh: '有效回答' }, format: 'count' },
  },
  headline: { value: 'performance', format: 'number', better: 'more', scale: [0, 100] },
  slow: true,

  query: () => ({
    cells: patternCells(wanted),
    sets: patterns(wanted),
    targets: sql`SELECT avg(CASE WHEN target_csat <= 1 THEN 100 * target_csat WHEN target_csat <= 100 THEN target_csat END) AS target FROM touchpoints`,
  }),

  compute({ cells, sets, targets }, ask) {
    const name = (cell: PatternCell): string | null => cell.touchpoint ?? cell.item;
    const isItem = ({ kind }: PatternCell): boolean => kind === 'csat' || kind === 'attribute' || kind === null;
    const rated = sortCells(cells.filter((cell) => isItem(cell) && name(cell) !== null));
    const items = [...groupBy(rated.placed, (cell) => name(cell) ?? '')].sort(([a], [b]) => (a < b ? -1 : 1));
    if (!items.length) return null;
    const { confidence, crosshair, anyway } = ask.params;
    const derived = ask.params.importance === 'derived' ? derivedOf() : null;
    const stated = ask.params.importance === 'stated' ? statedOf() : null;
    const importance = (item: string): number | null => (derived?.shares ?? stated)?.get(item) ?? null;
    const points = items.map(([touchpoint, own]) => {
      const found = moments(own.map((cell) => ({ ...cell, value: rescaled(cell.scale, cell.score, 'minmax') })));
      const interval = boundedMeanInterval(found, confidence, { min: 0, max: 100 });
      return {
        touchpoint,
        importance: importance(touchpoint),
        performance: found?.mean ?? null,
        low: interval?.low ?? null,
        high: interval?.high ?? null,
        n: found?.n ?? 0,
        ends: derived?.ends.get(touchpoint) ?? null,
      };
    });
    const target = ask.params.target ?? targets[0]?.target ?? 80;
    const performanceLine =
      crosshair === 'target'
        ? target
        : crosshair === 'scale'
          ? 50
          : centre(
              points.map(({ performance }) => performance),
              crosshair,
            );
    const importances = points.map((point) => point.importance);
    const importanceLine =
      crosshair === 'scale' && stated ? 50 : centre(importances, crosshair === 'median' ? 'median' : 'mean');
    return {
      rows: points.map(({ ends, ...point }) => ({
        ...point,
        quadrant: fieldOf(point, importanceLine, performanceLine),
        borderline:
          fieldOf(point, importanceLine, performanceLine) === null
            ? null
            : crosses(point, performanceLine) || crosses(ends, importanceLine),
      })),
      summary: {
        importance_line: importanceLine,
        performance_line: performanceLine,
        importance: ask.params.importance,
        crosshair,
        r2: derived?.r2 ?? null,
        n: derived?.n ?? null,
      },
      more: { why: derived?.why ?? (stated?.size === 0 ? ('unstated' as const) : null), needed: derived?.needed ?? 0 },
    };

    function derivedOf() {
      const matrix = itemMatrix(
        cells.filter(({ kind }) => kind !== 'importance'),
        sets,
        name,
      );
      const complete = completeRows(
        matrix,
        matrix.items.map((_, at) => at),
        true,
      );
      const n = formsOf(complete);
      const needed = Math.max(100, 20 * matrix.items.length);
      const none = { shares: new Map<string, number>(), ends: new Map<string, Ends>(), n, needed };
      if (matrix.overallKind === null) return { ...none, r2: null, why: 'no overall' as const };
      if (n < needed && !anyway) return { ...none, r2: null, why: 'few' as const };
      const method = matrix.items.length <= 10 ? 'lmg' : 'johnson';
      const found = driversOf(complete, { method, confidence, random: ask.random() });
      if (!found) return { ...none, r2: null, why: 'no variation' as const };
      if (found.r2 < 0.1) return { ...none, r2: found.r2, why: 'unexplained' as const };
      const { drivers, r2 } = found;
      return {
        shares: new Map(matrix.items.map((item, at) => [item, drivers[at]?.share ?? 0])),
        ends: new Map(
          matrix.items.map((item, at) => [item, { low: drivers[at]?.low ?? null, high: drivers[at]?.high ?? null }]),
        ),
        n,
        needed,
        r2,
        why: null,
      };
    }

    function statedOf(): ReadonlyMap<string, number> {
      const { placed } = sortCells(cells.filter((cell) => cell.kind === 'importance' && name(cell) !== null));
      return new Map(
        [...groupBy(placed, (cell) => name(cell) ?? '')].map(([item, own]) => [
          item,
          moments(own.map((cell) => ({ ...cell, value: rescaled(cell.scale, cell.score, 'minmax') })))?.mean ?? 0,
        ]),
      );
    }
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
        names: [names.concentrate, names.keep, names.low, names.overkill],
      },
      locale,
    ),
  ],

  remarks({ rows, summary, more }) {
    const remarks: Remark[] = [];
    const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
      remarks.push({ level, say: { en, zh }, with: holes });
    const inField = (field: string) =>
      rows.filter((row) => row.quadrant === field && !row.borderline).map(({ touchpoint }) => touchpoint);
    const [first, over] = [inField('concentrate'), inField('overkill')];
    if (first.length) add('finding', 'Concentrate on: {names}', '重点改进：{names}', { names: listed(first) });
    if (over.length)
      add(
        'note',
        'Strong where it matters less; check before cutting: {names}',
        '表现好但相对不重要，核实后再减：{names}',
        { names: listed(over) },
      );
    const edge = rows.filter(({ borderline }) => borderline).map(({ touchpoint }) => touchpoint);
    if (edge.length)
      add(
        'caution',
        'On the border: their interval crosses a line, so the field may be another: {names}',
        '位于边界：区间跨过十字线，所属象限可能不同：{names}',
        { names: listed(edge) },
      );
    if (more?.why === 'few')
      add(
        'caution',
        'No derived importance: {n:count} people answered everything, {needed:count} are needed',
        '不给出推导重要性：全部作答者 {n:count} 人，至少需要 {needed:count} 人',
        { n: summary.n, needed: more.needed },
      );
    if (more?.why === 'no overall')
      add('caution', 'No derived importance: there is no overall score', '不给出推导重要性：没有总体评分');
    if (more?.why === 'no variation')
      add(
        'caution',
        'No derived importance: an item does not vary, or items are collinear',
        '不给出推导重要性：某题项没有变化，或题项完全共线',
      );
    if (more?.why === 'unexplained')
      add(
        'caution',
        'No derived importance: the items explain only {r2:percent} of the overall score',
        '不给出推导重要性：各题项仅解释总体评分的 {r2:percent}',
        { r2: summary.r2 },
      );
    if (more?.why === 'unstated')
      add(
        'caution',
        'Nobody was asked how important the items are (kind importance)',
        '没有重要性题目（类型 importance）',
      );
    add(
      'note',
      'The performance line stands at {line} ({crosshair}); another line makes other fields',
      '满意度线为 {line}（{crosshair}）；换一条线，象限就会不同',
      {
        line: summary.performance_line,
        crosshair: summary.crosshair,
      },
    );
    return [
      ...remarks,
      ...lowBase(
        rows.map((row) => ({ ...row, name: row.touchpoint })),
        10,
      ),
    ];
  },

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
        { touchpoint: 'shop', importance: 100, performance: 50, quadrant: 'concentrate', borderline: true },
      ],
      summary: { importance_line: 62.5, performance_line: 80 },
    },
  },
});

interface Ends {
  readonly low: number | null;
  readonly high: number | null;
}

function centre(values: readonly (number | null)[], how: 'mean' | 'median'): number | null {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (!known.length) return null;
  if (how === 'mean') return known.reduce((sum, value) => sum + value, 0) / known.length;
  const middle = known.length / 2;
  return ((known[Math.ceil(middle) - 1] ?? 0) + (known[Math.floor(middle)] ?? 0)) / 2;
}

function fieldOf(
  { importance, performance }: { readonly importance: number | null; readonly performance: number | null },
  importanceLine: number | null,
  performanceLine: number | null,
): keyof typeof names | null {
  if (importance === null || performance === null || importanceLine === null || performanceLine === null) return null;
  if (importance >= importanceLine) return performance >= performanceLine ? 'keep' : 'concentrate';
  return performance >= performanceLine ? 'overkill' : 'low';
}

function crosses(ends: Ends | null, line: number | null): boolean {
  return (
    ends !== null && line !== null && ends.low !== null && ends.high !== null && ends.low < line && ends.high > line
  );
}
