/** What can be asked of early warning. */
export const riskParams = {
  target: {
    kind: 'choice',
    default: 'auto',
    label: { en: 'Warn of', zh: '预警对象' },
    of: {
      auto: { en: 'what the data know: churn, else a bad rating', zh: '由数据决定：流失，否则差评' },
      churn: { en: 'churn', zh: '流失' },
      detractor: { en: 'a bad rating', zh: '差评' },
    },
  },
  horizon_days: { kind: 'number', default: 30, min: 1, max: 730, label: { en: 'Horizon (days)', zh: '预警期（天）' } },
  folds: { kind: 'number', default: 5, min: 2, max: 10, whole: true, label: { en: 'Folds', zh: '折数' } },
  training_rows: {
    kind: 'number',
    default: 10_000,
    min: 100,
    max: 1e7,
    whole: true,
    label: { en: 'Train on at most so many customers', zh: '训练最多使用的客户数' },
    hint: { en: 'Drawn by chance; all are judged and scored', zh: '随机抽取；检验与评分仍覆盖全部客户' },
  },
  seed: {
    kind: 'number',
    default: null,
    min: 0,
    max: 4294967295,
    whole: true,
    label: { en: 'Seed of chance (empty: the workspace’s)', zh: '随机种子（留空取工作区）' },
  },
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
