import { histogram } from '../charts/histogram';
import { sql } from '../engine/sql';
import type { Remark } from '../i18n/text';
import { conditionalExpected, pAlive, type BgNbdParameters, type PurchaseHistory } from '../stats/bg-nbd';
import { bgNbdFit } from '../stats/bg-nbd-fit';
import { clvDcf } from '../stats/clv-dcf';
import { expectedAmount, gammaGammaFit } from '../stats/gamma-gamma';
import { countedOrders } from './counted-orders';
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
      default: 0,
      min: 0,
      max: 1,
      label: { en: 'Penalty on the parameters', zh: '参数惩罚' },
      hint: { en: '0.001 to 0.1 where the fit runs off', zh: '拟合发散时取 0.001 至 0.1' },
    },
  },
  tables: {
    customers: {
      customer_id: 'text',
      frequency: 'number',
      recency_days: 'number',
      age_days: 'number',
      amount: 'number?',
    },
    left: { nobody: 'number', currencies: 'number' },
  },
  headings: {
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
    const histories = customers.map(({ frequency, recency_days, age_days }) => ({
      frequency,
      recency: recency_days / unit,
      age: age_days / unit,
    }));
    const amounts = customers.flatMap(({ frequency, amount }) =>
      frequency > 0 && amount !== null ? [{ frequency, amount }] : [],
    );
    const money = (left[0]?.currencies ?? 0) <= 1;
    const fit = bgNbdFit(histories, { penalty });
    const spending = money ? gammaGammaFit(amounts, { penalty }) : null;
    const length = horizon / steps;
    const stepDiscount = (1 + discount) ** ((length * unit) / 365.25) - 1;
    const predict = remembered(fit.kind === 'fitted' ? fit.parameters : null, horizon);
    const rows = customers.map(({ customer_id, frequency, amount }, at) => {
      const history = histories[at] as PurchaseHistory;
      const { alive, expected, of } = predict(history);
      const each =
        spending?.kind === 'fitted' && (frequency === 0 || amount !== null)
          ? expectedAmount(spending.parameters, { frequency, amount: amount ?? 0 })
          : null;
      return {
        customer_id,
        frequency,
        recency: history.recency,
        age: history.age,
        p_alive: alive,
        expected_orders: expected,
        expected_amount: each,
        clv: of ? clvDcf(of, each, { periods: steps, length, discount: stepDiscount }) : null,
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
        amounts_refused: money ? (spending?.kind === 'refused' ? spending.reason : null) : 'mixed-currencies',
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

  remarks({ summary }): readonly Remark[] {
    return [
      ...(summary.refused ? [refusal(summary.refused, summary.repeaters)] : []),
      ...(summary.amounts_refused
        ? [
            {
              level: 'caution' as const,
              say: { en: 'No values: {why}', zh: '不给出金额：{why}' },
              with: { why: reasons[summary.amounts_refused] ?? summary.amounts_refused },
            },
          ]
        : []),
      ...(summary.correlation !== null && Math.abs(summary.correlation) > 0.3
        ? [
            {
              level: 'caution' as const,
              say: {
                en: 'Amounts and frequency go together (r = {r}); the Gamma–Gamma model assumes that they do not',
                zh: '金额与频次相关（r = {r}），与 Gamma–Gamma 模型的假设不符',
              },
              with: { r: summary.correlation },
            },
          ]
        : []),
      ...(summary.refused
        ? []
        : [
            {
              level: 'note' as const,
              say: {
                en: '{agreeing} of {starts} starts of the search agree. Ages are in {period}s, and so is the horizon: {horizon}',
                zh: '{starts} 次搜索中有 {agreeing} 次收敛到同一结果。客龄与预测期（{horizon}）都以“{period}”为单位',
              },
              with: {
                agreeing: summary.agreeing,
                starts: summary.starts,
                period: summary.period,
                horizon: summary.horizon,
              },
            },
            {
              level: 'caution' as const,
              say: {
                en: 'The first order in the file is taken as the first order: where the export begins later than the customers, ages are too small',
                zh: '以文件中的第一单为首单：若导出起点晚于客户首单，客龄会偏小',
              },
            },
          ]),
    ];
  },

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

const reasons: Readonly<Record<string, { en: string; zh: string }>> = {
  'few-repeaters': { en: 'fewer than 100 customers bought again', zh: '重复购买的客户不足 100 人' },
  'not-converged': { en: 'the search for the parameters did not end', zh: '参数搜索未收敛' },
  degenerate: { en: 'the data push a parameter to zero or infinity', zh: '数据把参数推向零或无穷' },
  'mixed-currencies': { en: 'there are several currencies', zh: '存在多种货币' },
};

function refusal(reason: string, repeaters: number): Remark {
  return {
    level: 'caution',
    say: {
      en: 'No prediction: {why} ({repeaters:count} repeaters)',
      zh: '不作预测：{why}（重复购买者 {repeaters:count} 人）',
    },
    with: { why: reasons[reason] ?? reason, repeaters },
  };
}

/** Predictions by history: equal histories are computed once. */
function remembered(parameters: BgNbdParameters | null, horizon: number) {
  const known = new Map<
    string,
    { alive: number | null; expected: number | null; of: ((t: number) => number | null) | null }
  >();
  return (history: PurchaseHistory) => {
    if (!parameters) return { alive: null, expected: null, of: null };
    const key = `${String(history.frequency)} ${String(history.recency)} ${String(history.age)}`;
    const at = new Map<number, number | null>();
    const of = (t: number) => {
      if (!at.has(t)) at.set(t, conditionalExpected(parameters, history, t));
      return at.get(t) ?? null;
    };
    const found = known.get(key) ?? { alive: pAlive(parameters, history), expected: of(horizon), of };
    known.set(key, found);
    return found;
  };
}

function bins(values: readonly number[]): { from: number; to: number; count: number }[] {
  const counts = Array.from({ length: 10 }, (_, at) => ({ from: at / 10, to: (at + 1) / 10, count: 0 }));
  for (const value of values) {
    const bin = counts[Math.min(9, Math.floor(value * 10))];
    if (bin) bin.count++;
  }
  return values.length ? counts : [];
}
