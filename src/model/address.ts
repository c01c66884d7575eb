import { sql, type Sql } from '../engine/sql';
import { keyOf } from './header';

/** Provinces as an address begins with them, with their suffix where it is written: a pattern that RE2 and JavaScript both read. */
export const province =
  '(?:北京|天津|上海|重庆)市?|(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)省?|(?:内蒙古|西藏)(?:自治区)?|广西(?:壮族自治区)?|宁夏(?:回族自治区)?|新疆(?:维吾尔自治区)?|(?:香港|澳门)(?:特别行政区)?';

/** Whether a column of customers holds where they live or receive parcels, by its header. */
export function isAddress(header: string): boolean {
  const key = keyOf(header);
  if (/邮箱|邮件|email|^ip|ip(?:地址|address)|mac|网|web|url|http/.test(key)) return false;
  return /(?:地址|住址)\d?$|^(?:(?:shipping|delivery|receiver|recipient|billing|street|home|mailing|postal|customer)?address|(?:shipping|billing)?(?:street|address)(?:line)?)\d?$/.test(
    key,
  );
}

/** An address as its province; null where it names none. The catalogue keeps receivers' addresses to the province. */
export function provinceOf(address: Sql): Sql {
  return sql`nullif(regexp_extract(${address}, ${`^\\s*(?:中国)?\\s*(${province})`}, 1), '')`;
}
