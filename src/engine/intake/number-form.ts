import { sql, type Sql } from '../sql';

/** What a text says as a number, or null. `percent`: it ends in a per cent sign, and the value is the share. */
export function parseNumber(
  text: string,
  decimal: '.' | ',',
): { readonly value: number; readonly percent: boolean } | null {
  const stars = /^([★⭐]+)☆*$|^☆+$/u.exec(text.trim());
  if (stars) return { value: [...(stars[1] ?? '')].length, percent: false };
  const bare = halfWidth(text)
    .replaceAll(ornaments, '')
    .replace(/^\((.*)\)$/, '-$1');
  const [, number, unit, , percent] = new RegExp(`^${form(decimal)}$`, 'iu').exec(bare) ?? [];
  if (number === undefined) return null;
  const value = Number(decimal === ',' ? number.replaceAll('.', '').replace(',', '.') : number.replaceAll(',', ''));
  return Number.isFinite(value)
    ? { value: (value * factorOf(unit)) / (percent ? 100 : 1), percent: percent !== undefined }
    : null;
}

/** The same in SQL, over a column of trimmed text: DOUBLE, or NULL where it is no number. */
export function numberSql(text: Sql, decimal: '.' | ','): Sql {
  const bare = sql`regexp_replace(regexp_replace(translate(${text}, ${wide}, ${narrow}), ${ornamentsInSql}, '', 'gi'), '^\((.*)\)$', '-\1')`;
  const digits = sql`regexp_extract(${bare}, '^[-+]?[0-9.,]*(?:[eE][-+]?[0-9]+)?')`;
  const number =
    decimal === ',' ? sql`replace(replace(${digits}, '.', ''), ',', '.')` : sql`replace(${digits}, ',', '')`;
  const factor = sql`CASE WHEN regexp_matches(${bare}, '(?i)万|w') THEN 1e4 WHEN contains(${bare}, '亿') THEN 1e8 WHEN regexp_matches(${bare}, '(?i)千|k') THEN 1e3 ELSE 1 END`;
  const stars = sql`CASE WHEN regexp_full_match(${text}, '[★⭐]*☆*') AND ${text} <> '' THEN length(${text}) - length(replace(replace(${text}, '★', ''), '⭐', '')) END`;
  const general = sql`CASE WHEN regexp_full_match(${bare}, ${`(?i)${form(decimal)}`}) THEN TRY_CAST(${number} AS DOUBLE) * ${factor} / CASE WHEN contains(${bare}, '%') THEN 100 ELSE 1 END ELSE ${stars} END`;
  return decimal === ','
    ? sql`CASE WHEN regexp_full_match(${text}, ${usual.comma}) THEN TRY_CAST(replace(replace(${text}, '.', ''), ',', '.') AS DOUBLE) ELSE ${general} END`
    : sql`coalesce(TRY_CAST(${text} AS DOUBLE), CASE WHEN regexp_full_match(${text}, ${usual.point}) THEN TRY_CAST(regexp_replace(${text}, '[^0-9.]', '', 'g') AS DOUBLE) WHEN regexp_full_match(${text}, ${usual.percent}) THEN TRY_CAST(left(${text}, -1) AS DOUBLE) / 100 ELSE ${general} END)`;
}

/** Amounts as most files write them, which the longer way above reads as the same numbers, many times slower. */
const usual = {
  point: '[￥¥$€£]? ?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\\.[0-9]+)?元?',
  comma: '[-+]?(?:[0-9]{1,3}(?:\\.[0-9]{3})+|[0-9]+)(?:,[0-9]+)?',
  percent: '[0-9]+(?:\\.[0-9]+)?%',
};

/** Which sign these cells have before their fractions; null when they do not say. */
export function decimalOf(cells: readonly string[]): '.' | ',' | null {
  const bare = cells.map((cell) => halfWidth(cell).replaceAll(ornaments, '').replace(/%$/, ''));
  const dots = bare.filter((cell) =>
    /^[-+(]?\d{1,3}(,\d{3})+\.\d+\)?$|^[-+(]?\d*\.(\d{1,2}|\d{4,})\)?$|^[-+(]?0\.\d+\)?$|^\d{4,}\.\d+$/.test(cell),
  ).length;
  const commas = bare.filter((cell) =>
    /^[-+(]?\d{1,3}(\.\d{3})+,\d+\)?$|^[-+(]?\d*,(\d{1,2}|\d{4,})\)?$|^[-+(]?0,\d+\)?$|^\d{4,},\d+$/.test(cell),
  ).length;
  return dots === commas ? null : dots > commas ? '.' : ',';
}

const wide = '０１２３４５６７８９．，％－＋（）';
const narrow = '0123456789.,%-+()';
/** Signs that do not change a number: blanks, apostrophes between digits, currencies. */
const ornaments = /[\s\u00a0\u202f\u3000'’￥¥$€£元圆]|CNY|RMB|USD|EUR|GBP|HKD/giu;

/** RE2 writes code points its own way. */
const ornamentsInSql = ornaments.source.replaceAll(/\\u([0-9a-f]{4})/g, '\\x{$1}');

function form(decimal: '.' | ','): string {
  const [point, group] = decimal === '.' ? ['\\.', ','] : [',', '\\.'];
  return `([-+]?(?:[0-9]{1,3}(?:${group}[0-9]{3})+(?:${point}[0-9]+)?|(?:[0-9]+${point}?[0-9]*|${point}[0-9]+)(?:e[-+]?[0-9]+)?))(万|w|亿|千|k)?(分|星|stars?|/(?:5|7|10|100))?(%)?`;
}

function halfWidth(text: string): string {
  return text.replaceAll(/[０-９．，％－＋（）]/gu, (sign) => narrow[wide.indexOf(sign)] ?? sign);
}

function factorOf(unit: string | undefined): number {
  return { 万: 1e4, w: 1e4, 亿: 1e8, 千: 1e3, k: 1e3 }[unit?.toLowerCase() ?? ''] ?? 1;
}
