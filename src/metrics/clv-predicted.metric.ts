import { histogram } from '../charts/histogram';
import { sql } from '../engine/sql';
import type { PurchaseHistory } from '../stats/bg-nbd';
import { bgNbdFits } from '../stats/bg-nbd-fit';
import { expectedAmount, gammaGammaFits } from '../stats/gamma-gamma';
import { forecasts } from './clv-forecast';
import { clvRemarks } from './clv-remarks';
import { numbersOf, textsOf } from './columns';
import { countedOrders } from './counted-orders';
import { heldFit } from './held-fit';
import { defineMetric } from './metric';

const daysOf = { day: 1, week: 7, month: 365.25 / 12 } as const;
/** The discount is applied in this many equal steps of the horizon. */
const steps = 12;

export default defineMetric({
  id: 'clv-predicted',
  title: { en: 'Predicted customer value', zh: '预测客户终身价值' },
  question: {
    en: 'Who is still a customer, and what may be expected of each?',
    zh: '谁还是活跃客户？未来预期价值多少？',
  },
  formula: {
    en: 'BG/NBD for purchases (frequency = days with a purchase − 1, recency and age in periods), Gamma–Gamma for amounts of repeat purchases, both by maximum likelihood; clv = Σ expected purchases × expected amount, discounted. P(alive) of a customer without a repeat purchase is 1 by construction.',
    zh: '购买用 BG/NBD（频次 = 有购买的天数 − 1，近度与客龄以周期计），金额用 Gamma–Gamma（重复购买），均为极大似然；clv = Σ 预期购买 × 预期金额，并折现。无重复购买者的 P(活跃) 按模型恒为 1。',
  },
  counted: {
    en: 'customers with at least one paid order; amounts from repeat purchases only',
    zh: '至少有一笔已付订单的客户；金额只用重复购买',
  },
  source: [
    {
      cite: 'Fader, Hardie & Lee (2005), "Counting your customers" the easy way',
      url: 'https://doi.org/10.1287/mksc.1040.0098',
    },
    {
      cite: 'Fader & Hardie (2013), The gamma-gamma model of monetary value',
      url: 'http://www.brucehardie.com/notes/025/',
    },
  ],
  needs: ['orders.customer_id', 'orders.ordered_at'],
  slow: true,
  params: {
    horizon: {
      kind: 'number',
      default: 52,
      min: 1,
      max: 520,
      label: { en: 'Horizon (periods)', zh: '预测期（周期数）' },
    },
    period: {
      kind: 'choice',
      default: 'week',
      label: { en: 'Period', zh: '周期' },
      of: { day: { en: 'day', zh: '日' }, week: { en: 'week', zh: '周' }, month: { en: 'month', zh: '月' } },
    },
    discount: { kind: 'number', default: 0.1, min: 0, max: 1, label: { en: 'Discount a year', zh: '年折现率' } },
    penalty: {
      kind: 'number',
      default: null,
      min: 0,
      max: 1,
      label: { en: 'Penalty on the parameters', zh: '参数惩罚' },
      hint: {
        en: 'Empty: none, and from 0.001 to 0.1 only where the fit runs off without.',
        zh: '留空：不加惩罚；仅当拟合发散时取 0.001 至 0.1。',
      },
    },
  },
  tables: {
    customers: {
      byColumn: {
        customer_id: 'text',
        frequency: 'number',
        recency_days: 'number',
        age_days: 'number',
        amount: 'number?',
      },
    },
    left: { nobody: 'number', currencies: 'number' },
  },
  headings: {
    log_likelihood: { label: { en: 'Log-likelihood', zh: '对数似然' } },
    n: { label: { en: 'Customers', zh: '客户数' }, format: 'count' },
    repeaters: { label: { en: 'Bought again', zh: '复购客户' }, format: 'count' },
    correlation: { label: { en: 'Correlation of frequency and amount', zh: '频次与金额的相关' } },
    standard_errors: { label: { en: 'Standard errors', zh: '标准误' } },
    excluded: { label: { en: 'Left out', zh: '未计入' }, format: 'count' },
    period: { label: { en: 'Period', zh: '周期' } },
    horizon: { label: { en: 'Horizon', zh: '预测期' } },
    refused: { label: { en: 'Why no prediction', zh: '不预测的原因' } },
    amounts_refused: { label: { en: 'Why no values', zh: '不给出金额的原因' } },
    without_amount: { label: { en: 'Bought again for nothing', zh: '复购金额不为正' }, format: 'count' },
    penalty: { label: { en: 'Penalty on the parameters', zh: '参数惩罚' } },
    starts: { label: { en: 'Starts of the search', zh: '搜索起点数' }, format: 'count' },
    agreeing: { label: { en: 'Starts that agree', zh: '一致的起点数' }, format: 'count' },
    customer_id: { label: { en: 'Customer', zh: '客户' } },
    frequency: { label: { en: 'Repeat purchases', zh: '重复购买次数' }, format: 'count' },
    recency: { label: { en: 'Recency (periods)', zh: '近度（周期）' } },
    age: { label: { en: 'Age (periods)', zh: '客龄（周期）' } },
    p_alive: { label: { en: 'P(alive)', zh: 'P(活跃)' }, format: 'percent' },
    expected_orders: { label: { en: 'Expected orders', zh: '预期订单数' } },
    expected_amount: { label: { en: 'Expected amount', zh: '预期单均金额' }, format: 'money' },
    clv: { label: { en: 'CLV', zh: 'CLV' }, format: 'money' },
  },

  query: (ask) => ({
    customers: sql`
      WITH days AS (
        SELECT customer_id, date_trunc('day', ordered_at) AS day, sum(net) AS net, min(date_trunc('day', ordered_at)) OVER (PARTITION BY customer_id) AS first
        FROM ${countedOrders(ask)} WHERE customer_id IS NOT NULL GROUP BY customer_id, date_trunc('day', ordered_at))
      SELECT customer_id, (count(*) - 1)::DOUBLE AS frequency, (epoch(max(day)) - epoch(min(day))) / 86400 AS recency_days,
             ((SELECT epoch(max(day)) FROM days) - epoch(min(day))) / 86400 AS age_days, avg(net) FILTER (day > first)::DOUBLE AS amount
      FROM days GROUP BY customer_id ORDER BY customer_id`,
    left: sql`SELECT count(*) FILTER (customer_id IS NULL)::DOUBLE AS nobody, count(DISTINCT currency)::DOUBLE AS currencies FROM ${countedOrders(ask)}`,
  }),

  compute({ customers, left }, ask) {
    if (!customers.length) return null;
    const { horizon, penalty, discount } = ask.params;
    const unit = daysOf[ask.params.period];
    const [frequencies, means] = [numbersOf(customers, 'frequency'), numbersOf(customers, 'amount')];
    const [recencies, ages] = [numbersOf(customers, 'recency_days'), numbersOf(customers, 'age_days')];
    const histories = Array.from(frequencies, (frequency, at): PurchaseHistory => ({
      frequency,
      recency: (recencies[at] ?? NaN) / unit,
      age: (ages[at] ?? NaN) / unit,
    }));
    const amounts = histories.flatMap(({ frequency }, at) => {
      const amount = means[at] ?? NaN;
      return frequency > 0 && !Number.isNaN(amount) ? [{ frequency, amount }] : [];
    });
    const money = (left[0]?.currencies ?? 0) <= 1;
    const purchaseFits = bgNbdFits(histories);
    const { fit, penalty: held } = heldFit(penalty, (tried) =>
      purchaseFits({
        penalty: tried,
        progress: (share) => {
          ask.progress(share / 2);
        },
      }),
    );
    const priced = ask.has('orders.amount');
    const { fit: spending, penalty: spendingHeld } =
      money && priced ? heldFit(penalty, gammaGammaFits(amounts)) : unpriced;
    const stepDiscount = (1 + discount) ** (((horizon / steps) * unit) / 365.25) - 1;
    const predict = forecasts(fit.kind === 'fitted' ? fit.parameters : null, {
      horizon,
      steps,
      discount: stepDiscount,
    });
    const ids = textsOf(customers, 'customer_id');
    const rows = histories.map((history, at) => {
      if (at % 1000 === 0) ask.progress(0.6 + (0.4 * at) / histories.length);
      const { frequency, recency, age } = history;
      const { alive, purchases, discounted } = predict(history);
      const amount = frequency > 0 ? (means[at] ?? NaN) : 0;
      const each =
        spending?.kind === 'fitted' && (frequency === 0 || amount > 0)
          ? expectedAmount(spending.parameters, { frequency, amount })
          : null;
      return {
        customer_id: ids[at] ?? '',
        frequency,
        recency,
        age,
        p_alive: alive,
        expected_orders: purchases,
        expected_amount: each,
        clv: each === null || discounted === null ? null : each * discounted,
      };
    });
    const good = fit.kind === 'fitted' ? fit : null;
    const spent = spending?.kind === 'fitted' ? spending : null;
    const { r = null, alpha = null, a = null, b = null } = good?.parameters ?? {};
    const { p = null, q = null, v = null } = spent?.parameters ?? {};
    return {
      rows,
      summary: {
        r,
        alpha,
        a,
        b,
        log_likelihood: good?.logLikelihood ?? null,
        p,
        q,
        v,
        n: fit.customers,
        repeaters: fit.repeaters,
        correlation: spending?.correlation ?? null,
        standard_errors: good ? { ...good.standardErrors, ...(spent?.standardErrors ?? {}) } : null,
        excluded: (left[0]?.nobody ?? 0) + fit.excluded,
        period: ask.params.period,
        horizon,
        refused: fit.kind === 'refused' ? fit.reason : null,
        amounts_refused: !priced
          ? 'no-amounts'
          : !money
            ? 'mixed-currencies'
            : spending?.kind === 'refused'
              ? spending.reason
              : null,
        without_amount: spending?.excluded ?? 0,
        penalty: penalty ?? Math.max(good ? held : 0, spent ? spendingHeld : 0),
        starts: good?.starts ?? null,
        agreeing: good?.agreeing ?? null,
      },
    };
  },

  charts: ({ rows }, { locale }) => [
    histogram(
      bins(rows.flatMap(({ p_alive }) => (p_alive === null ? [] : [p_alive]))),
      {
        from: 'from',
        to: 'to',
        count: 'count',
        format: 'percent',
        title: { en: 'Customers by probability of being alive', zh: '按活跃概率的客户分布' },
        valueTitle: { en: 'P(alive)', zh: 'P(活跃)' },
      },
      locale,
    ),
  ],

  remarks: ({ summary }, { params }) => clvRemarks(summary, params.penalty === null),

  example: {
    given: {
      orders: [
        { order_id: '1', customer_id: 'a', ordered_at: '2025-01-01', amount: 10 },
        { order_id: '2', customer_id: 'a', ordered_at: '2025-01-15', amount: 20 },
        { order_id: '3', customer_id: 'b', ordered_at: '2025-01-29', amount: 5 },
      ],
    },
    gives: {
      rows: [
        { customer_id: 'a', frequency: 1, recency: 2, age: 4, p_alive: null, clv: null },
        { customer_id: 'b', frequency: 0, recency: 0, age: 0, p_alive: null, clv: null },
      ],
      summary: { n: 2, repeaters: 1, r: null, refused: 'few-repeaters' },
    },
  },
});

/** Nothing was fitted, since no amount can be. */
const unpriced = { fit: null, penalty: 0 } as const;

function bins(values: readonly number[]): { from: number; to: number; count: number }[] {
  const counts = Array.from({ length: 10 }, (_, at) => ({ from: at / 10, to: (at + 1) / 10, count: 0 }));
  for (const value of values) {
    const bin = counts[Math.min(9, Math.floor(value * 10))];
    if (bin) bin.count++;
  }
  return values.length ? counts : [];
}
