import { dots } from '../charts/dots';
import { differenceFormat } from '../i18n/say';
import { benjaminiHochberg } from '../stats/benjamini-hochberg';
import { holm } from '../stats/holm';
import { actedAgainstRest } from './change-acted';
import { formatOf, readingOf, readingOfWhole } from './change-readings';
import { changeRemarks } from './change-remarks';
import { sharedBetween, sharedQuery, sharedTables } from './change-shared';
import { byOf, foundOf, headlineOf, refuseUnmapped, settingsOf, sideOf, undivided } from './change-sides';
import { changeOf } from './change-test';
import { allAs } from './found';
import { defineMetric, type ResultRow } from './metric';
import { refused } from './params';
import { intervalHeadings } from './row-headings';

/** The columns, of rows and summary, that hold differences of what is compared. */
const differences = [
  'difference',
  'low',
  'high',
  'detectable',
  'difference_in_differences',
  'difference_in_differences_low',
  'difference_in_differences_high',
  'acted_difference',
  'untouched_difference',
] as const;

const params = {
  metric: { kind: 'metric', default: 'csat', label: { en: 'Metric', zh: '指标' } },
  before: {
    kind: 'text',
    default: null,
    label: { en: 'Before', zh: '之前' },
    hint: { en: '2025-01-01/2025-03-31, or TABLE.COLUMN=VALUE', zh: '2025-01-01/2025-03-31，或 表.列=值' },
  },
  after: {
    kind: 'text',
    default: null,
    label: { en: 'After', zh: '之后' },
    hint: { en: '2025-04-01/2025-06-30, or TABLE.COLUMN=VALUE', zh: '2025-04-01/2025-06-30，或 表.列=值' },
  },
  correction: {
    kind: 'choice',
    default: 'bh',
    label: { en: 'Correction for many comparisons', zh: '多重比较校正' },
    of: {
      bh: { en: 'Benjamini–Hochberg', zh: 'Benjamini–Hochberg' },
      holm: { en: 'Holm', zh: 'Holm' },
      none: { en: 'none', zh: '不校正' },
    },
  },
  value: { kind: 'text', default: null, label: { en: 'Value (column of the metric)', zh: '数值（指标的列）' } },
  acted: {
    kind: 'list',
    default: [],
    label: { en: 'Touchpoints acted on', zh: '采取了措施的触点' },
    hint: {
      en: 'Their change is then compared with that of all others (difference in differences)',
      zh: '将其变化与其余触点的变化比较（双重差分）',
    },
  },
  by: { kind: 'group', default: null, label: { en: 'Group by', zh: '分组' } },
  settings: { kind: 'json', default: {}, label: { en: 'Parameters of the metric (JSON)', zh: '指标参数（JSON）' } },
  confidence: { kind: 'number', default: 0.95, min: 0.5, max: 0.999, label: { en: 'Confidence', zh: '置信度' } },
} as const;

