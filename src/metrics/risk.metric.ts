import { calibration } from '../charts/calibration';
import { identifier, join, sql, type Sql } from '../engine/sql';
import type { Cell } from '../engine/engine';
import type { Remark } from '../i18n/text';
import { defineMetric, type Ask } from './metric';
import { inputsOf } from './risk-inputs';
import { judge, outOfFold, trainLogistic, trainNetwork, type Labelled, type Scores, type Trained } from './risk-model';

const params = {
  target: {
    kind: 'choice',
    default: 'churn',
    label: { en: 'Warn of', zh: '预警对象' },
    of: { churn: { en: 'churn', zh: '流失' }, detractor: { en: 'a bad rating', zh: '差评' } },
  },
  horizon_days: { kind: 'number', default: 30, min: 1, max: 730, label: { en: 'Horizon (days)', zh: '预警期（天）' } },
  folds: { kind: 'number', default: 5, min: 2, max: 10, whole: true, label: { en: 'Folds', zh: '折数' } },
  team: {
    kind: 'number',
    default: 50,
    min: 1,
    max: 1e6,
    whole: true,
    label: { en: 'Cases that the team can work on', zh: '团队可处理的客户数' },
  },
  rows: {
    kind: 'choice',
    default: 'customer',
    label: { en: 'Rows', zh: '行' },
    of: { customer: { en: 'customers', zh: '客户' }, touchpoint: { en: 'touchpoints', zh: '触点' } },
  },
  sensitive: { kind: 'flag', default: false, label: { en: 'Use gender and age', zh: '使用性别与年龄' } },
} as const;

type Asked = Ask<typeof params>;
const modelNames = ['logistic', 'network'] as const;
const leave = ['customer_id', 'snapshot', 'outcome', 'churned', 'churned_at', 'first_seen'];

