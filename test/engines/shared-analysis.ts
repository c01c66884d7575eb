import { checkedIntent, type Intent } from '../../src/workspace/intent';
import { currentVersion } from '../../src/workspace/migrations';

/** A column of an imported table; its examples are what must not be sent. */
export const column = (name: string, type = 'VARCHAR') => ({
  name,
  type,
  reading: { kind: 'text' as const },
  missing: [],
  nulls: 0,
  failed: 0,
  distinct: 2,
  min: null,
  max: null,
  examples: ['张三'],
});
export const tables = [
  { table: '王经理的问卷', columns: [column('满意度', 'DOUBLE'), column('触点'), column('客户')] },
];
export const feed = {
  table: 'responses',
  source: '王经理的问卷',
  columns: { score: { kind: 'column', column: '满意度' }, touchpoint: { kind: 'column', column: '触点' } },
  confidence: 0.7,
  reasons: { score: { en: 'values like 4', zh: '数值如 4' } },
};
/** What a person decided, as the newest version keeps it. */
export const intentOf = (extra: object): Intent =>
  checkedIntent({ kind: 'touchpoint-workspace', version: currentVersion, ...extra });
/** What the sender of these tests has. */
export const base = {
  name: '酒店',
  files: [{ name: '王经理的问卷.csv', size: 9, hash: 'abcdef' }],
  decisions: { '王经理的问卷.csv': { encoding: 'gb18030' } },
  mapping: { feeds: [feed], aliases: { App端: 'APP' } },
  draft: 'SELECT 1',
};
