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
  generated: 'AI 生成',
  helpful: '有帮助',
  unhelpful: '没有帮助',
  agentServes: '{name} 为您服务',
  staff: '人工客服',
  queued: '正在为您接入人工客服',
  queuedAt: '您前面还有 {n} 位',
  queuedNext: '您是下一位',
  queuedWait: '，预计等待 {wait}',
  leaveQueue: '放弃排队',
  queuedBack: 'VIP 优先：有紧急或会员优先的会话排到了前面。排序只看紧急程度、会员等级和等待时间，对所有人一样',
  transferring: '会话转接中，请稍候',
  transferAsk: '客服 {from} 想请 {to} 继续为您服务，您同意吗？',
  transferYes: '同意转接',
  transferNo: '不同意',
  leaveMessage: '写留言',
  leftHead: '客服不在线，已留言',
  left: '客服不在线，请留言。我们会尽快回复，您也会在这里看到',
  closed: '本次会话已结束，继续输入可再次咨询',
  hello: '您好，有什么可以帮您？',
  helloMore: '直接输入问题，或点一个常见问题。随时可以转人工。',
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
  partLost: '这里没有加载出来',
  discard: '删除',
  you: '我',
  image: '图片',
  voice: '语音',
  video: '视频',
  attach: '发送图片或文件',
  drop2: '松开即可添加',
  quote: '引用',
  recall: '撤回',
  recalled: '消息已撤回',
  quoteGone: '原消息已撤回',
  drop: '不用了',
  sendProduct: '发送商品',
  emoji: '表情',
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
