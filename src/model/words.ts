/** Words that say yes, as exports write them (lower case, NFKC). */
// prettier-ignore
export const yesWords = [
  'yes', 'y', 'true', 't', '1', '1.0', '是', '有', '对', '已', '√', 'on', 'done', 'success', 'successful', '成功',
  'solved', 'resolved', 'closed', 'completed', 'complete', '已解决', '解决', '已完成', '完成', '已关闭', '已结束', '结束',
  'converted', '转化', '已转化', 'churned', 'attrited', 'attrited customer', 'exited', 'left', '流失', '已流失', '是的', '退订', '已注销', '销户',
] as const;

/** Words that say no. */
// prettier-ignore
export const noWords = [
  'no', 'n', 'false', 'f', '0', '0.0', '否', '无', '没有', '未', '×', 'off', 'fail', 'failed', 'failure', '失败',
  'unsolved', 'unresolved', 'open', 'pending', 'new', 'in progress', '未解决', '未完成', '处理中', '待处理',
  'not converted', '未转化', 'stayed', 'existing customer', 'joined', 'active', 'retained', '未流失', '留存', '在网', '正常', '不是',
] as const;

/** Two-box words of satisfaction: 1. */
// prettier-ignore
export const satisfiedWords = [
  'satisfied', 'very satisfied', 'good', 'positive', 'happy', 'like', 'yes', 'y', 'true', '1', '1.0', '满意', '非常满意', '很满意', '好评', '好', '是', '正面', '喜欢',
] as const;

/** 0. */
// prettier-ignore
export const unsatisfiedWords = [
  'dissatisfied', 'neutral or dissatisfied', 'unsatisfied', 'very dissatisfied', 'bad', 'negative', 'unhappy', 'dislike', 'no', 'n', 'false', '0', '0.0', '不满意', '非常不满意', '很不满意', '差评', '差', '否', '负面', '中评', '一般', 'neutral',
] as const;

/**
 * Words of order exports. Delivered, shipped and invoiced orders were paid for; `refunded` only where all of it went back.
 * Shop platforms: 交易成功, 交易关闭 …; Shopify: paid, pending, voided, refunded; Olist: delivered, canceled, unavailable.
 */
// prettier-ignore
export const orderStatuses: Readonly<Record<'paid' | 'unpaid' | 'closed' | 'refunded', readonly string[]>> = {
  paid: [
    'paid', 'completed', 'complete', 'delivered', 'shipped', 'invoiced', 'processing', 'approved', 'fulfilled', 'success', 'partially_refunded', 'partially refunded', 'captured', 'settled', 'closed won', 'check-out', 'checked out', 'confirmed',
    '交易成功', '已付款', '已支付', '支付成功', '买家已付款', '等待卖家发货', '卖家已发货', '等待买家确认收货', '已发货', '待发货', '待收货', '已收货', '已签收', '已完成', '完成', '交易完成', '已消费', '已使用', '已核销', '已入住', '已离店', '部分退款', '备货中', '配送中', '已妥投',
  ],
  unpaid: [
    'unpaid', 'pending', 'pending payment', 'awaiting payment', 'authorized', 'created', 'on-hold', 'payment_pending', 'draft', 'partially_paid', 'open',
    '等待买家付款', '待付款', '未付款', '待支付', '未支付', '等待付款', '付款中', '没有创建支付宝交易', '待付',
  ],
  closed: [
    'closed', 'canceled', 'cancelled', 'cancel', 'voided', 'void', 'expired', 'failed', 'unavailable', 'rejected', 'declined', 'no-show', 'no show', 'noshow', 'lost', 'abandoned',
    '交易关闭', '已关闭', '已取消', '取消', '订单取消', '已作废', '超时关闭', '未入住', '已失效',
  ],
  refunded: ['refunded', 'returned', 'refund', 'charged back', 'chargeback', '已退款', '退款成功', '全额退款', '已退货', '退货退款'],
};

/** Default reviews that shops write for silent customers: no answers. */
// prettier-ignore
export const defaultReviews = [
  '系统默认好评', '此用户没有填写评价', '此用户没有填写评价。', '此用户未填写评价内容', '默认好评', '评价方未及时做出评价,系统默认好评!', '评价方未及时做出评价,系统默认好评', '该用户未填写评价内容', '用户未填写评价内容',
] as const;

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] as const;
/** The first three letters of English months, in order. */
export const monthNames: readonly string[] = months;
