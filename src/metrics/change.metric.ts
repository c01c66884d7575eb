import { dots } from '../charts/dots';
import type { Format } from '../i18n/say';
import type { Remark } from '../i18n/text';
import type { Filters } from '../model/filters';
import { tableNames } from '../model/schema';
import { benjaminiHochberg } from '../stats/benjamini-hochberg';
import { holm } from '../stats/holm';
import { columnOf, readingOf } from './change-readings';
import { changeOf } from './change-test';
import { defineMetric, type ResultRow, type Used } from './metric';
import { refused } from './params';
import { listed } from './rate-remarks';

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
    en: 'difference = after − before, with its interval; p of the test that there is none; q = p corrected for the number of comparisons; detectable = the smallest difference these bases would have shown (power 0.8)',
    zh: '差异 = 之后 − 之前（含区间）；p 为无差异检验；q 为按比较次数校正后的 p；可检出 = 现有样本可发现的最小差异（功效 0.8）',
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
  params,
  tables: {},
  headings: {
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    n_before: { label: { en: 'n before', zh: '之前 n' }, format: 'count' },
    n_after: { label: { en: 'n after', zh: '之后 n' }, format: 'count' },
    before: { label: { en: 'Before', zh: '之前' } },
    after: { label: { en: 'After', zh: '之后' } },
    difference: { label: { en: 'Difference', zh: '差异' } },
    low: { label: { en: 'Low', zh: '下限' } },
    high: { label: { en: 'High', zh: '上限' } },
    p: { label: { en: 'p', zh: 'p' }, format: 'p' },
    q: { label: { en: 'q (corrected)', zh: 'q（校正）' }, format: 'p' },
    detectable: { label: { en: 'Detectable', zh: '可检出' } },
  },

  uses(ask) {
    const { metric, by, settings } = ask.params;
    if (metric === null || metric === 'change') throw refused('metric', metric ?? '', 'the id of another metric');
    if (typeof settings !== 'object' || settings === null || Array.isArray(settings))
      throw refused('settings', settings, 'a JSON object');
    const own = { ...(by === null ? {} : { by }), ...settings };
    return {
      before: { metric, params: own, only: sideOf('before', ask.params.before) },
      after: { metric, params: own, only: sideOf('after', ask.params.after) },
    };
  },

  query: () => ({}),

  compute(_, ask, used) {
    const [before, after] = [foundOf(used.before), foundOf(used.after)];
    if (!before || !after) return null;
    const reading = readingOf(ask.params.metric ?? '', ask.params.value);
    const { confidence, correction } = ask.params;
    const key = Object.keys(after.rows[0] ?? before.rows[0] ?? {})[0] ?? 'touchpoint';
    const names = [...new Set([...before.rows, ...after.rows].map((row) => row[key] ?? null))];
    const at = (rows: readonly ResultRow[], name: unknown) => rows.find((row) => (row[key] ?? null) === name);
    const changes = names.map((name) => ({ touchpoint: typeof name === 'string' ? name : null, ...changeOf(at(before.rows, name), at(after.rows, name), reading, confidence) })); // prettier-ignore
    const p = changes.map((change) => change.p);
    const q = correction === 'bh' ? benjaminiHochberg(p) : correction === 'holm' ? holm(p) : p;
    const rows = changes.map(({ p: own, detectable, ...change }, index) => ({
      ...change,
      p: own,
      q: q[index] ?? null,
      detectable,
    }));
    const whole = changeOf(before.summary as ResultRow, after.summary as ResultRow, reading, confidence);
    return {
      rows,
      summary: {
        by: ask.params.by ?? (typeof after.summary.by === 'string' ? after.summary.by : 'touchpoint'),
        metric: ask.params.metric,
        value: columnOf(reading),
        tested: p.filter((one) => one !== null).length,
        significant: rows.filter((row) => row.q !== null && row.q < 1 - confidence).length,
        correction,
        ...whole,
        missing: rows.filter((row) => row.difference === null).length,
      },
    };
  },

  charts: ({ rows, summary }, { locale }) => [
    dots(
      rows.map((row) => ({ ...row, n: Math.min(row.n_before ?? 0, row.n_after ?? 0) })),
      {
        group: 'touchpoint',
        value: 'difference',
        format: formatOf(summary.value),
        target: 0,
        title: { en: 'Difference, after − before', zh: '差异（之后 − 之前）' },
      },
      locale,
    ),
  ],

  remarks: ({ rows, summary }, ask) => {
    const alpha = 1 - ask.params.confidence;
    const sure = rows.filter((row) => row.q !== null && row.q < alpha);
    const unsure = rows.filter((row) => row.q !== null && row.q >= alpha);
    const named = (some: typeof rows) => listed(some.map((row) => row.touchpoint ?? '–'));
    const remarks: Remark[] = [];
    if (sure.length)
      remarks.push({
        level: 'finding',
        say: {
          en: 'Changed beyond chance: {up} up; {down} down ({n:count} of {tested:count} tested).',
          zh: '超出偶然的变化：上升 {up}；下降 {down}（检验 {tested:count} 项，{n:count} 项显著）。',
        },
        with: {
          up: named(sure.filter((row) => Number(row.difference) > 0)) || '–',
          down: named(sure.filter((row) => Number(row.difference) < 0)) || '–',
          n: sure.length,
          tested: summary.tested,
        },
      });
    if (unsure.length) {
      const seen = unsure.flatMap((row) => row.detectable ?? []);
      remarks.push({
        level: 'caution',
        say: {
          en: 'No change can be shown for {names}. That is not the same as no change: the bases would have shown differences from {least} on.',
          zh: '{names} 未见显著变化；但这不等于没有变化：现有样本仅能发现约 {least} 以上的差异。',
        },
        with: { names: named(unsure), least: seen.length ? shown(Math.min(...seen), summary.value) : '–' },
      });
    }
    if (summary.missing)
      remarks.push({ level: 'note', say: { en: '{n:count} groups have a value on one side only.', zh: '{n:count} 个分组仅一侧有数值。' }, with: { n: summary.missing } }); // prettier-ignore
    remarks.push({
      level: 'note',
      say: {
        en: 'The worst of many tends to come back to the middle by itself. Whether an action worked shows only against touchpoints that were left alone.',
        zh: '众多触点中最差者本就会向均值回归；措施是否有效，须与未采取措施的触点比较（双重差分）。',
      },
    });
    return remarks;
  },

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

