import type { Remark, Text } from '../i18n/text';
import type { AucComparison } from '../stats/delong';
import { listed } from './contrasts';
import type { Scores } from './risk-model';
import { columnWord } from './risk-words';

interface Said {
  readonly logistic: Scores;
  readonly network: Scores;
  readonly n: number;
  readonly events: number;
  readonly inputs: number;
  readonly trained_on: number;
  readonly drawn: boolean;
  readonly left_out: readonly string[];
  readonly giving_away: readonly string[];
  readonly retrospective: boolean;
  readonly duplicates: number;
  readonly by: string;
  readonly touchpoints: number | null;
  readonly target: 'churn' | 'detractor';
  readonly precision_at_team: { readonly cases: number; readonly share: number | null };
}

/** How far a warning can be trusted, in words; `gain` is what the network's AUC has over that of the logistic. */
export function riskRemarks(said: Said, gain: AucComparison | null): readonly Remark[] {
  const remarks: Remark[] = [];
  const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
    remarks.push({ level, say: { en, zh }, with: holes });
  const { logistic, network } = said;
  if (said.retrospective)
    add(
      'caution',
      'Retrospective: without a cut-off date this tells who left, not who will leave',
      '回顾性分析：没有截止日期，只能说明谁已流失，不能当作预警',
    );
  if (logistic.auc === null)
    add('caution', 'No model: too few customers, or all with the same outcome', '无法建模：客户太少，或结果全部相同');
  else
    add(
      'finding',
      'The logistic regression tells {who} from the others with AUC {auc} ({low}–{high}), the network with {network}; 0.5 is chance. Among the {team:count} highest risks {precision:percent} were cases',
      '逻辑回归区分{who}的 AUC 为 {auc}（{low}–{high}），网络 {network}；0.5 等于随机。风险最高的 {team:count} 人中 {precision:percent} 确为目标',
      {
        who: said.target === 'churn' ? { en: 'leavers', zh: '流失者' } : { en: 'bad ratings', zh: '差评' },
        auc: logistic.auc,
        low: logistic.auc_low,
        high: logistic.auc_high,
        network: network.auc,
        team: said.precision_at_team.cases,
        precision: said.precision_at_team.share,
      },
    );
  if (gain?.p != null) {
    const [en, zh] =
      gain.p >= 0.05
        ? [
            'cannot be told from that of the logistic regression: trust the simpler model',
            '与逻辑回归无法区分：宜信更简单的模型',
          ]
        : gain.difference > 0
          ? ['is better than that of the logistic regression', '优于逻辑回归']
          : ['is worse than that of the logistic regression', '不如逻辑回归'];
    add(
      'note',
      `The network's AUC ${en} (difference {difference:signed}, DeLong's test p {p:equals})`,
      `神经网络的 AUC ${zh}（差 {difference}，DeLong 检验 p {p:equals}）`,
      { difference: gain.difference, p: gain.p },
    );
  }
  if (logistic.auc_low !== null && logistic.auc_low <= 0.5)
    add(
      'caution',
      'The logistic regression cannot be told from chance here (its interval reaches 0.5): do not act on these risks',
      '此处逻辑回归与随机无法区分（区间含 0.5）：请勿据此采取行动',
    );
  if (said.by === 'touchpoint' && said.touchpoints === 0)
    add(
      'caution',
      'No touchpoint has users in the last horizon: a touchpoint’s risk is the mean of its recent users, so it needs interactions',
      '最近一个预警期内没有触点有用户：触点风险是其近期用户的平均，需要接触记录',
    );
  if (said.events < 10 * said.inputs)
    add(
      'caution',
      'Fewer than ten cases for each input ({events:count} for {inputs:count}): estimates are unsteady',
      '每个输入不足十个事件（{events:count} 对 {inputs:count}），估计不稳',
      { events: said.events, inputs: said.inputs },
    );
  if (said.drawn)
    add(
      'note',
      'To save time each model learned from {count:count} customers drawn by chance (a setting); all are judged and scored',
      '为节省时间，每个模型随机抽取 {count:count} 位客户训练（可设置）；检验与评分覆盖全部客户',
      { count: said.trained_on },
    );
  if (!said.retrospective)
    add(
      'note',
      'What a customer did is counted up to the cut-off alone. Columns of the customer file stand as they were exported: leave out those that changed after it',
      '客户行为只计截止日之前；客户表中的列为导出时的值，若在截止日后有变动请先去除',
    );
  if (said.left_out.length)
    add('note', 'Not used, because they have too many different words: {names}', '取值种类过多，未使用：{names}', {
      names: inWords(said.left_out),
    });
  if (said.giving_away.length)
    add(
      'caution',
      'Not used, because each alone gives the outcome away and was most likely written after it: {names}',
      '以下列单独即可断定结果，很可能是事后写入，未使用：{names}',
      { names: inWords(said.giving_away) },
    );
  if (said.duplicates)
    add(
      'note',
      '{count:count} further rows of customers that are there already are left out',
      '{count:count} 行为重复客户，未计入',
      { count: said.duplicates },
    );
  add(
    'note',
    'Reasons say what speaks for the score, not what causes it. Gender and age are left out unless you ask for them',
    '理由说明评分的依据，不说明原因。默认不使用性别与年龄',
  );
  return remarks;
}

function inWords(columns: readonly string[]): Text {
  const words = columns.map(columnWord);
  return { en: listed(words.map(({ en }) => en)).en, zh: listed(words.map(({ zh }) => zh)).zh };
}
