import { heat } from '../charts/heat';
import { line } from '../charts/line';
import { sql } from '../engine/sql';
import type { Remark } from '../i18n/text';
import { confidenceParam } from './confidence-param';
import { placedOrders } from './counted-orders';
import { eventsEnd, interactionEvents, orderEvents } from './customer-group';
import { defineMetric } from './metric';
import { periodLengths, periodSpan, periodStart } from './period';
import { rateOf } from './rate';
import { completeHeading, intervalHeadings } from './row-headings';

export default defineMetric({
  id: 'retention',
  title: { en: 'Retention by cohort', zh: '同期群留存' },
  question: {
    en: 'Of those who came first in a period, how many come again later?',
    zh: '同一时期首次到来的客户，之后还有多少回来？',
  },
  formula: {
    en: 'customers of the cohort active in period j (or on or after it) ÷ size of the cohort (or those active in the period before). More is better; it need not fall.',
    zh: '同期群中在第 j 期（或第 j 期及以后）活跃的客户 ÷ 同期群规模（或上一期活跃数）。越高越好，未必单调下降。',
  },
  counted: {
    en: 'customers by the period of their first order or event; periods after the data ends are null',
    zh: '按首单（或首次事件）所在周期分组的客户；数据截止之后的周期为空',
  },
  source: [
    { cite: 'Fader & Hardie (2007), How to project customer retention', url: 'https://doi.org/10.1002/dir.20074' },
    { cite: 'Wilson (1927)', url: 'https://doi.org/10.2307/2276774' },
  ],
  needs: [
    ['orders.customer_id', 'interactions.customer_id'],
    ['orders.ordered_at', 'interactions.occurred_at'],
  ],
  params: {
    period: {
      kind: 'choice',
      default: 'month',
      label: { en: 'Period', zh: '周期' },
      of: periodLengths,
    },
    reference: {
      kind: 'choice',
      default: 'first',
      label: { en: 'Share of', zh: '基准' },
      of: {
        first: { en: 'the cohort', zh: '同期群规模' },
        previous: { en: 'those active the period before', zh: '上一期活跃数' },
      },
    },
    mode: {
      kind: 'choice',
      default: 'in',
      label: { en: 'Active', zh: '活跃口径' },
      of: {
        in: { en: 'in the period', zh: '当期' },
        'on-or-after': { en: 'in the period or later', zh: '当期及以后' },
      },
    },
    ...confidenceParam,
  },
  tables: {
    cells: { cohort: 'text', size: 'number', period: 'number', active: 'number', last: 'number', open: 'flag' },
  },
  headings: {
    cohort: { label: { en: 'Cohort', zh: '同期群' } },
    size: { label: { en: 'Size', zh: '规模' }, format: 'count' },
    period: { label: { en: 'Period', zh: '周期' }, format: 'count' },
    active: { label: { en: 'Active', zh: '活跃' }, format: 'count' },
    rate: { label: { en: 'Retention', zh: '留存率' }, format: 'percent' },
    ...intervalHeadings('percent'),
    ...completeHeading,
  },

  query(ask) {
    const has = (role: string) => ask.has(role);
    const bought = has('orders.ordered_at') && has('orders.customer_id');
    const events = bought ? orderEvents(placedOrders(ask), has) : interactionEvents;
    const unit = ask.params.period;
    const active =
      ask.params.mode === 'in' ? sql`at_period = period` : sql`last_period >= period AND at_period = last_period`;
    return {
      cells: sql`
        WITH seen AS (SELECT who, ${periodStart(unit, sql`moment`, ask.weekStart)} AS p FROM ${events.from} GROUP BY who, p),
        placed AS (SELECT who, min(p) OVER (PARTITION BY who) AS cohort, p FROM seen),
        indexed AS (SELECT who, cohort, date_diff(${unit}, cohort, p) AS at_period, max(date_diff(${unit}, cohort, p)) OVER (PARTITION BY who) AS last_period FROM placed),
        counts AS (SELECT cohort, at_period, last_period, count(*) AS n FROM indexed GROUP BY ALL),
        finish AS (SELECT max(p) AS p, (SELECT "end" FROM (${eventsEnd(events)})) AS whole FROM seen),
        cohorts AS (SELECT cohort, sum(n) FILTER (at_period = 0) AS size, date_diff(${unit}, cohort, any_value(finish.p)) AS last FROM counts CROSS JOIN finish GROUP BY cohort),
        grid AS (SELECT cohort, size, last, unnest(range(0, last + 1)) AS period FROM cohorts)
        SELECT strftime(grid.cohort, '%Y-%m-%d') AS cohort, any_value(size)::DOUBLE AS size, grid.period::DOUBLE AS period, coalesce(sum(n) FILTER (${active}), 0)::DOUBLE AS active,
               any_value(last)::DOUBLE AS last,
               grid.period = any_value(last) AND (SELECT whole < p + ${periodSpan[unit]} FROM finish) AS open
        FROM grid LEFT JOIN counts ON counts.cohort = grid.cohort GROUP BY grid.cohort, grid.period ORDER BY grid.cohort, grid.period`,
    };
  },

  compute({ cells }, ask) {
    if (!cells.length) return null;
    const longest = Math.max(...cells.map((cell) => cell.last));
    const cohorts = [...new Set(cells.map((cell) => cell.cohort))];
    const at = new Map(cells.map((cell) => [`${cell.cohort} ${String(cell.period)}`, cell]));
    const rateIn = (active: number, base: number) =>
      active <= base
        ? rateOf(active, base, ask.params.confidence)
        : { rate: base > 0 ? active / base : null, low: null, high: null };
    const placed = cohorts.flatMap((cohort) =>
      Array.from({ length: longest + 1 }, (_, period) => {
        const cell = at.get(`${cohort} ${String(period)}`);
        const size = at.get(`${cohort} 0`)?.size ?? 0;
        const before =
          ask.params.reference === 'first' || period === 0
            ? size
            : (at.get(`${cohort} ${String(period - 1)}`)?.active ?? 0);
        const over = cell !== undefined && (!cell.open || period === 0);
        const rate = over ? rateIn(cell.active, before) : { rate: null, low: null, high: null };
        const row = { cohort, size, period, active: cell?.active ?? null, ...rate, complete: cell ? !cell.open : null };
        return { row, before };
      }),
    );
    const rows = placed.map(({ row }) => row);
    const average = Array.from({ length: longest + 1 }, (_, period) => {
      const known = placed.filter(({ row }) => row.period === period && row.complete === true);
      const n = known.reduce((sum, { before }) => sum + before, 0);
      return {
        period,
        n,
        ...rateIn(
          known.reduce((sum, { row }) => sum + (row.active ?? 0), 0),
          n,
        ),
      };
    });
    return {
      rows,
      summary: {
        by: 'cohort',
        cohorts: cohorts.length,
        customers: cohorts.reduce((sum, cohort) => sum + (at.get(`${cohort} 0`)?.size ?? 0), 0),
        mode: ask.params.mode,
        reference: ask.params.reference,
        average: average.map(({ period, rate }) => ({ period, rate })),
        undetermined: rows.filter((row) => row.period > 0 && row.complete !== true).length,
      },
      more: average,
    };
  },

  charts: ({ rows, more }, { locale }) => [
    heat(
      rows.map((row) => ({ ...row, n: row.size })),
      {
        x: 'period',
        y: 'cohort',
        value: 'rate',
        format: 'percent',
        title: { en: 'Retention by cohort', zh: '同期群留存' },
      },
      locale,
    ),
    line(
      (more as readonly object[] | undefined) ?? [],
      {
        period: 'period',
        value: 'rate',
        format: 'percent',
        title: { en: 'Retention over all cohorts', zh: '全部同期群平均留存' },
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary }) => [
    ...nextPeriodRemarks(
      summary.average,
      rows.some(({ period }) => period > 0),
    ),
    {
      level: 'note',
      say: {
        en: 'The first cohorts also hold older customers, since orders before the data begins are not in it. {n:count} cell{n|s} {n|lies|lie} after the end of the data or in the period that was not over then: {n|it has|they have} no rate, not 0.',
        zh: '数据左截断：最早的同期群混有老客户。{n:count} 个单元格在数据截止之后或所在周期尚未结束：不给出比率，而非 0。',
      },
      with: { n: summary.undetermined },
    },
  ],

  example: {
    given: {
      orders: [
        { order_id: '1', customer_id: 'a', ordered_at: '2025-01-05' },
        { order_id: '2', customer_id: 'a', ordered_at: '2025-03-05' },
        { order_id: '3', customer_id: 'b', ordered_at: '2025-01-09' },
        { order_id: '4', customer_id: 'b', ordered_at: '2025-02-09' },
        { order_id: '5', customer_id: 'c', ordered_at: '2025-02-01' },
        { order_id: '6', customer_id: 'b', ordered_at: '2025-03-31' },
      ],
    },
    gives: {
      rows: [
        { cohort: '2025-01-01', size: 2, period: 0, active: 2, rate: 1 },
        { period: 1, active: 1, rate: 0.5 },
        { period: 2, active: 2, rate: 1, complete: true },
        { cohort: '2025-02-01', size: 1, period: 0, active: 1, rate: 1 },
        { period: 1, active: 0, rate: 0 },
        { period: 2, active: null, rate: null, complete: null },
      ],
      summary: { cohorts: 2, customers: 3, undetermined: 1 },
    },
  },
});

/** What is left out of the averages is not spoken of. */
function nextPeriodRemarks(
  averages: readonly { readonly period: number; readonly rate: number | null }[],
  hasLater: boolean,
): readonly Remark[] {
  const next = averages.find(({ period }) => period === 1);
  if (!next && hasLater) return [];
  return next?.rate === null || !next
    ? [
        {
          level: 'caution',
          say: {
            en: 'No period after the first one of a cohort is over, so nothing can be said of who stays.',
            zh: '尚无同期群的下一期已结束，无法判断留存。',
          },
        },
      ]
    : [
        {
          level: 'finding',
          say: {
            en: 'One period after the first, {next:percent} are active (mean over cohorts, weighted by size).',
            zh: '首期之后的下一期，{next:percent} 仍活跃（按规模加权的平均）。',
          },
          with: { next: next.rate },
        },
      ];
}
