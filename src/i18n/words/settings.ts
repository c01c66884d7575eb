import type { Text } from '../text';

/** Words of the forms that write a metric's structured settings. */
export const settingsWords = {
  asJson: { en: 'As JSON', zh: '以 JSON 填写' },
  labelJson: { en: '{label}, as JSON', zh: '{label}（JSON）' },
  notAForm: {
    en: 'What is set here does not fit the form: see it as JSON.',
    zh: '当前的设置无法用表单显示，请查看 JSON。',
  },
  noNames: {
    en: 'What can be filled in stands here once there is a result.',
    zh: '有结果后，此处列出可填写的项目。',
  },
  strange: { en: '{name} (not in the data)', zh: '{name}（数据中没有）' },
  countsWhen: { en: 'Counts only where “{param}” is {choices}.', zh: '仅当“{param}”为{choices}时生效。' },
  or: { en: ' or ', zh: '或' },
  set: { en: 'set', zh: '已设置' },
  clear: { en: 'Clear', zh: '清空' },
  clearLabel: { en: 'Clear: {label}', zh: '清空：{label}' },

  pairsDone: { en: '{done:count} of {all:count} pairs', zh: '已比较 {done:count} / {all:count} 对' },
  compare: { en: 'Compare', zh: '比较' },
  comparing: { en: '{name} ({done:count} of {all:count})', zh: '{name}（{done:count}/{all:count}）' },
  against: { en: 'How important is “{name}”, compared with', zh: '“{name}”的重要性，相对于' },
  notCompared: { en: '– not compared', zh: '– 未比较' },
  unlinked: {
    en: 'Not in the result yet: no comparison links {names} to the others.',
    zh: '尚未计入结果：{names} 与其他项之间还没有比较。',
  },
  ratio: { en: 'Consistency ratio {ratio} (at most 0.10)', zh: '一致性比率 {ratio}（应不超过 0.10）' },
  ratioBad: {
    en: 'Consistency ratio {ratio}, above 0.10: the comparisons contradict each other',
    zh: '一致性比率 {ratio}，超过 0.10：比较前后矛盾',
  },
  ratioIdle: {
    en: 'Consistency ratio: not tested yet, as no comparison repeats another',
    zh: '一致性比率：比较之间尚无重复，无从检验',
  },

  numbersDone: { en: '{done:count} of {all:count} given', zh: '已填 {done:count} / {all:count} 项' },

  noAmount: {
    en: 'No number from 0 up: {names}. Leave empty what is not given.',
    zh: '不是大于或等于 0 的数：{names}。不填的请留空。',
  },

  columns: { en: 'Columns of customers', zh: '客户的列' },
  noColumns: {
    en: 'No column of customers has 2 to 50 categories.',
    zh: '客户数据中没有含 2 至 50 个类别的列。',
  },
  population: { en: 'Population by {column}', zh: '按{column}的总体' },
  populationOwn: { en: 'own figures', zh: '自行填写' },
  populationCustomers: { en: 'as the customers here', zh: '与此处的客户相同' },
  sum: {
    en: 'Sum {sum}. Shares or counts: only the proportions matter.',
    zh: '合计 {sum}。占比或人数均可，只看比例。',
  },
  gaps: {
    en: '{n:count} without a figure: there are no weights until each category that answered has one.',
    zh: '{n:count} 类未填：每个有人作答的类别都有数字后才能加权。',
  },

  bandsFor: { en: 'Edges', zh: '边界' },
  bandsShared: { en: 'the same for all', zh: '全部相同' },
  bandsOwn: { en: 'each its own', zh: '逐项设定' },
  bandsAll: { en: 'All indicators', zh: '全部指标' },
  noBand: {
    en: 'Not at least two numbers: {names}. Leave empty what has no bands of its own.',
    zh: '不足两个数：{names}。没有自己的分段的请留空。',
  },
  edges: {
    en: 'Numbers with blanks between them, such as 0 4000 6000 12000.',
    zh: '以空格分隔的数，如 0 4000 6000 12000。',
  },
} as const satisfies Readonly<Record<string, Text>>;

/** How each shape of setting is written as JSON. */
export const writtenAs: Readonly<Record<'pairs' | 'numbers' | 'margins' | 'bands', Text>> = {
  pairs: {
    en: 'Name → name → how many times as important, or lists in the order of the sorted names',
    zh: '名称 → 名称 → 重要倍数，或按名称排序的二维列表',
  },
  numbers: { en: 'Name → number', zh: '名称 → 数' },
  margins: {
    en: 'A list of columns of customers, or column → category → population',
    zh: '客户列的列表，或 列 → 类别 → 总体数',
  },
  bands: {
    en: 'Name → list of edges from worst to best, or one list for all',
    zh: '名称 → 由差到好的边界列表，或所有项共用一个列表',
  },
};

/** Saaty's verbal scale, by step; the steps between are compromises. */
export const saatyWords: Readonly<Record<string, Text>> = {
  '9': { en: '9 · extremely more', zh: '9 · 极端重要' },
  '8': { en: '8 · between 7 and 9', zh: '8 · 介于 7 与 9 之间' },
  '7': { en: '7 · very strongly more', zh: '7 · 强烈重要' },
  '6': { en: '6 · between 5 and 7', zh: '6 · 介于 5 与 7 之间' },
  '5': { en: '5 · strongly more', zh: '5 · 明显重要' },
  '4': { en: '4 · between 3 and 5', zh: '4 · 介于 3 与 5 之间' },
  '3': { en: '3 · moderately more', zh: '3 · 稍微重要' },
  '2': { en: '2 · between 1 and 3', zh: '2 · 介于 1 与 3 之间' },
  '1': { en: '1 · equally', zh: '1 · 同等重要' },
  '1/2': { en: '1/2 · between 1 and 1/3', zh: '1/2 · 介于 1 与 1/3 之间' },
  '1/3': { en: '1/3 · moderately less', zh: '1/3 · 稍不重要' },
  '1/4': { en: '1/4 · between 1/3 and 1/5', zh: '1/4 · 介于 1/3 与 1/5 之间' },
  '1/5': { en: '1/5 · strongly less', zh: '1/5 · 明显不重要' },
  '1/6': { en: '1/6 · between 1/5 and 1/7', zh: '1/6 · 介于 1/5 与 1/7 之间' },
  '1/7': { en: '1/7 · very strongly less', zh: '1/7 · 强烈不重要' },
  '1/8': { en: '1/8 · between 1/7 and 1/9', zh: '1/8 · 介于 1/7 与 1/9 之间' },
  '1/9': { en: '1/9 · extremely less', zh: '1/9 · 极端不重要' },
};
