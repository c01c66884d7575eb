import { chance, rating } from './chance.mjs';
import { csv, gb18030, stamp } from './write.mjs';

const day = 86_400_000;
const start = Date.UTC(2025, 0, 1);
const end = Date.UTC(2025, 11, 31, 23);
const worseFrom = Date.UTC(2025, 5, 2);

/** name, stage, class, phase, medium, channel, sells, share of journeys, hidden satisfaction, target */
const touchpoints = [
  ['短视频广告', '认知', '接触点', '前端', '数字', '抖音', 'N', 0.45, -0.25, 0.6],
  ['小程序首页', '兴趣', '接触点', '前端', '数字', '小程序', 'N', 0.7, 0.1, 0.75],
  ['在线预订', '购买', '互动点', '购买', '数字', '小程序', 'Y', 0.62, 0.35, 0.75],
  ['预订热线', '购买', '互动点', '购买', '数字', '电话', 'Y', 0.28, 0.2, 0.75],
  ['前台入住', '购买', '体验点', '购买', '实体', '门店', 'N', 0.8, 0, 0.7],
  ['客房', '购买', '体验点', '购买', '实体', '门店', 'N', 0.8, 0.5, 0.8],
  ['早餐', '购买', '体验点', '购买', '实体', '门店', 'N', 0.1, 0.15, 0.8],
  ['在线客服', '售后', '互动点', '售后', '数字', '小程序', 'N', 0.3, -0.2, 0.7],
  ['退改签', '售后', '互动点', '售后', '混合', '电话', 'N', 0.12, -0.95, 0.6],
];
const praise = [
  '服务热情，房间干净',
  '入住很快，前台态度很好',
  '位置方便，下次还来',
  '早餐丰富，味道不错',
  '客服回复及时，解决了问题',
];
const blame = [
  '等了很久没人接电话',
  '退款太慢，一直没有处理',
  '房间有异味，隔音差',
  '前台排队时间太长',
  '客服答非所问，没有解决',
];

/** The hotel: Chinese headers, the survey in GB18030, events as Parquet. */
export function hotel(seed) {
  const { uniform, normal, yes, whole, exponential, of } = chance(seed);
  const events = [];
  const answers = [];
  const orders = [];
  const tickets = [];
  for (let person = 1; person <= 1500; person++) {
    const id = `QY${String(100000 + person * 7)}`;
    const mood = normal(0, 0.8);
    const joined = start + uniform() * (end - start - 20 * day);
    let now = joined;
    do {
      for (const [name, , , , , channel, sells, share, level] of touchpoints) {
        if (!yes(share)) continue;
        now += exponential(0.8 * day);
        if (now > end) break;
        const bought = sells === 'Y' && yes(name === '在线预订' ? 0.42 : 0.3);
        events.push([
          id,
          stamp(now),
          name,
          channel,
          bought ? '成交' : '访问',
          bought ? 'true' : sells === 'Y' ? 'false' : null,
          Math.round(exponential(140)),
        ]);
        if (bought) {
          const amount = (320 + 60 * whole(0, 12)) * whole(1, 3);
          const refund = yes(0.05) ? amount : 0;
          orders.push([
            `H${String(202500000 + orders.length)}`,
            id,
            stamp(now),
            yes(0.06) ? null : stamp(now + 90_000),
            amount,
            refund,
            name,
          ]);
        }
        const worse = name === '预订热线' && now >= worseFrom;
        const hidden = level + mood - (worse ? 0.95 : 0) + normal(0, 0.9);
        if (yes(name === '早餐' ? 0.09 : 0.55)) {
          const csat = rating(hidden, { from: 1, to: 5, centre: 4.02, spread: 0.95 });
          const nps = rating(hidden, { from: 0, to: 10, centre: 7.75, spread: 2.05 });
          answers.push([
            answers.length + 1,
            id,
            name,
            yes(0.004) ? null : yes(0.002) ? 9 : csat,
            yes(0.03) ? null : nps,
            stamp(now + exponential(day)),
            yes(0.25) ? of(csat >= 4 ? praise : blame) : null,
          ]);
        }
        if (['预订热线', '在线客服', '退改签'].includes(name)) {
          const slow = worse ? 2.4 : 1;
          const first = exponential({ 预订热线: 70, 在线客服: 45, 退改签: 5400 }[name]) * slow;
          const open = yes(0.02);
          tickets.push([
            `T${String(tickets.length + 1).padStart(6, '0')}`,
            id,
            name,
            stamp(now),
            Math.round(first),
            open ? null : stamp(now + first * 1000 + exponential(0.3 * day)),
            open ? null : yes(0.82) ? '是' : '否',
            whole(1, 3),
          ]);
        }
      }
      now += 15 * day + exponential(35 * day);
    } while (now < end && yes(0.55));
  }
  return {
    name: 'hotel',
    card: {
      title: { en: 'Hotel', zh: '酒店' },
      text: {
        en: 'Booking, stay, check-out · 9 touchpoints · survey in GB18030',
        zh: '预订、入住、退房 · 9 个触点 · GB18030 问卷',
      },
    },
    truths: {
      worse: {
        touchpoint: '预订热线',
        from: '2025-06-02',
        what: { en: 'satisfaction falls and first response slows', zh: '满意度下降，首次响应变慢' },
      },
      weakest: '退改签',
      'low-base': '早餐',
      'overlap-raises-satisfaction': false,
    },
    files: {
      'touchpoints.csv': csv(
        ['触点', '旅程阶段', '类别', '所处阶段', '媒介', '渠道', '可成交', '目标满意度'],
        touchpoints.map(([name, stage, kind, phase, medium, channel, sells, , , target]) => [
          name,
          stage,
          kind,
          phase,
          medium,
          channel,
          sells,
          target,
        ]),
      ),
      'survey.csv': gb18030(csv(['答卷编号', '会员号', '触点', '满意度', '推荐意愿', '提交时间', '意见'], answers)),
      'events.parquet': {
        parquet: {
          columns: {
            会员号: 'VARCHAR',
            时间: 'TIMESTAMP',
            触点: 'VARCHAR',
            渠道: 'VARCHAR',
            事件: 'VARCHAR',
            是否成交: 'BOOLEAN',
            停留秒数: 'INTEGER',
          },
          rows: events,
        },
      },
      'orders.csv': csv(['订单编号', '会员号', '下单时间', '付款时间', '订单金额', '退款金额', '触点'], orders),
      'tickets.csv': csv(
        ['工单编号', '会员号', '触点', '建单时间', '首次响应时长(秒)', '结单时间', '是否已解决', '回合数'],
        tickets,
      ),
    },
  };
}
