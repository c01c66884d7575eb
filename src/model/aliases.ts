import type { Engine } from '../engine/engine';
import { identifier, join, sql, type Sql } from '../engine/sql';
import type { Text } from '../i18n/text';
import type { CatalogueEntry } from './mapping';
import { fieldsOf, tableNames, type TableName } from './schema';

/** Names that seem to be one touchpoint; only a person makes them one. */
export interface AliasProposal {
  /** The name to show: the most frequent one. */
  readonly as: string;
  /** The other names, most frequent first. */
  readonly names: readonly string[];
  readonly reason: Text;
}

/** Name in the files → name to show; a name that stands for itself is to be kept apart. */
export type Aliases = Readonly<Record<string, string>>;

/** A touchpoint, and how many rows name it; 0: only the catalogue does. */
export interface Met {
  readonly name: string;
  readonly n: number;
}

/** Words for one medium in both languages; the key is only a key. */
const known: Readonly<Record<string, readonly string[]>> = {
  app: ['app', 'app端', '手机app', 'mobileapp', '移动app', '客户端', '手机客户端', '移动端app'],
  website: ['website', 'web', 'web端', 'pc', 'pc端', '官网', '网站', '官方网站', '网页', '网页端', 'pc官网'],
  wechat: ['wechat', '微信', 'weixin'],
  miniprogram: ['miniprogram', '小程序', '微信小程序', 'wechatminiprogram'],
  hotline: [
    'hotline',
    'callcenter',
    'callcentre',
    '热线',
    '客服热线',
    '电话客服',
    '客服电话',
    '呼叫中心',
    'phone',
    '电话',
  ],
  store: ['store', '门店', '实体店', '线下门店', 'shop', '店铺'],
  email: ['email', 'mail', '邮件', '电子邮件', '邮箱'],
  sms: ['sms', '短信', '手机短信'],
  livechat: ['livechat', 'chat', 'onlinechat', '在线客服', '线上客服', '在线咨询'],
};

/** Groups of names that differ by case, width, blanks and signs only, or are known words for one thing; names that a person kept apart are in none. */
export function propose(names: readonly Met[], aliases: Aliases = {}): readonly AliasProposal[] {
  const groups = new Map<string, Met[]>();
  for (const one of names) {
    if (aliases[one.name] === one.name) continue;
    const key = keyOf(one.name);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group.sort((a, b) => b.n - a.n || a.name.localeCompare(b.name));
    if (!first || !others.length) return [];
    const alike = others.every(({ name }) => plain(name) === plain(first.name));
    return [{ as: first.name, names: others.map(({ name }) => name), reason: alike ? spelling : synonym }];
  });
}

const spelling: Text = {
  en: 'they differ only in case, width, blanks or signs',
  zh: '仅大小写、全半角、空格或符号不同',
};
const synonym: Text = { en: 'they are known words for one thing', zh: '是同一事物的常用说法' };

/** All touchpoints of the canonical tables as they stand, most frequent first. */
export async function touchpointsMet(engine: Engine): Promise<readonly Met[]> {
  const parts = tableNames
    .filter((table) => 'touchpoint' in fieldsOf(table))
    .map((table) => sql`SELECT touchpoint, ${table === 'touchpoints' ? 0 : 1} AS n FROM ${identifier('store', table)}`);
  const rows = await engine.query(
    sql`SELECT touchpoint AS name, sum(n)::DOUBLE AS n FROM (${join(parts, '\nUNION ALL BY NAME\n')}) WHERE touchpoint IS NOT NULL GROUP BY touchpoint ORDER BY n DESC, name`,
  );
  return rows.map(({ name, n }) => ({ name: String(name), n: Number(n) }));
}

/** What to REPLACE in a table's rows so that touchpoints stand under their confirmed names, in paths too. */
export function renamed(table: TableName, aliases: Aliases): readonly Sql[] {
  const names = Object.entries(aliases).filter(([from, to]) => from !== to);
  if (!names.length) return [];
  const cases = join(
    names.map(([from, to]) => sql`WHEN ${from} THEN ${to}`),
    '\n',
  );
  if (table === 'paths')
    return [
      sql`array_to_string(list_transform(string_split("path", '>'), step -> CASE trim(step) ${cases} ELSE trim(step) END), ' > ') AS "path"`,
    ];
  return 'touchpoint' in fieldsOf(table) ? [sql`CASE touchpoint ${cases} ELSE touchpoint END AS touchpoint`] : [];
}

/** The person's entries under the names that are shown; of two for one touchpoint, what is said under its shown name counts first. */
export function shownEntries(catalogue: readonly CatalogueEntry[], aliases: Aliases): readonly CatalogueEntry[] {
  const entries = new Map<string, CatalogueEntry>();
  const isShown = ({ touchpoint }: CatalogueEntry) => (aliases[touchpoint] ?? touchpoint) === touchpoint;
  for (const entry of [...catalogue.filter(isShown), ...catalogue.filter((one) => !isShown(one))]) {
    const touchpoint = aliases[entry.touchpoint] ?? entry.touchpoint;
    entries.set(touchpoint, { ...entry, ...entries.get(touchpoint), touchpoint });
  }
  return [...entries.values()];
}

function keyOf(name: string): string {
  const word = plain(name);
  return Object.entries(known).find(([, words]) => words.includes(word))?.[0] ?? word;
}

function plain(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-.·/]+/g, '');
}
