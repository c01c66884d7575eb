import type { Text } from '../text';

/** Why files of branches do not go together, or a branch gives no sums; holes are filled from the error's details. */
export const branchRefusals = {
  'same-name': { en: 'two files are called “{branch}”', zh: '有两个文件都名为“{branch}”' },
  differs: {
    en: '{path}: “{one}” has {first}, “{other}” has {second}',
    zh: '{path} 不一致：“{one}”为 {first}，“{other}”为 {second}',
  },
  'too-few': {
    en: '{persons:count} persons answered everything: too few for {coefficients:count} coefficients and k = {k:count}',
    zh: '全部作答者仅 {persons:count} 人，不足以支持 {coefficients:count} 个系数与 k = {k:count}',
  },
  'few-with': { en: 'only {persons:count} persons with the event', zh: '发生该结果的仅 {persons:count} 人' },
  'few-without': { en: 'only {persons:count} persons without the event', zh: '未发生该结果的仅 {persons:count} 人' },
  dummies: {
    en: 'cells of fewer than {k:count} persons: {names}',
    zh: '存在不足 {k:count} 人的交叉单元：{names}',
  },
  'singled-out': {
    en: 'at these coefficients fewer than {k:count} persons would stand for the sums',
    zh: '在这些系数下，汇总数将只代表不足 {k:count} 人',
  },
  'not-asked': { en: 'nobody was asked “{name}” here', zh: '此处没有题项“{name}”' },
  'other-scale': {
    en: '“{name}” is on {own} here, not {theirs}',
    zh: '“{name}”在此处的量表为 {own}，而不是 {theirs}',
  },
  'not-known': { en: '“{response}” is not known here', zh: '此处没有“{response}”' },
  'no-answer': { en: 'there is no answer', zh: '没有任何回答' },
  'missing-round': {
    en: 'the answers of round {round:count} are missing',
    zh: '缺少第 {round:count} 轮的回答',
  },
  'other-study': {
    en: '“{branch}”, round {round:count} belongs to another study',
    zh: '“{branch}”第 {round:count} 轮属于另一项研究',
  },
  'not-in-first': {
    en: '“{branch}”, round {round:count}: not among the branches of round 1',
    zh: '“{branch}”第 {round:count} 轮：该机构未参加第 1 轮',
  },
  'two-answers': {
    en: '“{branch}”, round {round:count}: two different answers',
    zh: '“{branch}”第 {round:count} 轮：有两份不同的回答',
  },
  'other-coefficients': {
    en: '“{branch}”, round {round:count}: not at the coefficients of “{other}”',
    zh: '“{branch}”第 {round:count} 轮：系数与“{other}”的不同',
  },
  changed: {
    en: '“{branch}”, round {round:count}: {forms:count} complete answers with {events:count} events, in round 1 {before:count} with {beforeEvents:count}: the data changed',
    zh: '“{branch}”第 {round:count} 轮：完整回答 {forms:count} 份、事件 {events:count} 个，第 1 轮为 {before:count} 份、{beforeEvents:count} 个：数据有变化',
  },
  'no-noise': {
    en: 'sums of a round cannot leave with noise: rounds ask for the same persons again and again, so ε would be spent anew each time, and the noise would outgrow what the regression looks for. Answer without noise, or not at all; drivers can leave with noise, once',
    zh: '逐轮汇总数不能加噪声交出：每一轮都针对同一批人，ε 会被反复消耗，噪声将超过回归要找的差异。请不加噪声作答，或不作答；驱动因素可加噪声一次性交出',
  },
  'long-scale': {
    en: 'noise needs a scale of at most {most:count} whole points',
    zh: '加噪声要求量表为不超过 {most:count} 级的整数',
  },
} as const satisfies Readonly<Record<string, Text>>;

export type BranchRefusal = keyof typeof branchRefusals;
