import type { TableName } from './schema';

/** Names of one column in order of trust, one line a tier; the keys are as `keyOf` makes them. Two of one tier are a coin toss. */
export type Tiers = readonly (readonly string[])[];

const tiers = (...lines: readonly string[]): Tiers => lines.map((line) => line.split(' '));

const customer = tiers(
  'customeruniqueid personid unionid',
  'customerid clientid userid uid memberid custid customerno customernumber customercode guestid passengerid 客户编号 客户id 客户号 用户id 用户编号 会员号 会员id 会员编号 会员卡号 买家会员名 买家id 顾客编号 顾客id 旅客编号 住客编号',
  'userpseudoid distinctid contactid requesterid callerid visitorid subscriberid accountid 访客id openid externalreference masterid caseconceptname',
  'email recipientemail customer client user member patient 客户 用户 会员 顾客 买家昵称',
  '手机号 手机 手机号码 电话 phone mobile msisdn',
);
const touchpointNames =
  'touchpoint touchpointid touchpointname touch 触点 触点名称 触点编号 触点id 接触点 接触点名称 transactionpoint conceptname activity activityname';
const scores =
  'score csat csatscore satisfaction rating ratings stars star starrating satisfactionrating satisfactionscore reviewscore reviewrating 满意度 满意度评分 满意度得分 评分 得分 星级 打分 评价等级 评价星级 服务满意度';

