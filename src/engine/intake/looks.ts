/** Kinds a cell can be seen to have without knowing its column; `text` is anything with letters only. */
export type Look = 'empty' | 'number' | 'time' | 'flag' | 'address' | 'word' | 'text' | 'odd';

const looks: readonly (readonly [Look, RegExp])[] = [
  ['empty', /^[\s\u3000]*$/],
  [
    'number',
    /^[([+−－-]?\s*(?:[￥¥$€£]\s?)?[+-]?(?:\d{1,3}(?:[,.' \u00a0\u202f]\d{3})+|\d+)?(?:[.,]?\d+)?(?:[eE][+-]?\d+)?\s?(?:[%％)]|元|万|亿|分|秒|星|w|万元)?$/u,
  ],
  [
    'time',
    /^(?:\d{4}[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?)?|\d{1,2}[-/. ](?:\d{1,2}|[A-Za-z]{3,9})[-/. ,]+\d{2,4}|[A-Za-z]{3,9}\.? \d{1,2},? \d{4})(?:[T ,]*(?:上午|下午)?\d{1,2}[:时点](?:\d{1,2}(?::\d{1,2}(?:[.,]\d+)?)?)?[分秒\d]*\s?(?:[AaPp][Mm])?\s?(?:Z|[+-]\d{2}:?\d{2})?)?$|^(?:上午|下午)?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:\s?[AaPp][Mm])?$/,
  ],
  ['flag', /^(?:true|false|yes|no|y|n|t|f|是|否|有|无|null|none|n\/?a|nan|-{1,3}|\?)$/i],
  ['address', /^(?:[\w.+-]+@[\w-]+\.[\w.-]+|https?:\/\/\S+|www\.\S+|\d{1,3}(?:\.\d{1,3}){3})$/i],
  ['word', /^[\p{L}\p{N}_][\p{L}\p{N}\p{M}_\-./()（）&+#·]*$/u],
  ['text', /^[\p{L}\p{N}\p{M}\p{Pi}\p{Pf}_\-./()（）&+#·'’!?！？。，、…: ]+$/u],
];

/** What a cell looks like. */
export function look(cell: string): Look {
  const trimmed = cell.trim();
  return looks.find(([, form]) => form.test(trimmed))?.[0] ?? 'odd';
}
