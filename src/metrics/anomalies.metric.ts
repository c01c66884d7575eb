import { control } from '../charts/control';
import { gesd } from '../stats/gesd';
import { robustZ } from '../stats/robust-z';
import { actionRemarks, actionsOf } from './actions';
import { partsOf, seasonOf } from './anomaly-parts';
import { seasonRemarks } from './anomaly-remarks';
import { datedAnswers, datedColumns, datedOf, datedRemarks } from './dated';
import { followedHeadings, followedParams, followedUse, seriesOf } from './followed';
import { allAs } from './found';
import { defineMetric } from './metric';

const mostShare = 0.1;

export default defineMetric({
  id: 'anomalies',
  title: { en: 'Anomalies', zh: '异常点' },
  question: {
    en: 'Which periods are unusual once trend and season are taken out?',
    zh: '除去趋势与季节后，哪些周期不寻常？',
  },
  formula: {
    en: 'value = trend + season + remainder (STL, robust); with fewer than two usual seasons value = trend + remainder (robust local lines over two thirds of the periods); anomalies of the remainder by the generalised ESD test in median and MAD, at most a tenth of the periods',
    zh: '值 = 趋势 + 季节 + 余项（稳健 STL）；不足两个惯常季节时，值 = 趋势 + 余项（跨三分之二周期的稳健局部直线）；余项按中位数与 MAD 做广义 ESD 检验，最多判十分之一的周期为异常',
  },
  counted: {
    en: 'closed periods of the followed metric; the season is taken out from two full ones on',
    zh: '所跟踪指标的已结束周期；满两个完整季节才除去季节',
  },
  source: [
    { cite: 'Cleveland et al. (1990), STL, Journal of Official Statistics 6, 3–73' },
    {
      cite: 'Cleveland (1979), Robust locally weighted regression',
      url: 'https://doi.org/10.1080/01621459.1979.10481038',
    },
    { cite: 'Rosner (1983), generalized ESD', url: 'https://doi.org/10.2307/1268549' },
  ],
  needs: [],
  slow: true,
  params: {
    ...followedParams,
    period: {
      kind: 'number',
      default: null,
      min: 2,
      max: 400,
      whole: true,
      label: { en: 'Periods in a season', zh: '一季的周期数' },
      hint: { en: 'empty: 7 days, 52 weeks, 12 months, 4 quarters', zh: '留空：7 日、52 周、12 月、4 季' },
    },
    alpha: { kind: 'number', default: 0.05, min: 0.001, max: 0.2, label: { en: 'Level of the test', zh: '检验水平' } },
  },
  tables: { dated: datedColumns },
  headings: {
    ...followedHeadings,
    season: { label: { en: 'Periods in a season', zh: '一季的周期数' }, format: 'count' },
    n: { label: { en: 'Periods', zh: '周期数' }, format: 'count' },
    count: { label: { en: 'Anomalies', zh: '异常数' }, format: 'count' },
    period: { label: { en: 'Period', zh: '周期' } },
    value: { label: { en: 'Value', zh: '值' } },
    seasonal: { label: { en: 'Season', zh: '季节' } },
    trend: { label: { en: 'Trend', zh: '趋势' } },
    remainder: { label: { en: 'Remainder', zh: '余项' } },
    score: { label: { en: 'Robust z', zh: '稳健 z' } },
    anomaly: { label: { en: 'Anomaly', zh: '异常' } },
  },

  uses: (ask) => followedUse(ask),
  query: (ask) => ({ dated: datedAnswers(ask) }),

  compute({ dated }, ask, { series: used }) {
    const series = seriesOf(used, ask);
    if (!series) return null;
    const periods = series.periods.filter(({ complete }) => complete);
    const values = periods.map(({ value }) => value);
    const parts = partsOf(values, ask.params, (share) => {
      ask.progress(share / 2);
    });
    const rest = (parts?.remainder ?? []).flatMap((remainder, at) => (remainder === null ? [] : [{ remainder, at }]));
    const still = isStill(rest, values);
    const scores = still ? [] : robustZ(parts?.remainder ?? []);
    const tested = gesd(
      rest.map(({ remainder }) => (still ? 0 : remainder)),
      {
        most: Math.floor(rest.length * mostShare),
        alpha: ask.params.alpha,
        robust: true,
        progress: (share) => {
          ask.progress((1 + share) / 2);
        },
      },
    );
    const odd = new Set(tested.outliers.map((index) => rest[index]?.at));
    const rows = periods.map(({ period, value }, at) => ({
      period,
      value,
      seasonal: parts?.seasonal?.[at] ?? null,
      trend: parts?.trend[at] ?? null,
      remainder: parts?.remainder[at] ?? null,
      score: scores[at] ?? null,
      anomaly: parts ? odd.has(at) : null,
    }));
    return {
      rows,
      summary: {
        metric: ask.params.metric,
        value: series.column,
        season: parts?.seasonal ? seasonOf(ask.params) : null,
        n: values.filter((value) => value !== null).length,
        count: parts ? odd.size : null,
        undetermined: series.periods.length - periods.length,
        ...datedOf(dated, ask),
      },
      more: {
        format: series.format,
        wanted: seasonOf(ask.params),
        periods: periods.length,
        actions: actionsOf(ask.params.actions),
      },
      formats: allAs(series.format, ['value', 'seasonal', 'trend', 'remainder']),
    };
  },

  charts: ({ rows, more }, { locale }) => [
    control(
      rows.map((row) => ({ ...row, signal: row.anomaly })),
      {
        period: 'period',
        value: 'value',
        centre: 'trend',
        format: more?.format ?? 'number',
        title: { en: 'Values, trend and anomalies', zh: '数值、趋势与异常点' },
        actions: more?.actions ?? [],
      },
      locale,
    ),
  ],

  remarks({ rows, summary, more }) {
    const format = more?.format ?? 'number';
    const after = [...datedRemarks(summary), ...actionRemarks(more?.actions ?? [], rows)];
    const season = more ? seasonRemarks(summary, more) : [];
    if (summary.count === null) return [...season, ...after];
    const odd = rows.filter(({ anomaly }) => anomaly);
    const worst = odd.reduce<(typeof odd)[number] | undefined>(
      (most, row) => (!most || Math.abs(row.score ?? 0) > Math.abs(most.score ?? 0) ? row : most),
      undefined,
    );
    return [
      worst
        ? {
            level: 'finding',
            say: {
              en: `{count:count} of {n:count} periods are unusual; most of all {period}: {value:${format}} where {expected:${format}} was to be expected`,
              zh: `{n:count} 个周期中有 {count:count} 个异常，最突出的是 {period}：{value:${format}}，而预期为 {expected:${format}}`,
            },
            with: {
              count: summary.count,
              n: summary.n,
              period: worst.period,
              value: worst.value,
              expected: (worst.trend ?? 0) + (worst.seasonal ?? 0),
            },
          }
        : {
            level: 'finding',
            say:
              summary.season === null
                ? { en: 'No period is unusual once the trend is taken out', zh: '除去趋势后没有异常周期' }
                : {
                    en: 'No period is unusual once trend and season are taken out',
                    zh: '除去趋势与季节后没有异常周期',
                  },
          },
      ...season,
      ...(summary.n < 25
        ? [
            {
              level: 'caution' as const,
              say: {
                en: 'With fewer than 25 periods the test may miss anomalies or see false ones',
                zh: '少于 25 个周期时，检验可能漏判或误判',
              },
            },
          ]
        : []),
      ...after,
    ];
  },

  example: {
    given: {
      responses: Array.from({ length: 36 }, (_, at) => ({
        response_id: String(at),
        kind: 'csat',
        score: at === 20 ? 5 : 30 + 10 * (at % 7) + ((at * 7) % 5),
        scale_min: 0,
        scale_max: 100,
        submitted_at: new Date(Date.UTC(2025, 0, 6 + at, 12)).toISOString().slice(0, 19).replace('T', ' '),
      })),
    },
    params: { metric: 'csat', value: 'mean', grain: 'day' },
    gives: { rows: Array.from({ length: 36 }, (_, at) => ({ anomaly: at === 20 })), summary: { season: 7, count: 1 } },
  },
});

/** Whether nothing is left but rounding once trend and season are taken out. */
function isStill(rest: readonly { readonly remainder: number }[], values: readonly (number | null)[]): boolean {
  const largest = values.reduce<number>((most, value) => Math.max(most, Math.abs(value ?? 0)), 0);
  return rest.every(({ remainder }) => Math.abs(remainder) <= 1e-9 * largest);
}
