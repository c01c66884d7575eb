/** Words of customer experience and how good they are, −2 to 2. Own collection; no outside lexicon is in it. */
export interface Lexicon {
  readonly words: ReadonlyMap<string, number>;
  /** Turn the next evaluation round. */
  readonly negations: ReadonlySet<string>;
  /** Make the next evaluation stronger or weaker by a factor. */
  readonly degrees: ReadonlyMap<string, number>;
  /** Weigh what follows them in the sentence above what came before; none in Chinese, where it tells hotel reviews apart less well. */
  readonly contrasts: ReadonlySet<string>;
  /** Say nothing, and are not to be read as the negation or the degree that they begin with. */
  readonly idle: ReadonlySet<string>;
}

/** Faces and signs mean the same in every language; those that are used both ways are not here. */
const faces = {
  2: '😍 🥰 🤩 💯',
  1: '👍 👏 😊 😀 😃 😄 😁 🙂 ☺ 😋 😘 🥳 ❤ 💕 🌹 🎉',
  '-1': '👎 😞 😕 🙁 ☹ 😒 😔 😢 😩 😓',
  '-2': '😡 😠 🤬 🤮 💩',
} as const;

const zh = {
  2: '非常好 极好 太好了 完美 惊喜 超赞 一流 无可挑剔 五星 强烈推荐 物超所值 赞不绝口 无微不至 宾至如归 最棒 极佳 超级好 爱了',
  1: '没有不满 没有不满意 没什么不满 没什么不满意 没问题 没有问题 没什么问题 没毛病 没得说 没有缺点 挑不出毛病 不贵 不差 不慢 好 不错 好吃 满意 喜欢 推荐 方便 干净 舒适 舒服 热情 快 很快 及时 准时 周到 贴心 实惠 便宜 划算 新鲜 美味 可口 热乎 礼貌 友好 友善 亲切 专业 耐心 负责 安静 整洁 卫生 宽敞 温馨 豪华 漂亮 齐全 值得 值 优惠 赞 棒 给力 靠谱 放心 感谢 谢谢 愉快 开心 高兴 优秀 优质 流畅 清晰 简单 高效 迅速 顺利 足 量大 分量足 性价比高 再来 还会 下次还 会再 首选 优美 便利 丰盛 丰富 细心 到位 超值 香 嫩 脆 实在 良心 回头客 辛苦 一如既往 交通方便 地理位置好 体贴 新 可以 还行 明亮 好评 速度',
  '-1': '不满意 差 慢 贵 脏 旧 吵 乱 小 冷 凉 少 难吃 失望 不满 投诉 等 太久 麻烦 复杂 态度 敷衍 冷淡 推诿 拖延 超时 迟到 催 漏 漏送 少送 错 送错 退 退款 破 破旧 陈旧 老旧 潮湿 异味 臭 霉 噪音 嘈杂 隔音 油腻 咸 硬 坨 洒 撒 不好 不行 不值 不新鲜 不卫生 不干净 不舒服 不方便 不推荐 没有 不给 一般 凑合 问题 故障 坏 卡 闪退 崩溃 打不通 没人 无人 无法 不能 忘 遗憾 后悔 无语 郁闷 难受 生气 简陋 狭小 昏暗 味道怪 缺 冷漠 粗心 马虎 半天 小时 居然 竟然 结果 打电话 客服 根本 变质 头发 虫 拉肚子 发霉 蟑螂 蚊子 扣 凉透 凉了 生硬',
  '-2': '极差 很差 太差 最差 恶心 垃圾 骗 骗人 欺骗 坑 坑人 黑店 恶劣 糟糕 糟透 无耻 愤怒 气愤 再也不 绝不 不会再 千万别 千万不要 差评 忍无可忍 难以忍受 烂 太烂 受骗 上当 宰客 脏乱差 不敢恭维',
} as const;

const en = {
  2: 'excellent amazing outstanding perfect perfectly love loved loves fantastic wonderful awesome superb brilliant exceptional delighted delightful flawless best incredible phenomenal terrific',
  1: 'good great nice happy easy helpful friendly fast quick clean comfortable fun enjoy enjoyed enjoying pleasant smooth recommend recommended reliable polite courteous professional satisfied satisfying works working worth handy useful convenient cool like liked likes pleased impressed impressive attentive efficient fresh tasty delicious fair affordable cheap clear crisp responsive simple thank thanks thankful welcoming generous prompt promptly punctual spacious quiet solid better improved glad smart relaxed safe value',
  '-1': 'bad poor slow late delay delayed delays dirty rude expensive broken problem problems issue issues difficult hard confusing confused annoying annoyed disappointed disappointing disappointment fail failed fails failure uncomfortable cramped cold noisy noise loud wrong missing lost wait waited waiting waste returned return refund stopped unable stuck unhelpful unfriendly unhappy unreliable complicated complaint complain complained crash crashed crashes bug buggy glitch lacking lack limited mediocre old outdated overpriced stale tasteless tired ignored ignore cancelled canceled sadly unfortunately worse wont tiny dropped disconnects defective dead damaged useless pointless bland boring dull',
  '-2': 'terrible horrible awful worst hate hated disgusting pathetic appalling disgrace disgraceful dreadful atrocious unacceptable shocking scam fraud nightmare garbage rubbish trash avoid never furious filthy abysmal disaster sux sucks junk',
} as const;

/** The lexicon of each language. */
export const lexicons: Readonly<Record<'zh' | 'en', Lexicon>> = {
  zh: {
    words: new Map([...wordsOf(zh), ...wordsOf(faces)]),
    negations: new Set(
      '不 没 没有 无 未 别 不是 不太 不够 不算 并不 毫无 从未 不怎么 谈不上 算不上 不会 不要'.split(' '),
    ),
    degrees: new Map([
      ...'非常 特别 极其 超级 十分 最 太 超 相当 真 真的 实在 格外 尤其 巨'
        .split(' ')
        .map((word) => [word, 1.6] as const),
      ...'很 挺 更 蛮 比较'.split(' ').map((word) => [word, 1.25] as const),
      ...'有点 稍微 略 有些 还算 稍'.split(' ').map((word) => [word, 0.6] as const),
    ]),
    contrasts: new Set(),
    idle: new Set('不过 不仅 不但 不论 不管 不得不 不禁 不久 没想到 别人 别的 无论'.split(' ')),
  },
  en: {
    words: new Map([...wordsOf(en), ...wordsOf(faces)]),
    negations: new Set(
      "not no never none nobody nothing neither nor cannot can't won't don't doesn't didn't isn't wasn't aren't weren't without hardly barely couldn't wouldn't shouldn't".split(
        ' ',
      ),
    ),
    degrees: new Map([
      ...'very really extremely so super absolutely incredibly highly totally completely too most'
        .split(' ')
        .map((word) => [word, 1.5] as const),
      ...'quite pretty rather fairly'.split(' ').map((word) => [word, 1.15] as const),
      ...'slightly somewhat little bit kinda'.split(' ').map((word) => [word, 0.6] as const),
    ]),
    contrasts: new Set(['but']),
    idle: new Set(),
  },
};

function wordsOf(groups: Readonly<Record<string, string>>): ReadonlyMap<string, number> {
  return new Map(
    Object.entries(groups).flatMap(([value, words]) => words.split(' ').map((word) => [word, Number(value)] as const)),
  );
}
