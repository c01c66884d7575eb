import type { Text } from '../i18n/text';

interface Known {
  readonly pattern: RegExp;
  readonly stage: string;
  readonly class: 'contact' | 'interaction' | 'experience';
  readonly phase: 'front' | 'purchase' | 'after';
  readonly medium: 'physical' | 'digital' | 'hybrid';
}

const known = (
  pattern: RegExp,
  stage: string,
  kind: Known['class'],
  phase: Known['phase'],
  medium: Known['medium'],
): Known => ({ pattern, stage, class: kind, phase, medium });

/** Names of touchpoints in both languages, from the special to the general; the first that fits is proposed. */
const names: readonly Known[] = [
  known(/complain|投诉/, 'service', 'interaction', 'after', 'hybrid'),
  known(/refund|return|退款|退货|换货|售后/, 'service', 'interaction', 'after', 'hybrid'),
  known(/repair|warranty|维修|保修|安装|install/, 'service', 'experience', 'after', 'physical'),
  known(/loyalty|member|会员|积分|points|rewards/, 'repurchase', 'interaction', 'after', 'digital'),
  known(/review|survey|评价|问卷|调研|回访/, 'service', 'interaction', 'after', 'digital'),
  known(/deliver|shipping|logistic|配送|物流|快递|签收/, 'purchase', 'experience', 'after', 'physical'),
  known(/check[\s-]?in|入住|登机|值机|boarding/, 'purchase', 'experience', 'purchase', 'physical'),
  known(/check[\s-]?out(?!.*(page|cart))|退房/, 'purchase', 'experience', 'purchase', 'hybrid'),
  known(/checkout|cart|购物车|下单|结算|order/, 'purchase', 'interaction', 'purchase', 'digital'),
  known(/pay|支付|付款|收银|cashier|billing|账单/, 'purchase', 'interaction', 'purchase', 'hybrid'),
  known(/book|reserv|预订|预定|预约|购票/, 'decision', 'interaction', 'purchase', 'digital'),
  known(
    /room|客房|早餐|breakfast|dining|餐|food|seat|座椅|clean|保洁|entertainment|wi-?fi|泳池|spa|gym/,
    'purchase',
    'experience',
    'purchase',
    'physical',
  ),
  known(/front[\s-]?desk|reception|前台|大堂|concierge|礼宾/, 'purchase', 'interaction', 'purchase', 'physical'),
  known(/hotline|call\s?cent|phone|热线|电话|呼叫中心/, 'service', 'interaction', 'after', 'digital'),
  known(/chat|在线客服|客服|support|help|ticket|工单/, 'service', 'interaction', 'after', 'digital'),
  known(/advert|\bads?\b|广告|投放|banner|display|billboard|户外/, 'awareness', 'contact', 'front', 'digital'),
  known(/search|\bseo\b|\bsem\b|搜索|adwords|google|baidu|百度|bing/, 'interest', 'contact', 'front', 'digital'),
  known(
    /social|facebook|instagram|tiktok|douyin|抖音|小红书|微博|weibo|快手|朋友圈|公众号/,
    'awareness',
    'contact',
    'front',
    'digital',
  ),
  known(/e-?mail|newsletter|邮件|sms|短信|push|推送/, 'interest', 'contact', 'front', 'digital'),
  known(/landing|home\s?page|\bhome\b|首页|落地页|website|官网|网站/, 'interest', 'interaction', 'front', 'digital'),
  known(
    /product|catalog|detail|商品|详情|wishlist|收藏|compare|filter/,
    'consideration',
    'interaction',
    'front',
    'digital',
  ),
  known(/mini\s?program|小程序|\bapp\b|app端|手机app|客户端/, 'consideration', 'interaction', 'front', 'digital'),
  known(
    /store|shop|门店|实体店|柜台|counter|branch|网点|展厅|showroom/,
    'purchase',
    'experience',
    'purchase',
    'physical',
  ),
  known(/event|exhibition|活动|展会|沙龙/, 'awareness', 'contact', 'front', 'physical'),
];

/** What a touchpoint's name says of it; a person accepts or refuses it. */
export interface CatalogueProposal {
  readonly touchpoint: string;
  /** Some of stage, class, phase and medium. */
  readonly values: Readonly<Record<string, string>>;
  readonly reason: Text;
}

/** Stage, class, phase and medium for touchpoints whose name holds a known word. */
export function proposeCatalogue(touchpoints: readonly string[]): readonly CatalogueProposal[] {
  return touchpoints.flatMap((touchpoint) => {
    const name = touchpoint.normalize('NFKC').toLowerCase().replaceAll('_', ' ');
    const found = names.find(({ pattern }) => pattern.test(name));
    if (!found) return [];
    const word = found.pattern.exec(name)?.[0].trim() ?? name;
    return [
      {
        touchpoint,
        values: { stage: found.stage, class: found.class, phase: found.phase, medium: found.medium },
        reason: { en: `its name holds “${word}”`, zh: `名称含“${word}”` },
      },
    ];
  });
}
