import type { Remark } from '../i18n/text';
import { attributionModels, type AttributionModel, type Credited } from './attribution-models';

interface Said {
  readonly conversions: number;
  readonly nulls: number;
  readonly unattributed: number;
  readonly excluded: number;
  readonly order: number | null;
  readonly source: string;
}

interface Known {
  readonly models: readonly AttributionModel[];
  readonly rare: readonly string[];
  readonly direct: string | null;
  readonly valued: boolean;
  /** Whether the Markov order was left to the data, and whether these are enough for it. */
  readonly chosen: boolean;
  readonly supported: boolean;
}

/** What must be said beside the credits: where the models part, what they lack, and what they do not prove. */
export function attributionRemarks(rows: readonly Credited[], said: Said, known: Known): readonly Remark[] {
  const remarks: Remark[] = [...disagreement(rows)];
  const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
    remarks.push({ level, say: { en, zh }, with: holes });
  const { models, rare, direct, valued, chosen, supported } = known;
  const without = new Set(rows.flatMap(({ model, credit }) => (credit === null ? [model] : [])));
  if (!said.conversions)
    add(
      'caution',
      'No journey ended in a conversion, so there is nothing to share out',
      '没有旅程以转化结束，无可归因',
    );
  else {
    if (without.has('time-decay'))
      add(
        'caution',
        'Aggregated paths know no times, so time decay has no answer',
        '汇总路径没有时间信息，时间衰减模型无法给出结果',
      );
    if (without.has('shapley-rate'))
      add(
        'caution',
        'Shapley on rates needs every combination of touchpoints: with more than 20 of them it has no answer',
        '按转化率的沙普利需枚举全部触点组合，超过 20 个触点时不给出结果',
      );
  }
  if (!said.nulls)
    add(
      'caution',
      'There are no journeys without a conversion: removal effects and conversion rates then say little',
      '没有未转化的旅程，移除效应与转化率参考价值有限',
    );
  if (rare.length && !without.has('shapley-rate'))
    add(
      'caution',
      'Shapley on rates is unstable for rarely met touchpoints: {names}',
      '按转化率的沙普利值对少见触点不稳定：{names}',
      { names: rare.join(', ') },
    );
  if (said.unattributed && said.source === 'paths')
    add(
      'note',
      '{count:count} conversions stand at a path without touchpoints; they are in no model',
      '{count:count} 次转化所在的路径没有触点，不计入任何模型',
      { count: said.unattributed },
    );
  else if (said.unattributed)
    add(
      'note',
      '{count:count} conversions had no touch of their own within the lookback (nobody was met, none since the conversion before it, or too long ago); they are in no model',
      '{count:count} 次转化在回溯期内没有自己的触点（没有接触记录、距上次转化后没有触点，或时间过久），不计入任何模型',
      { count: said.unattributed },
    );
  if (said.excluded)
    add(
      'note',
      '{count:count} events without a customer can be in no journey and are left out',
      '{count:count} 个事件没有客户编号，无法归入旅程，未计入',
      { count: said.excluded },
    );
  if (models.includes('last-non-direct') && direct === null)
    add(
      'note',
      'No touchpoint is named as direct, so last-non-direct equals last',
      '未指定“直接访问”触点，“末次非直接”等同于“末次”',
    );
  if (!valued)
    add(
      'note',
      'No column says what a conversion is worth, so there are no values',
      '没有列说明转化的价值，因此不给出价值',
    );
  if (said.order !== null && !supported)
    add(
      'caution',
      'There are few journeys for a Markov chain of order {order}: more than a tenth of the steps leave a state that was left fewer than 30 times, so removal effects are unsteady',
      '旅程数量对 {order} 阶马尔可夫链偏少：超过十分之一的转移来自出现不足 30 次的状态，移除效应不稳定',
      { order: said.order },
    );
  if (said.order !== null)
    add(
      'note',
      'The Markov chain is of order {order}{how}, solved exactly. Credits describe the journeys seen; they do not prove what would happen without a touchpoint',
      '马尔可夫链为 {order} 阶{how}，精确求解。归因描述的是观察到的旅程，并不能证明去掉某触点会怎样',
      { order: said.order, how: chosen ? byData : '' },
    );
  return remarks;
}

const byData = {
  en: ', chosen of 1 to 3 by BIC among those that the data support',
  zh: '（在数据足以支持的 1 至 3 阶中按 BIC 选择）',
};

/** Where the models disagree most, and where they agree. */
function disagreement(rows: readonly Credited[]): readonly Remark[] {
  const spans = [...new Set(rows.map(({ touchpoint }) => touchpoint))].map((touchpoint) => {
    const shares = rows
      .flatMap((row) =>
        row.touchpoint === touchpoint && row.share !== null ? [{ model: row.model, share: row.share }] : [],
      )
      .sort((a, b) => a.share - b.share);
    const [least, most] = [shares[0], shares.at(-1)];
    return { touchpoint, least, most, span: (most?.share ?? 0) - (least?.share ?? 0) };
  });
  const widest = spans.sort((a, b) => b.span - a.span)[0];
  if (!widest?.least || !widest.most || !(widest.span > 1e-9)) return [];
  return [
    {
      level: 'finding' as const,
      say: {
        en: 'The models disagree most on {touchpoint}: {low:percent} of the conversions by {lowModel}, {high:percent} by {highModel}',
        zh: '各模型对 {touchpoint} 分歧最大：{lowModel} 给 {low:percent}，{highModel} 给 {high:percent}',
      },
      with: {
        touchpoint: widest.touchpoint,
        low: widest.least.share,
        lowModel: attributionModels[widest.least.model],
        high: widest.most.share,
        highModel: attributionModels[widest.most.model],
      },
    },
  ];
}