export default defineMetric({
  id: 'change',
  title: { en: 'Change', zh: '变化显著性' },
  question: {
    en: 'What has really changed between two periods or groups?',
    zh: '两个时期或群体之间，哪些变化是真实的？',
  },
  formula: {
    en: 'difference = after − before, with its interval (shares: Newcombe; means: Welch; of CSAT, NPS and CES clustered by customer over both sides); p of the test that there is none; q = p corrected for the number of comparisons; detectable = the smallest difference these bases would have shown (power 0.8). With touchpoints acted on: difference in differences = their mean difference − that of the others',
    zh: '差异 = 之后 − 之前（含区间：占比用 Newcombe，均值用 Welch；CSAT、NPS、CES 跨两侧按客户聚类）；p 为无差异检验；q 为按比较次数校正后的 p；可检出 = 现有样本可发现的最小差异（功效 0.8）。列出采取措施的触点时：双重差分 = 其平均差异 − 其余触点的平均差异',
  },
  counted: {
    en: 'groups with a value on both sides; each side counts as the metric does',
    zh: '两侧均有数值的分组；各侧按该指标自身口径计数',
  },
  source: [
    {
      cite: 'Benjamini & Hochberg (1995), Controlling the false discovery rate',
      url: 'https://doi.org/10.1111/j.2517-6161.1995.tb02031.x',
    },
    {
      cite: 'Newcombe (1998), Interval estimation for the difference between independent proportions',
      url: 'https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I',
    },
    { cite: 'Welch (1947), The generalization of Student’s problem', url: 'https://doi.org/10.2307/2332510' },
    {
      cite: 'Zou & Donner (2008), Construction of confidence limits about effect measures',
      url: 'https://doi.org/10.1002/sim.3095',
    },
    { cite: 'Angrist & Pischke (2009), Mostly Harmless Econometrics, ch. 5' },
  ],
  needs: [
    [
      'responses.score',
      'interactions.touchpoint',
      'orders.ordered_at',
      'tickets.created_at',
      'invites.sent_at',
      'customers.customer_id',
    ],
  ],
  weighted: true,
  params,
  tables: sharedTables,
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    n_before: { label: { en: 'n before', zh: '之前 n' }, format: 'count' },
    n_after: { label: { en: 'n after', zh: '之后 n' }, format: 'count' },
    before: { label: { en: 'Before', zh: '之前' } },
    after: { label: { en: 'After', zh: '之后' } },
    difference: { label: { en: 'Difference', zh: '差异' } },
    ...intervalHeadings(),
    p: { label: { en: 'p', zh: 'p' }, format: 'p' },
    q: { label: { en: 'q (corrected)', zh: 'q（校正）' }, format: 'p' },
    detectable: { label: { en: 'Detectable', zh: '可检出' } },
    shared: { label: { en: 'Customers on both sides', zh: '两侧都有的客户' }, format: 'count' },
    acted: { label: { en: 'Acted on', zh: '采取了措施' } },
    acted_difference: { label: { en: 'Change where acted', zh: '行动处的变化' } },
    untouched_difference: { label: { en: 'Change elsewhere', zh: '其余处的变化' } },
    difference_in_differences: { label: { en: 'Difference in differences', zh: '双重差分' } },
    difference_in_differences_low: { label: { en: 'Difference in differences, low', zh: '双重差分下限' } },
    difference_in_differences_high: { label: { en: 'Difference in differences, high', zh: '双重差分上限' } },
    difference_in_differences_p: { label: { en: 'p of that', zh: '双重差分的 p' }, format: 'p' },
  },

  uses(ask) {
    const { metric, by } = ask.params;
    if (metric === null || metric === 'change')
      throw refused('metric', metric ?? '', { en: 'the id of another metric', zh: '另一指标的标识' });
    const params = { ...(by === null ? {} : { by }), ...settingsOf(ask.params) };
    const own = { metric, wishes: undivided(ask.params), params };
    return {
      before: { ...own, only: sideOf('before', ask.params.before) },
      after: { ...own, only: sideOf('after', ask.params.after) },
    };
  },

  query: (ask) => sharedQuery({ ...ask, params: { ...ask.params, settings: settingsOf(ask.params) } }),

  compute(tables, ask, used) {
    refuseUnmapped(used, ask.params);
    if (used.before?.kind !== 'answered' && used.after?.kind !== 'answered') return null;
    const [before, after] = [foundOf(used.before), foundOf(used.after)];
    const { confidence, correction, acted, value } = ask.params;
    const metric = ask.params.metric ?? '';
    const headline = headlineOf(used.after, used.before);
    const reading = readingOf(metric, value, after.rows[0] ?? before.rows[0], headline);
    const names = [...new Set([...before.rows, ...after.rows].map(groupOfRow))];
    const at = (rows: readonly ResultRow[], name: string | null) => rows.find((row) => groupOfRow(row) === name);
    const sharedBy = sharedBetween(tables, metric, settingsOf(ask.params));
    const changes = names.map((name) => {
      const shared = sharedBy({ whole: false, grp: name }, reading.value);
      return {
        touchpoint: name,
        ...changeOf(at(before.rows, name), at(after.rows, name), reading, { confidence, shared }),
      };
    });
    const compared = actedAgainstRest(changes, acted, confidence);
    const p = changes.map((change) => change.p);
    const q = correction === 'bh' ? benjaminiHochberg(p) : correction === 'holm' ? holm(p) : p;
    const rows = changes.map((change, index) => {
      const { p: own, detectable, ...shown } = withoutError(change);
      return { ...shown, p: own, q: q[index] ?? null, detectable, ...compared.rowOf(change) };
    });
    const shared = sharedBy({ whole: true, grp: null }, reading.value);
    const whole = changeOf(before.summary, after.summary, readingOfWhole(metric, reading), { confidence, shared });
    const format = formatOf(reading, headline);
    return {
      rows,
      summary: {
        by: ask.params.by ?? byOf(after) ?? byOf(before) ?? 'touchpoint',
        metric,
        value: reading.value,
        tested: p.filter((one) => one !== null).length,
        significant: rows.filter((row) => row.q !== null && row.q < 1 - confidence).length,
        correction,
        ...withoutError(whole),
        missing: rows.filter((row) => row.difference === null).length,
        shared: shared?.persons ?? null,
        ...compared.summary,
      },
      more: {
        format: differenceFormat(format),
        paired: shared?.covariance != null,
        empty: (['before', 'after'] as const).filter((side) => used[side]?.kind === 'empty'),
      },
      formats: { ...allAs(format, ['before', 'after']), ...allAs(differenceFormat(format), differences) },
    };
  },

  charts: ({ rows, more }, { locale }) => [
    dots(
      rows.map((row) => ({ ...row, n: Math.min(row.n_before ?? 0, row.n_after ?? 0) })),
      {
        group: 'touchpoint',
        value: 'difference',
        format: more?.format ?? 'number',
        target: 0,
        title: { en: 'Difference, after − before', zh: '差异（之后 − 之前）' },
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary, more }, { params: { confidence, acted } }) =>
    changeRemarks(rows, summary, {
      alpha: 1 - confidence,
      format: more?.format ?? 'number',
      acted,
      empty: more?.empty ?? [],
      paired: more?.paired ?? false,
    }),

  example: {
    given: {
      orders: [
        ...bought('a', 15, 50, '2024-01-01'),
        ...bought('b', 25, 50, '2025-01-01'),
        { order_id: 'z1', customer_id: 'z1', ordered_at: '2024-12-31', touchpoint: 'end' },
        { order_id: 'z2', customer_id: 'z2', ordered_at: '2025-12-31', touchpoint: 'end' },
      ],
    },
    params: {
      metric: 'repurchase',
      before: '2024-01-01/2024-12-31',
      after: '2025-01-01/2025-12-31',
      settings: { window_days: 30 },
    },
    gives: {
      rows: [
        { touchpoint: 'end', n_before: 0, difference: null, p: null, q: null },
        {
          touchpoint: 'shop',
          n_before: 50,
          n_after: 50,
          before: 0.3,
          after: 0.5,
          difference: 0.2,
          p: 0.041226833337,
          q: 0.041226833337,
        },
      ],
      summary: { tested: 1, significant: 1, metric: 'repurchase', value: 'rate' },
    },
  },
});

function withoutError<C extends { readonly se: number | null }>({ se: _, ...shown }: C): Omit<C, 'se'> {
  return shown;
}

function groupOfRow(row: ResultRow | undefined): string | null {
  const [value] = Object.values(row ?? {});
  return typeof value === 'string' ? value : null;
}

/** Customers with a first order on the day, of whom so many order again ten days later. */
function bought(name: string, again: number, of: number, day: string) {
  return Array.from({ length: of }, (_, at) => `${name}${String(at)}`).flatMap((customer_id, at) => [
    { order_id: customer_id, customer_id, ordered_at: day, touchpoint: 'shop' },
    ...(at < again
      ? [{ order_id: `${customer_id}+`, customer_id, ordered_at: day.replace(/01$/, '11'), touchpoint: 'shop' }]
      : []),
  ]);
}
