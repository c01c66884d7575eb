import { calibration } from '../charts/calibration';
import type { Text } from '../i18n/text';
import { calibration as reliability } from '../stats/calibration';
import { seeded } from '../stats/random';
import { numbersOf, textsOf } from './columns';
import { defineMetric } from './metric';
import { inputsOf } from './risk-inputs';
import {
  compare,
  eventsIn,
  judge,
  onAtMost,
  taken,
  trainLogistic,
  trainNetwork,
  type Labelled,
  type Rows,
} from './risk-model';
import { riskParams } from './risk-params';
import { isDated, metRecently, riskPeople, targetOf } from './risk-people';
import { riskRemarks } from './risk-remarks';
import {
  byTouchpoint,
  course,
  crossed,
  meanOf,
  precisionAt,
  ranked,
  split,
  strongest,
  wordingOf,
  type Band,
} from './risk-scoring';
import type { Snapshot } from './risk-sources';
import { standingsOf } from './risk-standings';
import { reasonWord } from './risk-words';

const bands: Readonly<Record<Band, Text>> = {
  act: { en: 'act', zh: '立即联系' },
  watch: { en: 'watch', zh: '观察' },
  low: { en: 'low', zh: '低' },
};

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
  needs: [
    ['customers.customer_id', 'responses.customer_id'],
    ['customers.churned', 'customers.churned_at', 'responses.score'],
  ],
  slow: true,
  params: riskParams,
  tables: {
    people: { byColumn: { customer_id: 'text', copies: 'number' } },
    met: { customer_id: 'text', touchpoint: 'text' },
  },
  headings: {
    logistic: { label: { en: 'Logistic regression', zh: '逻辑回归' } },
    events: { label: { en: 'Cases', zh: '事件数' }, format: 'count' },
    inputs: { label: { en: 'Inputs', zh: '输入数' }, format: 'count' },
    trained_on: { label: { en: 'Customers a model learned from', zh: '训练所用客户数' }, format: 'count' },
    drawn: { label: { en: 'Drawn by chance', zh: '随机抽取' } },
    left_out: { label: { en: 'Columns not used', zh: '未使用的列' } },
    giving_away: { label: { en: 'Columns that give the outcome away', zh: '直接泄露结果的列' } },
    retrospective: { label: { en: 'Looking back only', zh: '仅回顾' } },
    target: { label: { en: 'Warns of', zh: '预警对象' } },
    undetermined: { label: { en: 'Outcome not known', zh: '结果未知' }, format: 'count' },
    duplicates: { label: { en: 'Rows of customers there already', zh: '重复客户行' }, format: 'count' },
    touchpoints: { label: { en: 'Touchpoints with recent users', zh: '有近期用户的触点' }, format: 'count' },
    precision_at_team: { label: { en: 'Cases among the highest risks', zh: '最高风险中的命中' } },
    customer_id: { label: { en: 'Customer', zh: '客户' } },
    touchpoint: { label: { en: 'Touchpoint', zh: '触点' } },
    n: { label: { en: 'Recent users', zh: '近期用户' }, format: 'count' },
    probability: { label: { en: 'Risk (logistic)', zh: '风险（逻辑回归）' }, format: 'percent' },
    network: { label: { en: 'Risk (network)', zh: '风险（网络）' }, format: 'percent' },
    band: { label: { en: 'Band', zh: '分级' }, values: bands },
    network_reason: { label: { en: 'First reason (network)', zh: '理由一（网络）' }, worded: reasonWord },
    reason_1: { label: { en: 'First reason', zh: '理由一' }, worded: reasonWord },
    reason_2: { label: { en: 'Second', zh: '理由二' }, worded: reasonWord },
    reason_3: { label: { en: 'Third', zh: '理由三' }, worded: reasonWord },
  },

  query: (ask) => ({ people: riskPeople(ask), met: metRecently(ask) }),

  compute({ people: found, met }, ask) {
    if (!found.length) return null;
    const standings = standingsOf(found);
    const inputs = inputsOf(standings.columns, standings.outcomes, ask.params.sensitive);
    const dated = isDated(ask);
    const rowsAt = (places: Uint32Array): Rows => ({
      length: places.length,
      at: (nth) => inputs.row(places[nth] ?? 0),
    });
    const placesIn = (snapshot: Snapshot) => {
      const { from, people } = standings.of[snapshot];
      return people.map((_, at) => from + at);
    };
    const known = (snapshot: Snapshot) => {
      const places = placesIn(snapshot).filter((at) => !Number.isNaN(standings.outcomes[at]));
      return { rows: rowsAt(places), outcomes: taken(standings.outcomes, places) };
    };
    const [past, test] = [known('train'), known('test')];
    const asked = dated ? 'now' : 'train';
    const now = rowsAt(placesIn(asked));
    const people = standings.of[asked].people;
    const ids = textsOf(found, 'customer_id');
    const { seed, folds, team, training_rows: most } = ask.params;
    const random = seed === null ? ask.random : () => seeded(seed);
    const learning = dated ? past.rows.length : Math.floor(past.rows.length * (1 - 1 / folds));
    const heard = course(ask.progress, {
      rounds: dated ? 1 : folds,
      trained: Math.min(learning, most),
      asked: now.length,
    });
    const models = [
      (of: Labelled) =>
        trainLogistic(of, random(), () => {
          heard.fitted('light');
        }),
      (of: Labelled) =>
        trainNetwork(of, random, () => {
          heard.fitted('heavy');
        }),
    ].map((train) => heard.asking(onAtMost(most, random(), train)));
    const [logistic = null, network = null] = models.map((train) =>
      dated ? split(train, past, test, now) : crossed(train, past, folds, random()),
    );
    const scored = ranked(
      Array.from(people, (row) => ids[row] ?? ''),
      logistic,
      network,
      team,
    );
    const judged = logistic?.judged ?? { probabilities: [], outcomes: [] };
    const wording = wordingOf(inputs.names, meanOf(past.rows));
    const speaking = (of: ArrayLike<number>, ofNetwork: ArrayLike<number>, row: ArrayLike<number>) => {
      const [first = null, second = null, third = null] = strongest(3, of, row, wording);
      const network_reason = strongest(1, ofNetwork, row, wording)[0] ?? null;
      return { reason_1: first, reason_2: second, reason_3: third, network_reason };
    };
    const shared = (users: readonly number[], of: (at: number) => ArrayLike<number> | undefined) =>
      meanOf({ length: users.length, at: (nth) => of(users[nth] ?? 0) });
    const rows: readonly RiskRow[] =
      ask.params.rows === 'touchpoint'
        ? byTouchpoint(scored, met).map(({ users, ...said }) => ({
            ...said,
            ...speaking(
              shared(users, (at) => logistic?.reasons(at)),
              shared(users, (at) => network?.reasons(at)),
              shared(users, now.at),
            ),
          }))
        : scored.map(({ at, customer_id, probability, network: other, band }) => ({
            customer_id,
            probability,
            network: other,
            band,
            ...speaking(logistic?.reasons(at) ?? [], network?.reasons(at) ?? [], now.at(at) ?? []),
          }));
    return {
      rows,
      summary: {
        logistic: logistic?.scores ?? judge([], []),
        network: network?.scores ?? judge([], []),
        n: past.rows.length,
        events: eventsIn(past.outcomes),
        inputs: inputs.names.length,
        trained_on: Math.min(learning, most),
        drawn: learning > most,
        left_out: inputs.wordy,
        giving_away: inputs.telling,
        retrospective: !dated,
        target: targetOf(ask),
        undetermined:
          standings.of.train.people.length + standings.of.test.people.length - past.rows.length - test.outcomes.length,
        duplicates: taken(numbersOf(found, 'copies'), people).reduce((sum, copies) => sum + copies - 1, 0),
        precision_at_team: precisionAt(judged, team),
        by: ask.params.rows,
        touchpoints: ask.params.rows === 'touchpoint' ? rows.length : null,
      },
      more: {
        bins: reliability(judged.probabilities, judged.outcomes)?.bins ?? [],
        gain: compare(network?.judged.probabilities ?? [], judged.probabilities, judged.outcomes),
      },
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

  remarks: ({ summary, more }) => riskRemarks(summary, more?.gain ?? null),

  // Four of five leave with the plan by month, one of five with the plan by year: no input but the plan
  example: {
    given: {
      customers: Array.from({ length: 60 }, (_, at) => ({
        customer_id: `c${String(at).padStart(2, '0')}`,
        churned: at % 10 < (at % 2 ? 3 : 7),
        plan: at % 2 ? 'year' : 'month',
      })),
    },
    params: { team: 10 },
    gives: {
      rows: Array.from({ length: 60 }, (_, rank) => ({
        band: rank < 10 ? 'act' : rank < 30 ? 'watch' : 'low',
        reason_1: rank < 30 ? 'plan ≠ year' : null,
        reason_2: null,
        network_reason: rank < 30 ? 'plan ≠ year' : null,
      })),
      summary: { n: 60, events: 30, inputs: 1, retrospective: true, target: 'churn', undetermined: 0, duplicates: 0 },
    },
  },
});

type RiskRow = Readonly<Record<string, string | number | null>>;
