import type { Engine } from '../engine/engine';
import { identifier, join, sql } from '../engine/sql';
import { fieldsOf, tableNames } from './schema';

/** Names that seem to be one touchpoint; only a person makes them one. */
export interface AliasProposal {
  /** The name to show: the most frequent one. */
  readonly as: string;
  /** The other names, most frequent first. */
  readonly names: readonly string[];
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

/** Groups of names that differ by case, width, blanks and signs only, or are known words for one thing. */
export function propose(names: readonly { readonly name: string; readonly n: number }[]): readonly AliasProposal[] {
  const groups = new Map<string, { name: string; n: number }[]>();
  for (const one of names) {
    const key = keyOf(one.name);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group.sort((a, b) => b.n - a.n || a.name.localeCompare(b.name));
    return first && others.length ? [{ as: first.name, names: others.map(({ name }) => name) }] : [];
  });
}

/** Proposals for all touchpoints of the canonical tables as they stand. */
export async function proposeAliases(engine: Engine): Promise<readonly AliasProposal[]> {
  const parts = tableNames
    .filter((table) => 'touchpoint' in fieldsOf(table))
    .map((table) => sql`SELECT touchpoint FROM ${identifier('store', table)}`);
  const rows = await engine.query(
    sql`SELECT touchpoint AS name, count(*)::DOUBLE AS n FROM (${join(parts, '\nUNION ALL BY NAME\n')}) WHERE touchpoint IS NOT NULL GROUP BY touchpoint ORDER BY n DESC, name LIMIT 2000`,
  );
  return propose(rows.map(({ name, n }) => ({ name: String(name), n: Number(n) })));
}

function keyOf(name: string): string {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_\-.·/]+/g, '');
  return Object.entries(known).find(([, words]) => words.includes(plain))?.[0] ?? plain;
}
