import type { ResultRow, Value } from '../metrics/metric';
import { province } from '../model/address';

/** A house's number, and what follows down to the room. */
const house =
  '[0-9]{1,5}\\s?(?:号|弄|栋|幢|座|单元|室)(?!店|线|门店)(?:\\p{Script=Han}{0,6}?[0-9A-Za-z-]{1,6}(?:号|弄|栋|幢|座|单元|室|楼|层|房)){0,6}';

/** What identifies a person in a text, and what stands in its place. Order matters: long digit runs before short ones. */
const patterns: readonly (readonly [RegExp, string])[] = [
  // An address up to the room; of what begins with a province that alone stays. Shops named after their street stay.
  [new RegExp(`(?<province>${province})[^\\s，,。；;！!？?]{1,30}?${house}`, 'gu'), '$<province>[address]'],
  [new RegExp(`\\p{Script=Han}{1,4}(?:路|街|大道|巷|胡同|小区|花园|公寓|新村)${house}`, 'gu'), '[address]'],
  [/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu, '[e-mail]'],
  [/(?<!\d)\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)/gu, '[id]'],
  [/(?<![\d*])(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)/gu, '[phone]'],
  [/(?<![\d*])1[3-9]\d\*{4}\d{4}(?!\d)/gu, '[phone]'],
  [/(?<!\d)(?:\+\d{1,3}[ -]?)?(?:\(?0\d{2,4}\)?[ -]?)\d{3,4}[ -]?\d{3,5}(?!\d)/gu, '[phone]'],
  [/(?<!\d)\d{9,}(?!\d)/gu, '[number]'],
  [/(?:(?<=\b(?:Mr|Mrs|Ms|Dr)\.? )\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+)?)/gu, '[name]'],
  [
    /[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫房裘缪解应宗丁宣邓郁单洪包诸左石崔吉龚程邢裴陆荣翁荀惠甄曲封储靳段富巫焦巴弓牧谷车侯班秋伊宁仇甘厉祖武符刘景詹束龙叶幸司韶黎薄印宿白怀蒲从鄂索赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳申扶堵冉宰郦雍桑桂牛寿通边扈燕冀尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧利师巩聂关荆](?:先生|女士|小姐|经理|师傅|主任)/gu,
    '[name]',
  ],
];

/**
 * A text without phone numbers, identity cards, e-mail addresses, streets with their numbers, long numbers and titled
 * names; and how many were found. Of an address the province stays.
 */
export function redact(text: string): { readonly text: string; readonly found: number } {
  let found = 0;
  const clean = patterns.reduce(
    (left, [pattern, place]) =>
      left.replace(pattern, (...parts: unknown[]) => {
        found++;
        const named = parts.at(-1);
        const kept = named !== null && typeof named === 'object' && 'province' in named ? named.province : '';
        return place.replace('$<province>', typeof kept === 'string' ? kept : '');
      }),
    text,
  );
  return { text: clean, found };
}

/** The same for all texts of rows; dates stay. Of free rows, whose columns nobody knows, also columns of numbers that are phone numbers. */
export function redactRows(
  rows: readonly ResultRow[],
  areFree = false,
): {
  readonly rows: readonly ResultRow[];
  readonly found: number;
} {
  let found = 0;
  const named = areFree ? columnsOfPhones(rows) : new Map<string, string>();
  const cell = (name: string, value: Value): Value => {
    const place = typeof value === 'number' ? named.get(name) : undefined;
    if (place === undefined) return text(value);
    found++;
    return place;
  };
  const text = (value: Value): Value => {
    if (typeof value === 'string' && !/^\d{4}-\d\d-\d\d/.test(value)) {
      const one = redact(value);
      found += one.found;
      return one.text;
    }
    return Array.isArray(value) ? (value as readonly Value[]).map(text) : value;
  };
  return {
    rows: rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cell(name, value)]))),
    found,
  };
}

/** Columns whose numbers are mobile phone numbers, nearly all of them: such a column is no measure, though a file's digits are read as numbers. */
function columnsOfPhones(rows: readonly ResultRow[]): ReadonlyMap<string, string> {
  const names = Object.keys(rows[0] ?? {});
  const numbers = (name: string) => rows.map((row) => row[name]).filter((value) => typeof value === 'number');
  return new Map(
    names.flatMap((name) => {
      const all = numbers(name);
      const phones = all.filter((value) => /^(?:86)?1[3-9]\d{9}$/.test(String(value)));
      return all.length && phones.length >= 0.9 * all.length ? [[name, '[phone]'] as const] : [];
    }),
  );
}