export default defineMetric({
  id: 'risk',
  title: { en: 'Early warning', zh: '风险预警' },
  question: {
    en: 'Who is likely to leave or to give a bad rating, and what speaks for it?',
    zh: '谁可能流失或给差评？依据是什么？',
  },
  formula: {
    en: 'Logistic regression and a network of four tanh units side by side, L2 by cross-validation. With dates: trained on behaviour before a cut-off and judged on the next horizon. Without: each customer judged by a model that did not see them (retrospective). Reasons: β(x − x̄) for the logistic, occlusion for the network. Probability 0 to 1, higher is worse.',
    zh: '逻辑回归与四个 tanh 单元的小网络并列，L2 由交叉验证选择。有日期时：以截止日之前的行为训练，以下一预警期检验；无日期时：每位客户由未见过其数据的模型评分（回顾性分析）。理由：逻辑回归为 β(x − x̄)，网络为遮蔽法。概率 0–1，越高越差。',
  },
  counted: {
    en: 'customers known before the cut-off; without dates, all customers with a known flag',
    zh: '截止日前已知的客户；无日期时为全部有流失标记的客户',
  },
  source: [
    { cite: 'DeLong, DeLong & Clarke-Pearson (1988)', url: 'https://doi.org/10.2307/2531595' },
    { cite: 'Bishop (2006), Pattern Recognition and Machine Learning, ch. 5' },
  ],
  needs: ['customers.customer_id', ['customers.churned', 'customers.churned_at', 'responses.score']],
  slow: true,
  params,
  tables: {
    people: { customer_id: 'text', snapshot: 'text', outcome: 'number?' },
    met: { customer_id: 'text', touchpoint: 'text' },
  },
  headings: {
    customer_id: { label: { en: 'Customer', zh: '客户' } },
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    n: { label: { en: 'Recent users', zh: '近期用户' }, format: 'count' },
    probability: { label: { en: 'Risk (logistic)', zh: '风险（逻辑回归）' }, format: 'percent' },
    network: { label: { en: 'Risk (network)', zh: '风险（网络）' }, format: 'percent' },
    band: { label: { en: 'Band', zh: '分级' } },
    reason_1: { label: { en: 'First reason', zh: '理由一' } },
    reason_2: { label: { en: 'Second', zh: '理由二' } },
    reason_3: { label: { en: 'Third', zh: '理由三' } },
  },

  query: (ask) => ({ people: people(ask), met: metRecently(ask) }),

  compute({ people: found, met }, ask) {
    const cells = found as readonly Readonly<Record<string, Cell>>[];
    if (!cells.length) return null;
    const inputs = inputsOf(cells, leave, ask.params.sensitive);
    const at = (snapshot: string) =>
      found.flatMap((person, row) =>
        person.snapshot === snapshot
          ? [{ id: person.customer_id, outcome: person.outcome, row: inputs.rows[row] ?? [] }]
          : [],
      );
    const dated = isDated(ask);
    const [past, test, now] = [at('train').filter(known), at('test').filter(known), at(dated ? 'now' : 'train')];
    const data: Labelled = { rows: past.map(({ row }) => row), outcomes: past.map(({ outcome }) => outcome ?? 0) };
    const train = {
      logistic: (of: Labelled) => trainLogistic(of, ask.params.folds, ask.random()),
      network: (of: Labelled) => trainNetwork(of, ask.params.folds, ask.random),
    };
    const answers = modelNames.map((name) =>
      dated ? split(train[name](data), test, now) : crossed(train[name], data, ask),
    );
    const [first, second] = answers;
    const ranked = now
      .map(({ id }, row) => ({
        id,
        p: first?.scored[row]?.p ?? null,
        network: second?.scored[row]?.p ?? null,
        reasons: first?.scored[row]?.reasons ?? [],
      }))
      .sort((a, b) => (b.p ?? 0) - (a.p ?? 0) || a.id.localeCompare(b.id));
    const scored = ranked.map(({ id, p, network, reasons }, rank) => ({
      customer_id: id,
      probability: p,
      network,
      band: p === null ? null : rank < ask.params.team ? 'act' : rank < 3 * ask.params.team ? 'watch' : 'low',
      ...reasonColumns(reasons, inputs.names),
    }));
    const judged = first?.judged ?? [];
    return {
      rows: rowsOf(ask.params.rows, scored, met),
      summary: {
        logistic: first ? withoutBins(first.scores) : null,
        network: second ? withoutBins(second.scores) : null,
        n: past.length,
        events: data.outcomes.filter((outcome) => outcome === 1).length,
        inputs: inputs.names.length,
        retrospective: !dated,
        undetermined: found.filter(({ outcome, snapshot }) => outcome === null && snapshot !== 'now').length,
        precision_at_team: precision(judged, ask.params.team),
        by: ask.params.rows,
      },
      more: { bins: first?.scores.calibration ?? [] },
    };
  },

  charts: ({ more }, { locale }) => [
    calibration(
      (more?.bins ?? []).filter(({ n }) => n > 0),
      {
        predicted: 'predicted',
        observed: 'observed',
        title: { en: 'Calibration of the logistic regression', zh: '逻辑回归的校准' },
      },
      locale,
    ),
  ],

  remarks({ summary }): readonly Remark[] {
    const auc = summary.logistic?.auc ?? null;
    return [
      ...(summary.retrospective
        ? [
            {
              level: 'caution' as const,
              say: {
                en: 'Retrospective: without a cut-off date this tells who left, not who will leave',
                zh: '回顾性分析：没有截止日期，只能说明谁已流失，不能当作预警',
              },
            },
          ]
        : []),
      ...(auc === null
        ? [
            {
              level: 'caution' as const,
              say: {
                en: 'No model: too few customers, or all with the same outcome',
                zh: '无法建模：客户太少，或结果全部相同',
              },
            },
          ]
        : [
            {
              level: 'finding' as const,
              say: {
                en: 'The logistic regression tells leavers from stayers with AUC {auc} ({low}–{high}), the network with {network}; 0.5 is chance. Among the {team:count} highest risks {precision:percent} were cases',
                zh: '逻辑回归区分能力 AUC {auc}（{low}–{high}），网络 {network}；0.5 等于随机。风险最高的 {team:count} 人中 {precision:percent} 确为目标',
              },
              with: {
                auc,
                low: summary.logistic?.auc_low ?? null,
                high: summary.logistic?.auc_high ?? null,
                network: summary.network?.auc ?? null,
                team: summary.precision_at_team.cases,
                precision: summary.precision_at_team.share,
              },
            },
          ]),
      ...(summary.events < 10 * summary.inputs
        ? [
            {
              level: 'caution' as const,
              say: {
                en: 'Fewer than ten cases for each input ({events:count} for {inputs:count}): estimates are unsteady',
                zh: '每个输入不足十个事件（{events:count} 对 {inputs:count}），估计不稳',
              },
              with: { events: summary.events, inputs: summary.inputs },
            },
          ]
        : []),
      {
        level: 'note',
        say: {
          en: 'Reasons say what speaks for the score, not what causes it. Gender and age are left out unless you ask for them',
          zh: '理由说明评分的依据，不说明原因。默认不使用性别与年龄',
        },
      },
    ];
  },

  example: {
    given: {
      customers: Array.from({ length: 60 }, (_, at) => ({
        customer_id: `c${String(at).padStart(2, '0')}`,
        churned: at % 10 < (at % 2 ? 3 : 7),
        plan: at % 2 ? 'year' : 'month',
        tenure: 10 + (at % 7),
      })),
    },
    params: { team: 10 },
    gives: { rows: Array.from({ length: 60 }, () => ({})), summary: { n: 60, events: 30, retrospective: true } },
  },
});

