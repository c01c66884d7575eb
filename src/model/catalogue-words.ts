import { join, sql, type Sql } from '../engine/sql';

/** Catalogue columns whose values come from a list; `stage` may also hold words of the person's own. */
export const listedColumns = ['stage', 'class', 'phase', 'medium', 'control'] as const;
export type ListedColumn = (typeof listedColumns)[number];

/** Canonical value → how files write it (lower case), stages and phases in journey order. Other words stay as they are. */
const written: Readonly<Record<ListedColumn, Readonly<Record<string, readonly string[]>>>> = {
  stage: {
    awareness: ['aware', '认知', '知晓', '品牌认知'],
    interest: ['interested', '兴趣', '感兴趣'],
    consideration: ['consider', 'evaluation', '考虑', '评估', '比较'],
    decision: ['decide', '决策', '决定'],
    purchase: ['buy', 'buying', '购买', '成交'],
    service: ['after-sales', 'after sales', 'aftersales', 'post-purchase', 'post-sale', '售后', '售后服务', '服务'],
    repurchase: ['re-purchase', '回购', '复购', '再次购买'],
  },
  class: {
    contact: ['contact point', '接触点', '接触'],
    interaction: ['interaction point', '互动点', '互动', '交互点', '交互'],
    experience: ['experience point', '体验点', '体验'],
  },
  phase: {
    front: ['pre', 'pre-purchase', 'pre-sales', 'before purchase', '前端', '售前', '购前', '购买前'],
    purchase: ['in-purchase', 'during purchase', '购买', '售中', '购中', '购买中'],
    after: ['post', 'post-purchase', 'after-sales', 'after sales', 'after purchase', '后端', '售后', '购后', '购买后'],
  },
  medium: {
    physical: ['offline', '实体', '线下', '物理'],
    digital: ['online', '数字', '线上', '数字化'],
    hybrid: ['mixed', '混合', '线上线下'],
  },
  control: {
    own: ['owned', '自有', '自营'],
    partner: ['合作', '合作方', '合作伙伴'],
    public: ['公共', '公众'],
  },
};

/** The canonical values of a column, stages and phases in journey order. */
export function wordsOf(column: ListedColumn): readonly string[] {
  return Object.keys(written[column]);
}

export function isListed(column: string): column is ListedColumn {
  return (listedColumns as readonly string[]).includes(column);
}

/** What a word of a file stands for, e.g. 认知 and `Awareness` for `awareness`; an unknown word is handed back as it is. */
export function canonicalWord(column: ListedColumn, word: string): string {
  const plain = word.normalize('NFKC').trim().toLowerCase();
  const bare = plain.replace(suffix, '');
  const found = Object.entries(written[column]).find(
    ([name, words]) => name === plain || name === bare || words.includes(plain) || words.includes(bare),
  );
  return found?.[0] ?? word;
}

/** The same as SQL over a text column. */
export function canonicalised(column: ListedColumn, value: Sql): Sql {
  const plain = sql`regexp_replace(lower(trim(${value})), ${suffix.source}, '')`;
  const cases = Object.entries(written[column]).map(
    ([name, words]) => sql`WHEN ${plain} IN (${join([name, ...words])}) THEN ${name}`,
  );
  return sql`CASE ${join(cases, '\n')} ELSE ${value} END`;
}

/** The place of a stage in the journey, as SQL: 0, 1, …; null for other words. */
export function journeyPlace(stage: Sql): Sql {
  const cases = wordsOf('stage').map((name, at) => sql`WHEN ${name} THEN ${at}`);
  return sql`CASE ${stage} ${join(cases, '\n')} END`;
}

/** `Awareness stage`, 认知阶段 and 认知期 are the bare word. */
const suffix = /(阶段|期|[ _-]+(stage|phase))$/;
