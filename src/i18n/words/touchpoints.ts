import type { Text } from '../text';

/** Words of the screen of touchpoints. */
export const touchpointWords = {
  title: { en: 'Touchpoints', zh: '触点' },
  sub: {
    en: '{n:count} touchpoint{n|s} · {staged:count} with a stage · {owned:count} with an owner',
    zh: '{n:count} 个触点 · {staged:count} 个已定阶段 · {owned:count} 个有负责部门',
  },
  emptyTitle: { en: 'No touchpoints yet', zh: '还没有触点' },
  emptyText: {
    en: 'Open files that name touchpoints, or add touchpoints by hand.',
    zh: '打开含有触点的文件，或手工添加触点。',
  },
  noneTitle: { en: 'No column names touchpoints', zh: '没有触点列' },
  noneText: {
    en: 'The files are open, but no column is mapped as touchpoint. Map one under Data, or add touchpoints by hand.',
    zh: '文件已打开，但没有列对应为触点。请在“数据”中对应，或手工添加触点。',
  },
  openFiles: { en: 'Open files…', zh: '打开文件…' },
  waiting: { en: 'Looking for touchpoints', zh: '正在查找触点' },
  toData: { en: 'Map columns', zh: '对应各列' },
  rows: { en: 'Rows', zh: '行数' },
  rowsHint: { en: 'rows in all tables that name it', zh: '所有表中提到它的行数' },
  table: { en: 'Catalogue of touchpoints', zh: '触点目录' },
  yours: { en: 'set by you', zh: '由您设定' },
  fromFile: { en: 'As in the files', zh: '按文件' },
  fromFileHint: { en: 'As in the files: take back what you set for {name}', zh: '按文件：撤回您对“{name}”的设定' },
  remove: { en: 'Remove', zh: '移除' },
  removeOwn: { en: 'Remove {name}', zh: '移除“{name}”' },
  of: { en: '{column} of {name}', zh: '“{name}”的{column}' },
  otherWord: { en: 'Another word…', zh: '其他…' },
  yes: { en: 'yes', zh: '是' },
  no: { en: 'no', zh: '否' },
  add: { en: 'Add', zh: '添加' },
  addLabel: { en: 'Name of a further touchpoint', zh: '新触点的名称' },
  exists: { en: '“{name}” is in the list already.', zh: '“{name}”已在列表中。' },
  badNumber: { en: '{column} must be a number of at least 0.', zh: '{column}必须是不小于 0 的数字。' },
  badShare: { en: '{column} must be between 0 and 100 per cent.', zh: '{column}应在 0 到 100% 之间。' },
  more: { en: 'Show {n:count} more', zh: '再显示 {n:count} 个' },
  shown: {
    en: '{shown:count} of {n:count} shown, the most frequent first',
    zh: '共 {n:count} 个，显示最常见的 {shown:count} 个',
  },

  proposals: { en: 'Proposed for {n:count} touchpoint{n|s}', zh: '对 {n:count} 个触点的建议' },
  proposalsText: {
    en: 'Read from their names. Nothing counts until you accept it.',
    zh: '根据名称推断，接受之前不会生效。',
  },
  because: { en: 'because {reason}', zh: '依据：{reason}' },
  accept: { en: 'Accept', zh: '接受' },
  acceptFor: { en: 'Accept what is proposed for {name}', zh: '接受对“{name}”的建议' },
  acceptAll: { en: 'Accept all {n:count}', zh: '全部接受（{n:count}）' },
  refuse: { en: 'Refuse', zh: '不采纳' },
  refuseFor: { en: 'Refuse what is proposed for {name}', zh: '不采纳对“{name}”的建议' },

  aliases: { en: 'These look like one touchpoint', zh: '这些看起来是同一触点' },
  aliasesText: {
    en: 'They are counted apart until you say that they are one.',
    zh: '在您确认之前分别统计。',
  },
  aliasYes: { en: 'One and the same', zh: '是同一个' },
  aliasYesFor: { en: 'One and the same: “{name}” counts as “{as}”', zh: '是同一个：“{name}”计入“{as}”' },
  aliasNo: { en: 'Keep apart', zh: '分开统计' },
  aliasNoFor: { en: 'Keep apart: “{name}”', zh: '分开统计：“{name}”' },
  merged: { en: 'Counted as one', zh: '已合并' },
  mergedAs: { en: '“{name}” counts as “{as}”', zh: '“{name}”计入“{as}”' },
  keptApart: { en: '“{name}” is kept apart', zh: '“{name}”分开统计' },
  takeApart: { en: 'Take back', zh: '撤回' },
  takeApartFor: { en: 'Take back what you said of “{name}”', zh: '撤回对“{name}”的决定' },
  byHand: { en: 'Make one of two names', zh: '手工合并两个名称' },
  this: { en: 'This name', zh: '此名称' },
  countsAs: { en: 'counts as', zh: '计入' },
} as const satisfies Readonly<Record<string, Text>>;

/** The canonical values of the catalogue's columns in words. */
export const catalogueWords: Readonly<Record<string, Readonly<Record<string, Text>>>> = {
  stage: {
    awareness: { en: 'Awareness', zh: '认知' },
    interest: { en: 'Interest', zh: '兴趣' },
    consideration: { en: 'Consideration', zh: '考虑' },
    decision: { en: 'Decision', zh: '决策' },
    purchase: { en: 'Purchase', zh: '购买' },
    service: { en: 'Service', zh: '售后' },
    repurchase: { en: 'Repurchase', zh: '回购' },
  },
  class: {
    contact: { en: 'Contact', zh: '接触点' },
    interaction: { en: 'Interaction', zh: '互动点' },
    experience: { en: 'Experience', zh: '体验点' },
  },
  phase: {
    front: { en: 'Before', zh: '前端' },
    purchase: { en: 'Purchase', zh: '购买' },
    after: { en: 'After', zh: '售后' },
  },
  medium: {
    physical: { en: 'Physical', zh: '实体' },
    digital: { en: 'Digital', zh: '数字' },
    hybrid: { en: 'Hybrid', zh: '混合' },
  },
  control: {
    own: { en: 'Own', zh: '自有' },
    partner: { en: 'Partner', zh: '合作方' },
    public: { en: 'Public', zh: '公共' },
  },
};

/** A value of a catalogue column in words; what is no canonical value is handed back as it is. */
export function catalogueWord(column: string, value: string): Text {
  const of = Object.hasOwn(catalogueWords, column) ? catalogueWords[column] : undefined;
  return (of && Object.hasOwn(of, value) ? of[value] : undefined) ?? { en: value, zh: value };
}