type RiskRow = Readonly<Record<string, string | number | null>>;

function rowsOf(rows: 'customer' | 'touchpoint', scored: readonly Scored[], met: readonly Met[]): readonly RiskRow[] {
  return rows === 'touchpoint' ? byTouchpoint(scored, met) : scored.map((row): RiskRow => ({ ...row }));
}

function withoutBins({ calibration: _, ...scores }: Scores) {
  return scores;
}

function known<T extends { readonly outcome: number | null }>(person: T): boolean {
  return person.outcome !== null;
}

/** Early warning needs dates; a flag alone allows only a look back. */
function isDated(ask: Asked): boolean {
  return ask.params.target === 'detractor' || ask.has('customers.churned_at');
}

function people(ask: Asked): Sql {
  if (!isDated(ask))
    return sql`SELECT customer_id, 'train' AS snapshot, churned::INTEGER::DOUBLE AS outcome, * EXCLUDE (customer_id, churned, churned_at, first_seen) FROM customers WHERE churned IS NOT NULL ORDER BY customer_id`;
  const horizon = ask.params.horizon_days * 86_400;
  const snapshots = [
    ['train', -2 * horizon],
    ['test', -horizon],
    ['now', 0],
  ] as const;
  return sql`WITH ends AS (SELECT ${endOf(ask)} AS end_s)
  ${join(
    snapshots.map(([name, shift]) => sql`SELECT ${name} AS snapshot, * FROM (${snapshot(ask, shift, horizon)})`),
    '\nUNION ALL BY NAME\n',
  )}`;
}

function endOf(ask: Asked): Sql {
  const ends = [
    ...(ask.has('interactions.occurred_at') ? [sql`(SELECT epoch(max(occurred_at)) FROM interactions)`] : []),
    ...(ask.has('responses.submitted_at') ? [sql`(SELECT epoch(max(submitted_at)) FROM responses)`] : []),
    ...(ask.has('tickets.created_at') ? [sql`(SELECT epoch(max(created_at)) FROM tickets)`] : []),
    sql`(SELECT epoch(max(churned_at)) FROM customers)`,
  ];
  return sql`greatest(${join(ends)})`;
}

/** One row a customer known before the cut-off: what they did before it, and what came of it within the horizon after. */
function snapshot(ask: Asked, shift: number, horizon: number): Sql {
  const cut = sql`(SELECT end_s FROM ends) + ${shift}`;
  const after = (time: Sql) => sql`epoch(${time}) > ${cut} AND epoch(${time}) <= ${cut} + ${horizon}`;
  const outcome =
    ask.params.target === 'churn'
      ? sql`(churned_at IS NOT NULL AND ${after(sql`churned_at`)})::INTEGER::DOUBLE`
      : sql`(SELECT max((CASE WHEN kind = 'nps' THEN score <= 6 ELSE score <= coalesce(scale_min, 1) + 1 END)::INTEGER)::DOUBLE FROM responses AS r WHERE r.customer_id = c.customer_id AND r.score IS NOT NULL AND kind IN ('nps', 'csat', 'overall') AND ${after(sql`r.submitted_at`)})`;
  const features = [
    ...(ask.has('interactions.occurred_at')
      ? [
          sql`(SELECT count(*)::DOUBLE FROM interactions AS i WHERE i.customer_id = c.customer_id AND epoch(i.occurred_at) <= ${cut}) AS visits`,
          sql`(SELECT (${cut} - epoch(max(i.occurred_at))) / 86400 FROM interactions AS i WHERE i.customer_id = c.customer_id AND epoch(i.occurred_at) <= ${cut}) AS days_since_visit`,
          sql`(SELECT count(DISTINCT i.touchpoint)::DOUBLE FROM interactions AS i WHERE i.customer_id = c.customer_id AND epoch(i.occurred_at) <= ${cut}) AS touchpoints_met`,
        ]
      : []),
    ...(ask.has('tickets.created_at')
      ? [
          sql`(SELECT count(*)::DOUBLE FROM tickets AS t WHERE t.customer_id = c.customer_id AND epoch(t.created_at) <= ${cut}) AS cases`,
        ]
      : []),
    ...(ask.has('responses.submitted_at')
      ? [
          sql`(SELECT avg(r.score) FROM responses AS r WHERE r.customer_id = c.customer_id AND epoch(r.submitted_at) <= ${cut}) AS mean_score`,
        ]
      : []),
  ];
  const still = sql`(churned_at IS NULL OR epoch(churned_at) > ${cut})`;
  return sql`SELECT customer_id, ${shift === 0 ? sql`NULL::DOUBLE` : outcome} AS outcome, ${features.length ? sql`${join(features)},` : sql``} * EXCLUDE (customer_id, churned, churned_at, first_seen, tenure)
             FROM customers AS c WHERE ${still}`;
}