/** Every canonical column is also known by its own name. Sources: the documented exports, and the field's usual words. */
export const synonyms: Readonly<Partial<Record<TableName, Readonly<Record<string, Tiers>>>>> = {
  touchpoints: {
    touchpoint: tiers(touchpointNames),
    name: tiers('displayname 显示名称 名称 label'),
    class: tiers('touchpointclass 触点类别 触点类型 类别', 'type 类型'),
    phase: tiers('前后端 所处阶段'),
    medium: tiers('媒介 介质 形态 触点形态'),
    stage: tiers('journeystage 旅程阶段 环节 阶段 lifecyclestage'),
    channel: tiers('渠道'),
    owner: tiers('负责人 责任部门 负责部门 归属部门'),
    control: tiers('控制 可控性'),
    sells: tiers('cansell 可成交 是否可成交 可购买'),
    key: tiers('ismomentoftruth momentoftruth mot iskey 关键时刻 是否关键 关键触点'),
    purposes: tiers('purpose 目的 用途'),
    target_csat: tiers('csattarget target 目标满意度 满意度目标 目标'),
    sla_s: tiers('sla slaseconds 响应时限 时限 服务时限'),
    weight: tiers('权重'),
    active_from: tiers('from 启用日期'),
    active_to: tiers('to 停用日期'),
  },
  interactions: {
    customer_id: customer,
    occurred_at: tiers(
      'eventtime eventtimestamp timetimestamp 发生时间 事件时间 访问时间 行为时间 接触时间 互动时间',
      'timestamp datetime 时间 startedat visittime',
      'time createdat 创建时间 date 日期 eventdate day',
    ),
    touchpoint: tiers(
      touchpointNames,
      'event eventname 事件 事件名称 handling page 页面 pagename screen channel 渠道 会话通路 接入方式 store 门店',
      'action 行为 行为类型 操作 step utmsource trafficsource traffictype 流量来源 访问来源 contact',
      'source 来源 location utmmedium',
    ),
    event: tiers('eventname eventtype lifecycletransition registrationtype 事件 事件名称 事件类型', 'action 行为 type'),
    session_id: tiers('gasessionid visitid 会话id 会话编号 访次'),
    channel: tiers('渠道 acquisitionchannel', 'utmsource trafficsource 流量来源 访问来源 platform'),
    campaign: tiers('utmcampaign campaignname 营销活动 活动'),
    stage: tiers('journeystage funnelstage lifecyclestage servicestage 旅程阶段 阶段 环节'),
    class: tiers('touchpointclass 触点类别 触点类型'),
    outcome: tiers(
      'converted conversion isconversion isconverted 是否转化 转化 是否成交 purchased success',
      'revenue y subscribed',
    ),
    value: tiers('eventvalue revenue 金额 转化金额 amount'),
    duration_s: tiers('duration 时长 停留时长 会话时长 elapsed dwelltime'),
    wait_s: tiers('wait waittime waiting 等待时长 排队时长'),
    cost: tiers('成本 费用'),
    sequence: tiers('sequenceno seq eventid sysmodcount'),
  },
  invites: {
    invite_id: tiers('invitationid 邀请编号'),
    customer_id: customer,
    touchpoint: tiers(touchpointNames, 'channel 渠道'),
    sent_at: tiers('invitedat senddate sentdate sendtime 发送时间 邀请时间 发放时间'),
    channel: tiers('渠道 邀请渠道'),
  },
  responses: {
    response_id: tiers(
      'submissionid surveyresponseid answerid reviewid 答卷编号 答卷id 评价编号 回答编号',
      'respondentid uuid 问卷id',
      'id',
    ),
    customer_id: customer,
    touchpoint: tiers(
      touchpointNames,
      'page 页面 store 门店 branch 网点 服务环节 channel 渠道',
      'department 部门 location',
    ),
    item: tiers('itemid question questionid 题目 题项'),
    survey: tiers('surveyid surveyname 问卷 问卷名称'),
    survey_type: tiers('surveytype 问卷类型'),
    kind: tiers('itemrole questiontype 题型'),
    score: tiers(scores),
    text: tiers(
      'comment comments verbatim 评论 评论内容 评价内容 反馈内容 意见建议 意见与建议 意见 建议 留言 reviewcommentmessage reviewtext openend 原因',
      'text review reviews feedback verifiedreviews content message 反馈',
    ),
    submitted_at: tiers(
      'enddate recordeddate datesubmitted submitdate answeredat respondedat responsedate surveydate reviewdate reviewanswertimestamp 提交答卷时间 提交时间 完成时间 评价时间 评价日期 结束答题时间 答题时间 调查日期 填写时间',
      'createdat completedat 创建时间',
      'timestamp datetime 时间 time',
      'date 日期',
    ),
    started_at: tiers('startdate 开始答题时间 开始时间 reviewcreationdate'),
    duration_s: tiers('duration timetaken elapsed 所用时间 答题时长 用时'),
    weight: tiers('wt designweight 权重'),
    channel: tiers('渠道 答题渠道'),
  },
  orders: {
    order_id: tiers(
      '主订单编号 主订单号',
      '订单编号 订单号 订单id ordernumber orderno invoiceno invoicenumber invoiceid invoice transactionid 交易号 小票号 bookingid 预订号 预订编号 单号',
      'id',
    ),
    ordered_at: tiers(
      'orderdate ordertime orderpurchasetimestamp purchasedate purchasetimestamp invoicedate transactiondate convertedat bookingdate bookedat 订单创建时间 下单时间 下单日期 订单提交时间 订单时间 预订时间 消费时间 购买时间',
      'createdat 创建时间 成交时间 订单成交时间 交易时间 purchasedat',
      'reservationstatusdate date 日期 timestamp datetime 时间 time',
    ),
    customer_id: customer,
    amount: tiers(
      '买家实际支付金额 实付金额 用户实付金额 订单实付金额 实际支付金额 支付金额 netamount paidamount amountpaid',
      'orderamount ordervalue ordertotal totalamount grandtotal total paymentvalue revenue sales 订单金额 成交金额 销售额 消费金额 订单应付金额 totalprice 金额 订单总价',
      '总金额 subtotal value price adr',
    ),
    gross_or_net: tiers('grossornet'),
    refund: tiers('refundedamount refundamount 退款金额 退款 实退金额 已退金额'),
    cost: tiers('costofgoods cogs 商品成本 成本'),
    currency: tiers('currencycode 币种 货币'),
    status: tiers('orderstatus 订单状态 financialstatus 交易状态 支付状态 paymentstatus reservationstatus', '状态'),
    paid_at: tiers('订单付款时间 付款时间 支付时间 paymenttime paymentdate paidtime', 'orderapprovedat'),
    touchpoint: tiers(
      touchpointNames,
      'store 门店 门店编号 门店名称 saleschannel distributionchannel 销售渠道 channel 渠道',
      'utmsource',
    ),
    channel: tiers('渠道 销售渠道 saleschannel distributionchannel'),
  },
  costs: {
    touchpoint: tiers(
      touchpointNames,
      'channel 渠道 utmsource platform 投放渠道 平台',
      'source 来源 campaign xyzcampaignid',
    ),
    amount: tiers('spend adspend spent 花费 投放费用 消耗 费用 成本 expense cost', '金额'),
    period_start: tiers('startdate 开始日期', 'date dateday day 日期 month week 月份'),
    period_end: tiers('enddate 结束日期'),
  },
  customers: {
    customer_id: [...customer, ['id', '编号']],
    segment: tiers(
      'customersegment customertype usersegment membershiplevel memberlevel 客群 细分 客户分群 客户类型 客户分类 会员等级 会员级别 客户标签',
      'tier plan contract 套餐 合约 usercohort cohort functionalrole',
    ),
    region: tiers(
      'province state customerstate geography 省份 省 地区 客户地区 区域 大区',
      'city 城市 customercity country 收货地址',
    ),
    first_seen: tiers(
      'registeredat userregistereddate registrationdate signupdate signupat joindate joinedat 注册时间 注册日期 入会时间 入会日期 开户日期',
    ),
    churned: tiers(
      'churn ischurn ischurned churnflag churnlabel churnvalue attrition attritionflag exited 流失 是否流失 退订 注销 销户',
    ),
    churned_at: tiers('churndate cancelledat canceledat 流失时间 流失日期 注销时间 退订时间 销户时间'),
    tenure: tiers('tenuremonths tenureinmonths 在网时长 入会时长 客龄', 'accountlength monthsonbook'),
  },
  tickets: {
    ticket_id: tiers(
      'zendeskid caseid casenumber conversationid callid incidentid ticketnumber 工单编号 工单号 服务单号 会话编号',
      '会话id number',
      'id',
    ),
    customer_id: customer,
    touchpoint: tiers(touchpointNames, '会话通路 接入方式 contacttype', 'channel 渠道 source 来源 viachannel'),
    response_id: tiers('surveyresponseid 答卷编号'),
    issue: tiers('topic category 会话主题 咨询分类 问题类型 问题分类', 'subject problem tags'),
    created_at: tiers(
      'openedat created callstart opendate datecreated 会话开始时间 建单时间 受理时间 进线时间',
      '创建时间 startedat starttime',
      'timestamp datetime 时间 date 日期',
    ),
    first_response_at: tiers('firstreplyat firstresponsetimestamp 首次响应时间'),
    first_response_s: tiers(
      'firstreplytime firstresponsetime firstresponse frt speedofanswer 首次响应时长 客服首次响应时长 首响时长 首响时间 平均首次响应时长',
    ),
    resolved_at: tiers(
      'solvedat resolvedtime resolved 解决时间 结单时间 完结时间',
      'closedat closed 关闭时间 结束时间',
    ),
    resolution_s: tiers('resolution fullresolutiontime resolutiontime timetoresolve ttr 解决时长 处理时长 工单时长'),
    wait_s: tiers('wait waittime queuetime requesterwaittime 排队时长 等待时长'),
    contacts: tiers('replies rounds 回合数 对话回合数 联系次数', '会话消息数'),
    reopens: tiers('reopencount reopened 重开次数'),
    resolved: tiers('solved issolved isresolved 是否已解决 会话解决状态', 'status 状态'),
    csat: tiers('satisfactionrating satisfactionscore csatscore 满意度评分 满意度', 'rating 评分'),
    agent: tiers('assignee agentid agentname assignedto assigneeid 客服 坐席 处理人 staff'),
    channel: tiers('渠道 viachannel'),
  },
  audits: {
    touchpoint: tiers(touchpointNames),
    fact: tiers('factkey 事实 信息项 项目'),
    value: tiers('factvalue 值 内容 触点信息'),
    canonical: tiers('expected truth 标准 标准值 标准信息'),
    audited_at: tiers('auditdate 审核时间 检查日期 核查日期'),
  },
  indicators: {
    perspective: tiers('维度 视角 层面'),
    name: tiers('indicator kpi 指标 指标名称'),
    actual: tiers('实际 实际值 当前值 完成值'),
    metric: tiers('指标编号'),
    touchpoint: tiers(touchpointNames),
    baseline: tiers('基线 基准 基准值'),
    target: tiers('目标 目标值'),
    weight: tiers('权重'),
    direction: tiers('方向'),
    period: tiers('期间 周期'),
  },
  identities: {
    source: tiers('system sourcesystem 系统 来源系统 来源'),
    source_id: tiers('systemid externalid localid 系统id 来源id'),
    customer_id: customer,
  },
  paths: {
    path: tiers('路径 touchpointpath journey channelpath'),
    conversions: tiers('totalconversions totalconversion conversion 转化数 转化'),
    value: tiers('totalconversionvalue conversionvalue value revenue 转化金额 转化价值 价值'),
    nulls: tiers('totalnull totalnulls null nonconversions 未转化 未转化数'),
  },
};

/** Names of answer columns by kind, for surveys with one column an answer. */
export const answerNames: Readonly<Record<'nps' | 'ces' | 'overall' | 'csat' | 'verbatim', readonly string[]>> = {
  nps: 'nps npsscore qnps ltr likelihoodtorecommend howlikelytorecommend recommend recommendation recommendscore 推荐意愿 净推荐值 推荐值 推荐分 推荐度 推荐打分 您有多大可能推荐'.split(
    ' ',
  ),
  ces: 'ces cesscore effort effortscore customereffort customereffortscore ease easeofuse madeiteasy 费力度 客户费力度 便捷程度 轻松程度'.split(
    ' ',
  ),
  overall:
    'overall overallsatisfaction overallrating overallscore overallcsat 总体满意度 整体满意度 总体评价 总体评分 整体评价 综合满意度 综合评分 总满意度 label sentiment'.split(
      ' ',
    ),
  csat: scores.split(' '),
  verbatim: [],
};

/** Quantities and prices of order lines. */
export const lineNames = {
  quantity: 'quantity qty 数量 购买数量 商品数量 销量 件数'.split(' '),
  price: 'unitprice price 单价 商品单价'.split(' '),
} as const;
