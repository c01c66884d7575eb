import type { Locale } from '../i18n/text';
import { bars } from './bars';
import { calibration } from './calibration';
import { combinations } from './combinations';
import { control } from './control';
import { diverging } from './diverging';
import { dots } from './dots';
import type { Drawn } from './draw';
import { funnel } from './funnel';
import { graph } from './graph';
import { heat } from './heat';
import { histogram } from './histogram';
import { line } from './line';
import { quadrant } from './quadrant';
import { sankey } from './sankey';
import { scatter } from './scatter';
import { stacked } from './stacked';
import { steps } from './steps';

const title = { en: 'CSAT by touchpoint', zh: '各触点满意度' };
const markup = '<img src=x onerror=alert(1)>';
const satisfied = [
  { touchpoint: markup, n: 412, csat: 0.71, low: 0.66, high: 0.75 },
  { touchpoint: '预订热线', n: 22, csat: 0.58, low: 0.4, high: 0.7 },
  { touchpoint: 'Room', n: 0, csat: null, low: null, high: null },
];
const months = ['2025-01-01', '2025-02-01', '2025-03-01', '2025-04-01'];

/** One small drawing of every builder, with a name that looks like markup: for tests and for the eye. */
export const examples: Readonly<Record<string, (locale: Locale) => Drawn>> = {
  dots: (locale) =>
    dots(satisfied, { group: 'touchpoint', value: 'csat', format: 'percent', title, target: 0.85 }, locale),
  bars: (locale) => bars(satisfied, { group: 'touchpoint', value: 'csat', format: 'percent', title }, locale),
  'dots of nothing': (locale) => dots([], { group: 'touchpoint', value: 'csat', format: 'percent', title }, locale),
  diverging: (locale) =>
    diverging(
      [
        { touchpoint: markup, n: 100, detractors: 20, passives: 30, promoters: 50, nps: 30, low: 14, high: 45 },
        { touchpoint: null, n: 200, detractors: 90, passives: 60, promoters: 50, nps: -20, low: -31, high: -8 },
      ],
      {
        group: 'touchpoint',
        title: { en: 'NPS', zh: 'NPS' },
        negative: [{ field: 'detractors', label: { en: 'Detractors 0–6', zh: '贬损者 0–6' } }],
        neutral: { field: 'passives', label: { en: 'Passives 7–8', zh: '中立者 7–8' } },
        positive: [{ field: 'promoters', label: { en: 'Promoters 9–10', zh: '推荐者 9–10' } }],
        value: 'nps',
        format: 'points',
      },
      locale,
    ),
  line: (locale) =>
    line(
      months.map((month, at) => ({
        period: month,
        n: 90,
        csat: 0.7 - at * 0.04,
        low: 0.6 - at * 0.04,
        high: 0.8 - at * 0.04,
        complete: at < 3,
      })),
      { period: 'period', value: 'csat', format: 'percent', title, target: 0.85 },
      locale,
    ),
  'lines by group': (locale) =>
    line(
      months.flatMap((month, at) =>
        [markup, '客房'].map((group, k) => ({ period: month, group, seconds: 60 + at * 100 * (k + 1) })),
      ),
      { period: 'period', value: 'seconds', group: 'group', format: 'seconds', title },
      locale,
    ),
  steps: (locale) =>
    steps(
      [0, 1, 5, 9, 14].flatMap((time, at) =>
        ['A', markup].map((group) => ({
          group,
          time,
          survival: 1 - at * 0.18,
          low: Math.max(0, 0.9 - at * 0.2),
          high: Math.min(1, 1.05 - at * 0.15),
          at_risk: 100 - at * 10,
        })),
      ),
      {
        time: 'time',
        value: 'survival',
        group: 'group',
        title: { en: 'Customers kept', zh: '留存客户' },
        timeTitle: { en: 'months', zh: '月' },
      },
      locale,
    ),
  heat: (locale) =>
    heat(
      ['2025-01', markup].flatMap((cohort, at) =>
        [0, 1, 2].map((period) => ({ cohort, period, rate: 1 - period * 0.3 - at * 0.05, n: at ? 10 : 200 })),
      ),
      { x: 'period', y: 'cohort', value: 'rate', format: 'percent', title: { en: 'Retention', zh: '留存' } },
      locale,
    ),
  'heat that diverges': (locale) =>
    heat(
      ['a', 'b'].flatMap((x) => ['c', 'd'].map((y, at) => ({ x, y, z: at ? 2 : -1 }))),
      { x: 'x', y: 'y', value: 'z', format: 'number', scale: 'diverging', better: 'less', title },
      locale,
    ),
  funnel: (locale) =>
    funnel(
      [
        { touchpoint: markup, reached: 1000, rate: 1, step_rate: 1, low: 1, high: 1 },
        { touchpoint: '加购', reached: 400, rate: 0.4, step_rate: 0.4, low: 0.37, high: 0.43 },
        { touchpoint: 'Pay', reached: 320, rate: 0.32, step_rate: 0.8, low: 0.29, high: 0.35 },
      ],
      { step: 'touchpoint', title: { en: 'Funnel', zh: '漏斗' } },
      locale,
    ),
  control: (locale) =>
    control(
      months.map((period, at) => ({
        period,
        value: at === 3 ? 0.4 : 0.7,
        centre: 0.68,
        lower: 0.6 - at * 0.01,
        upper: 0.76 + at * 0.01,
        signal: at === 3 ? 'beyond 3 sigma' : null,
      })),
      { period: 'period', value: 'value', format: 'percent', title },
      locale,
    ),
  quadrant: (locale) =>
    quadrant(
      [
        { touchpoint: markup, importance: 0.4, performance: 62, low: 58, high: 66, borderline: false },
        { touchpoint: '客房', importance: 0.1, performance: 84, low: 79, high: 88, borderline: true },
      ],
      {
        label: 'touchpoint',
        x: 'performance',
        y: 'importance',
        xFormat: 'number',
        yFormat: 'percent',
        xTitle: { en: 'Performance', zh: '表现' },
        yTitle: { en: 'Importance', zh: '重要性' },
        title: { en: 'Importance and performance', zh: '重要性与表现' },
        xLine: 85,
        yLine: 0.25,
        names: [
          { en: 'Improve first', zh: '优先改进' },
          { en: 'Keep up', zh: '保持' },
          { en: 'Low priority', zh: '低优先' },
          { en: 'Check before cutting', zh: '核实后再减' },
        ],
      },
      locale,
    ),
  histogram: (locale) =>
    histogram(
      [0, 60, 120].map((from, at) => ({ from, to: from + 60, count: 30 - at * 10 })),
      {
        from: 'from',
        to: 'to',
        count: 'count',
        format: 'seconds',
        title: { en: 'First response', zh: '首次响应' },
        valueTitle: { en: 'time', zh: '时间' },
        marks: [{ at: 75, label: { en: 'median', zh: '中位数' } }],
      },
      locale,
    ),
  stacked: (locale) =>
    stacked(
      ['A', markup].flatMap((group) =>
        ['first', 'last'].map((part, at) => ({ group, part, value: 3 + at * 5 + group.length })),
      ),
      { group: 'group', part: 'part', value: 'value', title: { en: 'Credit', zh: '归因' } },
      locale,
    ),
  scatter: (locale) =>
    scatter(
      [
        { a: 1, b: 0.4, name: markup, n: 4 },
        { a: 3, b: 0.9, name: '乙', n: 9 },
      ],
      {
        x: 'a',
        y: 'b',
        xFormat: 'number',
        yFormat: 'percent',
        xTitle: { en: 'touchpoints', zh: '触点数' },
        yTitle: { en: 'satisfied', zh: '满意' },
        title,
        label: 'name',
        size: 'n',
      },
      locale,
    ),
  calibration: (locale) =>
    calibration(
      [
        { predicted: 0.1, observed: 0.12, low: 0.08, high: 0.17, n: 200 },
        { predicted: 0.4, observed: 0.31, low: 0.22, high: 0.42, n: 90 },
      ],
      { predicted: 'predicted', observed: 'observed', title: { en: 'Calibration', zh: '校准' } },
      locale,
    ),
  combinations: (locale) =>
    combinations(
      [
        { names: [markup, 'Store'], count: 90 },
        { names: ['Store'], count: 60 },
        { names: [markup, '预订热线', 'Store'], count: 12 },
        { names: ['预订热线'], count: 5 },
      ],
      { title: { en: 'Combinations', zh: '组合' }, total: 167, top: 3 },
      locale,
    ),
  'combinations of nothing': (locale) =>
    combinations([], { title: { en: 'Combinations', zh: '组合' }, total: 0, top: 3 }, locale),
  sankey: (locale) =>
    sankey(
      [
        { step: 1, from: markup, to: '加购', customers: 60 },
        { step: 1, from: markup, to: 'left', customers: 40 },
        { step: 1, from: 'Ad', to: '加购', customers: 20 },
        { step: 2, from: '加购', to: 'Pay', customers: 50 },
        { step: 2, from: '加购', to: 'left', customers: 30 },
      ],
      {
        step: 'step',
        from: 'from',
        to: 'to',
        value: 'customers',
        title: { en: 'Flow', zh: '流向' },
        labels: { left: { en: 'left', zh: '离开' } },
      },
      locale,
    ),
  graph: (locale) =>
    graph(
      [
        { from: 'Ad', to: markup, count: 90, probability: 0.9 },
        { from: markup, to: '加购', count: 50, probability: 0.5 },
        { from: '加购', to: 'Pay', count: 40, probability: 0.8 },
        { from: '加购', to: markup, count: 12, probability: 0.2 },
        { from: markup, to: markup, count: 9, probability: 0.1 },
        { from: 'Ad', to: 'Pay', count: 4, probability: 0.04 },
      ],
      { from: 'from', to: 'to', count: 'count', title: { en: 'Transitions', zh: '转移' } },
      locale,
    ),
  'sankey of nothing': (locale) =>
    sankey([], { step: 'step', from: 'from', to: 'to', value: 'n', title: { en: 'Flow', zh: '流向' } }, locale),
  'graph of nothing': (locale) =>
    graph([], { from: 'from', to: 'to', count: 'n', title: { en: 'Transitions', zh: '转移' } }, locale),
};
