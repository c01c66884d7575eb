/** Words that carry no topic, in both languages. */
export const stopWords: ReadonlySet<string> = new Set(
  (
    '的 了 是 我 在 也 就 都 和 还 很 有 不 我们 他们 你们 这个 那个 一个 没有 因为 所以 但是 而且 如果 还是 就是 可以 自己 什么 怎么 这样 那样 已经 以及 或者 虽然 不过 只是 然后 时候 现在 这里 那里 非常 比较 真的 ' +
    "the and for was were are you your our with this that have has had but not from they them their its it's his her she him all any can will would could should just very too also than then there here when what which who how out about into over after before because been being more most some such only other again once off own same did does doing don't didn't one get got i'm i've"
  ).split(' '),
);
