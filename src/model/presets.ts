import type { Text } from '../i18n/text';
import type { Supply } from './mapping';
import type { TableName } from './schema';

/** A source column by its header's key, or another supply; the first header that is there is taken. */
export type Wanted = string | Supply | readonly string[];

/** An export that several headers together give away; its traps are handled or said. */
export interface Preset {
  readonly id: string;
  readonly name: Text;
  /** Header keys (see `keyOf`) that must all be there. */
  readonly marks: readonly string[];
  /** At least one of these too. */
  readonly oneOf?: readonly string[];
  /** Built from documentation only: no real header was at hand. */
  readonly documentedOnly?: true;
  readonly feeds: readonly {
    readonly table: TableName;
    readonly columns: Readonly<Record<string, Wanted>>;
    readonly once?: 'repeat' | 'sum';
    /** Further columns to keep as attributes of customers, by header pattern. */
    readonly attributes?: RegExp;
  }[];
  /** Canonical columns that the general rules must leave alone here, as `table.column`. */
  readonly not?: readonly string[];
  readonly traps: readonly Text[];
}

const status = (...columns: readonly string[]): Wanted => columns.map((column) => `${column}|order-status`);
const constant = (value: string | number): Supply => ({ kind: 'constant', value });

/** One record an export. Wanted columns may end in `|order-status`, `|flag`, `|min` (minutes) or `|id-in-file`. */
export const presets: readonly Preset[] = [
  {
    id: 'wenjuanxing',
    name: { en: 'Wenjuanxing survey', zh: '问卷星' },
    marks: ['序号', '提交答卷时间', '所用时间', '来源'],
    oneOf: ['来源详情', '来自ip'],
    feeds: [
      {
        table: 'responses',
        columns: { response_id: '序号|id-in-file', submitted_at: '提交答卷时间', duration_s: '所用时间' },
      },
    ],
    not: [
      'responses.touchpoint',
      'responses.channel',
      'responses.customer_id',
      'interactions',
      'orders',
      'customers',
      'tickets',
    ],
    traps: [
      {
        en: '“来源” is how the link was spread, not a touchpoint; “序号” starts anew in each file, so the id is file and number.',
        zh: '“来源”是问卷链接的投放方式，不是触点；“序号”在每个文件中重新开始，因此答卷编号取文件加序号。',
      },
    ],
  },
  {
    id: 'tencent-survey',
    name: { en: 'Tencent survey', zh: '腾讯问卷' },
    marks: ['编号', '开始答题时间', '结束答题时间'],
    oneOf: ['答题时长', '自定义字段', '地理位置国家和地区', '清洗数据结果'],
    feeds: [
      {
        table: 'responses',
        columns: {
          response_id: '编号|id-in-file',
          started_at: '开始答题时间',
          submitted_at: '结束答题时间',
          duration_s: '答题时长',
        },
      },
    ],
    not: ['responses.touchpoint', 'responses.customer_id', 'interactions', 'orders', 'customers', 'tickets'],
    traps: [],
  },
  {
    id: 'qualtrics',
    name: { en: 'Qualtrics survey', zh: 'Qualtrics 问卷' },
    marks: ['startdate', 'enddate', 'recordeddate', 'responseid'],
    oneOf: ['progress', 'finished', 'status', 'ipaddress'],
    feeds: [
      {
        table: 'responses',
        columns: {
          response_id: 'responseid',
          started_at: 'startdate',
          submitted_at: 'recordeddate',
          duration_s: ['duration'],
          customer_id: ['externalreference', 'recipientemail'],
          channel: 'distributionchannel',
        },
      },
    ],
    not: ['responses.touchpoint', 'interactions', 'orders', 'customers', 'tickets'],
    traps: [
      {
        en: 'Unfinished answers are in the export too: see “Finished” before comparing.',
        zh: '导出中含未完成的答卷：比较前请查看 Finished 列。',
      },
    ],
  },
  {
    id: 'surveymonkey',
    name: { en: 'SurveyMonkey survey', zh: 'SurveyMonkey 问卷' },
    marks: ['respondentid', 'collectorid'],
    documentedOnly: true,
    feeds: [
      {
        table: 'responses',
        columns: { response_id: 'respondentid', started_at: 'datecreated', submitted_at: ['datemodified', 'enddate'] },
      },
    ],
    not: ['responses.customer_id', 'interactions', 'orders', 'customers', 'tickets'],
    traps: [],
  },
  {
    id: 'tmall',
    name: { en: 'Taobao / Tmall orders', zh: '淘宝/天猫订单' },
    marks: ['订单编号', '总金额', '买家实际支付金额', '订单创建时间'],
    oneOf: ['订单付款时间', '退款金额', '收货地址'],
    feeds: [
      {
        table: 'orders',
        columns: {
          order_id: '订单编号',
          ordered_at: '订单创建时间',
          paid_at: '订单付款时间',
          amount: '买家实际支付金额',
          refund: '退款金额',
          gross_or_net: constant('net'),
          customer_id: ['买家会员名', '买家id'],
          status: [...(status('订单状态') as readonly string[]), '订单付款时间|paid-when'],
        },
      },
    ],
    traps: [
      {
        en: 'The paid amount is already after refunds; orders without a time of payment were never paid.',
        zh: '“买家实际支付金额”已扣除退款；没有付款时间的订单未付款。',
      },
      { en: 'Of the receiver’s address only the province should be kept.', zh: '收货地址只应保留到省份。' },
    ],
  },
  {
    id: 'doudian',
    name: { en: 'Douyin shop orders', zh: '抖店订单' },
    marks: ['主订单编号', '子订单编号'],
    oneOf: ['订单应付金额', '售后状态'],
    feeds: [
      {
        table: 'orders',
        columns: {
          order_id: '主订单编号',
          ordered_at: ['订单提交时间', '订单创建时间', '下单时间'],
          paid_at: ['支付完成时间', '支付时间'],
          amount: ['订单应付金额', '实付金额'],
          status: status('订单状态'),
          refund: ['退款金额'],
        },
        once: 'repeat',
      },
    ],
    traps: [
      {
        en: 'Totals repeat on each sub-order: each main order is counted once.',
        zh: '金额在每个子订单上重复：每个主订单只计一次。',
      },
    ],
  },
  {
    id: 'pinduoduo',
    name: { en: 'Pinduoduo orders', zh: '拼多多订单' },
    marks: ['订单号', '用户实付金额', '商家实收金额'],
    feeds: [
      {
        table: 'orders',
        columns: {
          order_id: '订单号',
          ordered_at: ['订单成交时间', '拼单成功时间', '支付时间'],
          paid_at: ['支付时间', '订单成交时间'],
          amount: '用户实付金额',
          status: status('订单状态'),
          refund: ['退款金额'],
        },
      },
    ],
    traps: [],
  },
  {
    id: 'jd-service',
    name: { en: 'Customer-service sessions', zh: '客服会话' },
    marks: ['客服', '会话开始时间', '会话通路'],
    oneOf: ['首次响应时长', '排队时长', '满意度评分'],
    feeds: [
      {
        table: 'tickets',
        columns: {
          ticket_id: ['会话id', '会话编号', '服务单号'],
          created_at: '会话开始时间',
          touchpoint: '会话通路',
          customer_id: ['客户id', '客户'],
          first_response_s: '首次响应时长',
          wait_s: '排队时长',
          resolution_s: ['解决时长', '会话时长'],
          resolved: '是否已解决|flag',
          csat: '满意度评分',
          contacts: ['会话消息数', '对话回合数'],
          agent: '客服',
          issue: ['会话主题', '咨询分类'],
          channel: '接入方式',
        },
      },
      {
        table: 'responses',
        columns: {
          customer_id: ['客户id', '客户'],
          touchpoint: '会话通路',
          submitted_at: '会话开始时间',
          score: '满意度评分',
          kind: constant('csat'),
        },
      },
    ],
    not: ['interactions', 'customers', 'orders'],
    traps: [{ en: 'A blank rating is a session that was not rated.', zh: '满意度评分为空表示未评价。' }],
  },
  {
    id: 'shopify',
    name: { en: 'Shopify orders', zh: 'Shopify 订单' },
    marks: ['name', 'financialstatus', 'lineitemname'],
    oneOf: ['paidat', 'total', 'subtotal'],
    feeds: [
      {
        table: 'orders',
        columns: {
          order_id: 'name',
          ordered_at: 'createdat',
          paid_at: 'paidat',
          customer_id: ['customerid', 'email'],
          amount: 'total',
          refund: 'refundedamount',
          gross_or_net: constant('gross'),
          currency: 'currency',
          status: status('financialstatus'),
          channel: 'source',
        },
        once: 'repeat',
      },
      {
        table: 'customers',
        columns: { customer_id: ['customerid', 'email'], region: ['shippingprovince', 'billingprovince'] },
        attributes: /^$/,
      },
    ],
    not: ['interactions', 'tickets', 'responses'],
    traps: [
      {
        en: '“Name” is the order’s number here; totals stand on the first line of an order only.',
        zh: '此处 Name 是订单号；合计金额只写在订单的首行。',
      },
    ],
  },
  {
    id: 'ga4',
    name: { en: 'GA4 events', zh: 'GA4 事件' },
    marks: ['eventtimestamp', 'eventname', 'userpseudoid'],
    feeds: [
      {
        table: 'interactions',
        columns: {
          customer_id: ['userid', 'userpseudoid'],
          occurred_at: 'eventtimestamp',
          touchpoint: 'eventname',
          event: 'eventname',
          session_id: 'gasessionid',
          channel: ['trafficsourcesource', 'source', 'trafficsourcemedium'],
          campaign: ['trafficsourcename', 'campaign'],
        },
      },
    ],
    not: ['orders', 'customers', 'tickets', 'responses'],
    traps: [
      {
        en: 'event_timestamp is in UTC; event_date is in the property’s zone and is not used.',
        zh: 'event_timestamp 为 UTC 时间；event_date 为媒体资源时区，未使用。',
      },
    ],
  },
  {
    id: 'zendesk',
    name: { en: 'Zendesk tickets', zh: 'Zendesk 工单' },
    marks: ['requesterid'],
    oneOf: [
      'firstreplytime',
      'firstreplytimeinminutes',
      'fullresolutiontime',
      'fullresolutiontimeinminutes',
      'replytimeinminutescalendar',
    ],
    feeds: [
      {
        table: 'tickets',
        columns: {
          ticket_id: ['id', 'ticketid', 'zendeskid'],
          customer_id: 'requesterid',
          created_at: 'createdat',
          first_response_s: 'firstreplytime|min',
          resolution_s: 'fullresolutiontime|min',
          wait_s: 'requesterwaittime|min',
          resolved_at: ['solvedat', 'resolvedat'],
          reopens: 'reopens',
          contacts: 'replies',
          resolved: 'status|flag',
          agent: ['assigneeid', 'assignee', 'assigneename'],
          touchpoint: ['viachannel', 'channel', 'via'],
          issue: ['subject', 'ticketformname'],
        },
      },
    ],
    not: ['interactions', 'orders', 'customers'],
    traps: [
      {
        en: 'Zendesk exports calendar and business minutes; calendar minutes are used.',
        zh: 'Zendesk 同时导出自然分钟与工作分钟；此处使用自然分钟。',
      },
    ],
  },
  {
    id: 'process-log',
    name: { en: 'Process log (XES as CSV)', zh: '流程日志（XES 转 CSV）' },
    marks: ['caseconceptname', 'conceptname', 'timetimestamp'],
    feeds: [
      {
        table: 'interactions',
        columns: {
          customer_id: 'caseconceptname',
          occurred_at: 'timetimestamp',
          touchpoint: 'conceptname',
          event: 'lifecycletransition',
          cost: 'costs',
          channel: 'casechannel',
        },
      },
      { table: 'customers', columns: { customer_id: 'caseconceptname' }, attributes: /^case(?!conceptname)/ },
    ],
    not: ['orders', 'tickets', 'responses', 'costs'],
    traps: [
      {
        en: 'One case stands for one customer; where starts and completions are both rows, keep one with a filter on the event.',
        zh: '一个案例视为一位客户；若开始与完成各占一行，可按事件筛选保留其一。',
      },
    ],
  },
];
