import type { Remark } from '../i18n/text';

interface Said {
  readonly refused: string | null;
  readonly amounts_refused: string | null;
  readonly repeaters: number;
  readonly correlation: number | null;
  readonly agreeing: number | null;
  readonly penalty: number;
  readonly starts: number | null;
  readonly period: 'day' | 'week' | 'month';
  readonly horizon: number;
  readonly excluded: number;
  readonly without_amount: number;
}

/** How far a prediction of customer value can be trusted, or why there is none and what to do; `free`: nobody set the penalty. */
export function clvRemarks(said: Said, free: boolean): readonly Remark[] {
  const remarks: Remark[] = [];
  const add = (level: Remark['level'], en: string, zh: string, holes: NonNullable<Remark['with']> = {}) =>
    remarks.push({ level, say: { en, zh }, with: holes });
  if (said.refused)
    add(
      'caution',
      'No prediction: {why} ({repeaters:count} repeaters). {out}',
      '不作预测：{why}（重复购买者 {repeaters:count} 人）。{out}',
      {
        why: reasons[said.refused] ?? said.refused,
        repeaters: said.repeaters,
        out: said.refused === 'few-repeaters' ? others : free ? another : penalise,
      },
    );
  else if (free && said.penalty > 0)
    add(
      'caution',
      'The data alone push a parameter to zero or infinity; with a penalty of {penalty}, the smallest that holds, they stay finite. Trust the order of customers more than the size of the figures.',
      '仅凭数据，参数会趋向零或无穷；加上能稳住它的最小惩罚 {penalty} 后参数有限。客户之间的先后比数值大小更可信。',
      { penalty: said.penalty },
    );
  if (said.amounts_refused)
    add('caution', 'No values: {why}', '不给出金额：{why}', {
      why: reasons[said.amounts_refused] ?? said.amounts_refused,
    });
  if (said.without_amount)
    add(
      'note',
      '{count:count} customers bought again for nothing or less; the model of amounts leaves them out and they have no value',
      '{count:count} 位复购客户的金额不为正，金额模型不计入，也不给出价值',
      { count: said.without_amount },
    );
  if (said.correlation !== null && Math.abs(said.correlation) > 0.3)
    add(
      'caution',
      'Amounts and frequency go together (r = {r}); the Gamma–Gamma model assumes that they do not',
      '金额与频次相关（r = {r}），与 Gamma–Gamma 模型的假设不符',
      { r: said.correlation },
    );
  if (said.excluded)
    add(
      'note',
      '{count:count} orders without customer, or customers without a sound history, are left out',
      '{count:count} 笔无客户编号的订单或历史不完整的客户未计入',
      { count: said.excluded },
    );
  if (said.refused) return remarks;
  add(
    'note',
    '{agreeing} of {starts} starts of the search agree. Ages are in {periods}, and so is the horizon: {horizon}',
    '{starts} 次搜索中有 {agreeing} 次收敛到同一结果。客龄与预测期（{horizon}）都以{periods}为单位',
    { agreeing: said.agreeing, starts: said.starts, periods: units[said.period], horizon: said.horizon },
  );
  add(
    'caution',
    'The first order in the file is taken as the first order: where the export begins later than the customers, ages are too small',
    '以文件中的第一单为首单：若导出起点晚于客户首单，客龄会偏小',
  );
  return remarks;
}

const units = {
  day: { en: 'days', zh: '天' },
  week: { en: 'weeks', zh: '周' },
  month: { en: 'months', zh: '月' },
} as const;

const others = {
  en: 'Until there are more, RFM segments and the customer value so far answer.',
  zh: '在此之前可用 RFM 分群与历史客户价值。',
};
const penalise = {
  en: 'Leave the penalty empty, or set one from 0.001 to 0.1.',
  zh: '可将参数惩罚留空，或设为 0.001 至 0.1。',
};
const another = {
  en: 'A penalty of up to 0.1 does not help either: RFM segments and the customer value so far answer.',
  zh: '惩罚加到 0.1 也无济于事：可用 RFM 分群与历史客户价值。',
};

const reasons: Readonly<Record<string, { en: string; zh: string }>> = {
  'few-repeaters': { en: 'fewer than 100 customers bought again', zh: '重复购买的客户不足 100 人' },
  'not-converged': { en: 'the search for the parameters did not end', zh: '参数搜索未收敛' },
  degenerate: { en: 'the data push a parameter to zero or infinity', zh: '数据把参数推向零或无穷' },
  'no-amounts': { en: 'no column says what an order was worth', zh: '没有订单金额列' },
  'mixed-currencies': { en: 'there are several currencies', zh: '存在多种货币' },
};