function foundOf(used: Used | undefined) {
  return used?.kind === 'answered' ? used.found : null;
}

/** A side as filters: an ISO range, or equality on a canonical column. */
function sideOf(name: 'before' | 'after', text: string | null): Filters {
  const allowed = 'an ISO range such as 2025-01-01/2025-03-31, or TABLE.COLUMN=VALUE';
  const range = /^\s*(\d{4}-\d\d-\d\d[^/]*)\/(\d{4}-\d\d-\d\d[^/]*?)\s*$/.exec(text ?? '');
  if (range?.[1] && range[2]) {
    if (range[1] > range[2]) throw refused(name, text, 'a range whose end is not before its start');
    return { from: range[1], to: range[2] };
  }
  const equality = /^\s*(\w+)\.([^=]+?)\s*=\s*(.*?)\s*$/.exec(text ?? '');
  const table = tableNames.find((known) => known === equality?.[1]);
  if (!equality?.[2] || !table) throw refused(name, text ?? '', allowed);
  return { where: [{ table, column: equality[2], value: equality[3] ?? '' }] };
}

function formatOf(value: string): Format {
  if (value === 'nps') return 'points';
  return value === 'mean' || value === 'clv' ? 'number' : 'percent';
}

function shown(value: number, column: string): string {
  const format = formatOf(column);
  return format === 'percent' ? `${(value * 100).toFixed(1)} %` : value.toPrecision(3);
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
