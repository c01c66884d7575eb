import { analyse } from 'chardet';

/** Which encoding bytes are in, as a label that `TextDecoder` knows; `whole`: the sample is the whole file. */
export function detectEncoding(bytes: Uint8Array, whole: boolean): string {
  return marked(bytes) ?? (isUtf8(bytes, whole) ? 'utf-8' : null) ?? withoutMark16(bytes) ?? mostPlausible(bytes);
}

/** Encodings offered where the guess is wrong. */
export const encodings = [
  'utf-8',
  'gb18030',
  'big5',
  'shift_jis',
  'euc-kr',
  'windows-1252',
  'utf-16le',
  'utf-16be',
] as const;

function marked(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return null;
}

/** Valid UTF-8, but for a character that the end of a sample cuts. */
function isUtf8(bytes: Uint8Array, whole: boolean): boolean {
  const ends = whole ? [0] : [0, 1, 2, 3];
  return !bytes.subarray(0, 4096).includes(0) && ends.some((cut) => decodes(bytes.subarray(0, bytes.length - cut)));
}

function decodes(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** UTF-16 without mark: every other byte of ASCII text is zero. */
function withoutMark16(bytes: Uint8Array): string | null {
  const half = Math.floor(Math.min(bytes.length, 4000) / 2);
  const zeros = (odd: number) =>
    Array.from({ length: half }, (_, at) => bytes[2 * at + odd]).filter((byte) => byte === 0).length;
  if (zeros(1) > 0.2 * half && zeros(0) < 0.02 * half) return 'utf-16le';
  return zeros(0) > 0.2 * half && zeros(1) < 0.02 * half ? 'utf-16be' : null;
}

const confidence: Readonly<Record<string, string>> = {
  GB18030: 'gb18030',
  Big5: 'big5',
  Shift_JIS: 'shift_jis',
  'EUC-KR': 'euc-kr',
  'EUC-JP': 'euc-jp',
  'windows-1252': 'windows-1252',
  'ISO-8859-1': 'windows-1252',
};

/** Statistics of byte pairs have a small say; what the decoded text looks like decides. */
function mostPlausible(bytes: Uint8Array): string {
  const guesses = analyse(bytes);
  const trust = (label: string) =>
    Math.max(0, ...guesses.filter(({ name }) => confidence[name] === label).map(({ confidence: sure }) => sure)) / 100;
  const scored = ['gb18030', 'big5', 'shift_jis', 'euc-kr', 'windows-1252'].map((label) => ({
    label,
    score: plausibility(bytes, label) + 0.3 * trust(label),
  }));
  return scored.sort((a, b) => b.score - a.score)[0]?.label ?? 'windows-1252';
}

const simplified = new Set(
  '的一是不了在有人我他这中大来上个国们到说时为子和你地出道也年得就那要下以生会自着去之过家学对可她里后小么心多天而能好都然没日于起还发成事只作当想看文无开手十用主行方又如前所本见经头面公同三已老从动两长知民样现分将外但身些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正名定女问力机给等几很业最间新什打便位因重被走电四第门相次东政海口使教西再平真听世气信北少关并内加化由却代军产入先山五太水万市眼体别处总才场师书比住员九笑性通目华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合放做系计或司利受光王果亲界及今京务制解各任至清物台象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让认算论百吃义科怎元社术结六功指思非流每青管夫连远资队跟带花快条院变联言权往展该领传近留红治决周保达办运武半候七必城父强步完革深区即求品士转量空甚众技轻程告江语英基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商千片容研像找友孩站广改议形委早房音火际则首单据导影失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坏兴亚订编号购客户称价额销售店铺卡会员访支付率来源明细省市渠评分满意度姓名性别龄电话地址联系微信退款货物流仓库款状态类型描述备注数据统计汇总',
);
const traditional = new Set(
  '的一是不了在有人我他這中大來上個國們到說時為子和你地出道也年得就那要下以生會自著去之過家學對可她裡後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍產入先山五太水萬市眼體別處總才場師書比住員台灣訂單編號客戶價額銷售店會員滿意度電話地址聯繫備註數據統計顧客服務',
);

function plausibility(bytes: Uint8Array, label: string): number {
  const text = new TextDecoder(label).decode(bytes.subarray(0, 20_000));
  let good = 0;
  let all = 0;
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (code < 0x80) continue;
    all++;
    if (code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff) || code < 0xa0) good -= 4;
    else if (code >= 0x4e00 && code <= 0x9fff) good += label === 'windows-1252' ? 0 : common(char, label) ? 1 : 0.15;
    else if (code >= 0x3040 && code <= 0x30ff) good += label === 'shift_jis' ? 1 : 0.1;
    else if (code >= 0xac00 && code <= 0xd7a3) good += label === 'euc-kr' ? 0.7 : 0;
    else if (code >= 0xff61 && code <= 0xff9f) good += 0.05;
    else if (code >= 0x3000 && code <= 0x303f) good += 0.8;
    else if (code >= 0xff00 && code <= 0xff5e) good += 0.6;
    else if (code <= 0x17f && label === 'windows-1252') good += /\p{L}/u.test(char) ? 0.5 : 0.2;
    else if (code >= 0x2010 && code <= 0x20ac) good += 0.4;
  }
  const letters = [...text].length - all;
  const alone = label === 'windows-1252' && /[\x80-\uffff]{4,}/.test(text) ? 0.3 : 0;
  return all ? good / all - alone + (label === 'windows-1252' && letters > 8 * all ? 0.3 : 0) : 0;
}

function common(char: string, label: string): boolean {
  return label === 'big5'
    ? traditional.has(char)
    : label === 'shift_jis'
      ? traditional.has(char) || simplified.has(char)
      : simplified.has(char);
}