function metRecently(ask: Asked): Sql {
  if (ask.params.rows !== 'touchpoint' || !ask.has('interactions.touchpoint'))
    return sql`SELECT NULL::VARCHAR AS customer_id, NULL::VARCHAR AS touchpoint WHERE false`;
  return sql`SELECT DISTINCT customer_id, ${identifier('touchpoint')}::VARCHAR AS touchpoint FROM interactions
             WHERE customer_id IS NOT NULL AND epoch(occurred_at) > (SELECT epoch(max(occurred_at)) FROM interactions) - ${ask.params.horizon_days * 86_400}`;
}

interface Person {
  readonly outcome: number | null;
  readonly row: readonly number[];
}

/** Trained on the past, judged on the horizon that followed, and asked about now. */
function split(trained: Trained | null, test: readonly Person[], now: readonly Person[]) {
  if (!trained) return null;
  const judged = test.map(({ row, outcome }) => ({ p: trained.probability(row), outcome: outcome ?? 0 }));
  return {
    scores: judge(
      judged.map(({ p }) => p),
      judged.map(({ outcome }) => outcome),
    ),
    judged,
    scored: now.map(({ row }) => ({ p: trained.probability(row), reasons: trained.reasons(row) })),
  };
}

/** Each customer by a model that did not see them. */
function crossed(train: (data: Labelled) => Trained | null, data: Labelled, ask: Asked) {
  const found = outOfFold(data, ask.params.folds, ask.random(), train);
  if (!found) return null;
  const judged = found.probabilities.map((p, at) => ({ p, outcome: data.outcomes[at] ?? 0 }));
  return {
    scores: judge(found.probabilities, data.outcomes),
    judged,
    scored: found.probabilities.map((p, at) => ({ p, reasons: found.reasons[at] ?? [] })),
  };
}

function reasonColumns(reasons: readonly number[], names: readonly string[]) {
  const top = reasons
    .map((weight, at) => ({ weight, name: names[at] ?? '' }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  return { reason_1: top[0]?.name ?? null, reason_2: top[1]?.name ?? null, reason_3: top[2]?.name ?? null };
}

function precision(judged: readonly { readonly p: number; readonly outcome: number }[], team: number) {
  const top = [...judged].sort((a, b) => b.p - a.p).slice(0, team);
  return {
    cases: top.length,
    share: top.length ? top.reduce((sum, { outcome }) => sum + outcome, 0) / top.length : null,
  };
}

interface Scored {
  readonly customer_id: string;
  readonly probability: number | null;
  readonly network: number | null;
}

interface Met {
  readonly customer_id: string;
  readonly touchpoint: string;
}

function byTouchpoint(scored: readonly Scored[], met: readonly Met[]): RiskRow[] {
  const risk = new Map(scored.map((row) => [row.customer_id, row]));
  const names = [...new Set(met.map(({ touchpoint }) => touchpoint))].sort();
  const mean = (values: readonly (number | null)[]) => {
    const present = values.filter((value) => value !== null);
    return present.length ? present.reduce((sum, value) => sum + value, 0) / present.length : null;
  };
  return names.map((touchpoint) => {
    const users = met
      .flatMap((row) => (row.touchpoint === touchpoint ? [risk.get(row.customer_id)] : []))
      .filter((row) => row !== undefined);
    return {
      touchpoint,
      n: users.length,
      probability: mean(users.map(({ probability }) => probability)),
      network: mean(users.map(({ network }) => network)),
      band: null,
      reason_1: null,
      reason_2: null,
      reason_3: null,
    };
  });
}
