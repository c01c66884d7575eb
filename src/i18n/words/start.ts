import type { Text } from '../text';

/** Words of the first screen. */
export const startWords = {
  title: { en: 'Drop your files and see every touchpoint', zh: '把文件拖进来，看清每个触点' },
  lead: {
    en: 'Surveys, orders, tickets, event logs: CSV, Excel, Parquet, JSON. All of it stays on this machine.',
    zh: '问卷、订单、工单、行为日志：CSV、Excel、Parquet、JSON。一切都在本机完成。',
  },
  dropAnywhere: { en: 'Drop files anywhere', zh: '拖放文件到任意位置' },
  or: { en: 'or', zh: '或' },
  orPaste: { en: 'or paste a table', zh: '或粘贴表格' },
  samples: { en: 'Try a sample', zh: '先用示例试试' },
  practise: { en: 'Practise', zh: '练习' },
  practiseText: {
    en: 'An exercise on data of your own, with feedback step by step. Trainers make a link for a class.',
    zh: '用自己的数据做练习，每一步都有反馈。培训师可为全班生成链接。',
  },
  recent: { en: 'Continue', zh: '继续' },
  noRecent: {
    en: 'What you work on is kept in this browser and listed here.',
    zh: '您的工作区保存在此浏览器中，并列在这里。',
  },
  forget: { en: 'Forget {name}', zh: '移除 {name}' },
  forgetEverything: { en: 'Forget everything', zh: '清除全部痕迹' },
  forgetSure: {
    en: 'Delete every workspace, setting and cached file that this app keeps in this browser, and close what is open? Your own files on disk are not touched.',
    zh: '删除本应用在此浏览器中保存的全部工作区、设置和缓存，并关闭当前打开的内容？您磁盘上的文件不受影响。',
  },
  forgetYes: { en: 'Delete all of it', zh: '全部删除' },
  unnamed: { en: 'Unnamed workspace', zh: '未命名工作区' },
  files: { en: '{n:count} file{n|s}', zh: '{n:count} 个文件' },
  needsFiles: {
    en: 'This workspace needs its files again. Drop them here: {files}',
    zh: '请重新提供该工作区的文件，拖到此处即可：{files}',
  },
  proof: {
    en: 'Since this page opened: {sent} sent; all {n:count} requests were for its own static files.',
    zh: '自打开以来：向外发送 {sent}，{n:count} 个请求全部为本站静态文件。',
  },
  proofForeign: {
    en: 'Since this page opened: {foreign:count} of {n:count} requests went to another host.',
    zh: '自打开以来：{n:count} 个请求中有 {foreign:count} 个发往其他主机。',
  },
  proofOpen: { en: 'See the proof', zh: '查看证明' },
  proofTitle: { en: 'Every request of this page', zh: '本页面的全部请求' },
  proofHow: {
    en: 'Counted by the browser itself (Resource Timing) and by a counter on every way of sending. The page carries a policy that forbids any connection to another host; its workers inherit it, although browsers do not list what workers fetch (the engine’s own file). To check: open the browser’s network tools, or pull the network cable; everything still works.',
    zh: '由浏览器自身（Resource Timing）以及对每种发送方式的计数得出。页面带有安全策略，禁止连接任何其他主机；后台线程同样受限，只是浏览器不列出后台线程取得的文件（即引擎本身）。您可以打开浏览器的网络面板核对，或直接断网：一切照常工作。',
  },
  proofPolicy: { en: 'The policy', zh: '安全策略' },
  request: { en: 'Request', zh: '请求' },
  kind: { en: 'Kind', zh: '类型' },
  received: { en: 'Received', zh: '接收' },
  host: { en: 'Host', zh: '主机' },
  own: { en: 'own', zh: '本站' },
} as const satisfies Readonly<Record<string, Text>>;
