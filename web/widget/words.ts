/** What the open widget says. English stands apart (words-en.ts) and is fetched when it is spoken. */
import { fill, type Language, type Values } from '../client/words.ts';

const zh = {
  title: '在线客服',
  shut: '收起',
  more: '更多',
  human: '转人工',
  humanAsked: '正在转人工…',
  robot: '智能客服',
  robotTag: '机器人',
  agentServes: '{name} 为您服务',
  staff: '人工客服',
  queued: '正在为您接入人工客服',
  queuedAt: '您前面还有 {n} 位',
  queuedNext: '您是下一位',
  queuedWait: '，预计等待 {wait}',
  leaveQueue: '退出排队',
  left: '客服不在线，请留言。我们会尽快回复，您也会在这里看到',
  closed: '本次会话已结束，继续输入可再次咨询',
  hello: '您好，有什么可以帮您？',
  helloMore: '直接输入问题，或点一个常见问题。随时可以转人工。',
  quick1: '我的订单到哪了',
  quick2: '怎么退货',
  quick3: '怎么开发票',
  input: '输入消息',
  inputHint: '请输入您的问题',
  send: '发送',
  log: '聊天记录',
  older: '查看更早的消息',
  loading: '正在加载…',
  newer: '{n} 条新消息',
  typing: '{name}正在输入…',
  offline: '网络断开，正在重连。您可以继续输入，恢复后自动发送',
  connecting: '正在连接…',
  fallback: '网络受限，已切换备用线路',
  stopped: '连接已停止',
  stale: '页面版本太旧，请刷新',
  restart: '重新连接',
  sending: '发送中',
  queuedSend: '待发送',
  sent: '已送达',
  read: '已读',
  failed: '发送失败',
  retry: '重试',
  discard: '删除',
  you: '我',
  steps: '第 {n} 步',
  orderNo: '订单号',
  express: '物流',
  image: '图片',
  voice: '语音',
  video: '视频',
  location: '位置',
  rateTitle: '请评价本次服务',
  rate1: '极不满意',
  rate2: '不满意',
  rate3: '一般',
  rate4: '满意',
  rate5: '非常满意',
  solved: '已解决',
  unsolved: '未解决',
  rateText: '还想说点什么（选填）',
  submit: '提交评价',
  later: '暂不评价',
  thanks: '感谢您的评价',
  size: '文字大小',
  size0: '标准',
  size1: '大',
  size2: '特大',
  language: 'English',
  end: '结束会话',
};

/** Keys of the widget's words. */
export type WidgetWord = keyof typeof zh;
/** Says a word in the language of the moment. */
export type Say = (key: WidgetWord, values?: Values) => string;

/** The widget's speaker in a language. */
export async function sayIn(language: Language): Promise<Say> {
  const table: Record<WidgetWord, string> = language === 'zh' ? zh : (await import('./words-en.ts')).en;
  return (key, values) => fill(table[key], values);
}
