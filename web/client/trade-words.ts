/** The trade's words that every screen says alike: channels, session states, delivery, connection. */
import type { ChannelName, MessageStatus } from '../../shared/message.ts';
import type { SessionState } from '../../shared/line.ts';
import type { LinkStatus } from './link.ts';
import { words } from './words.ts';

/** Full names of channels. */
export const channelWords = words<ChannelName>(
  { web: '网页', app: 'APP', miniprogram: '小程序', wechat: '公众号', sms: '短信', phone: '电话' },
  { web: 'Website', app: 'App', miniprogram: 'Mini-program', wechat: 'WeChat', sms: 'SMS', phone: 'Phone' },
);

/** One letter for a mark on a picture. */
export const channelLetters = words<ChannelName>(
  { web: '网', app: 'A', miniprogram: '小', wechat: '公', sms: '短', phone: '话' },
  { web: 'W', app: 'A', miniprogram: 'M', wechat: 'C', sms: 'S', phone: 'P' },
);

export const sessionWords = words<SessionState>(
  { robot: '机器人接待', queued: '排队中', agent: '会话中', 'left-message': '留言', closed: '已结束' },
  { robot: 'With robot', queued: 'Waiting', agent: 'With agent', 'left-message': 'Left message', closed: 'Closed' },
);

export const statusWords = words<MessageStatus>(
  {
    received: '已收到',
    queued: '待发送',
    sent: '已发送',
    delivered: '已送达',
    read: '已读',
    failed: '发送失败',
    unknown: '结果未知',
  },
  {
    received: 'Received',
    queued: 'Queued',
    sent: 'Sent',
    delivered: 'Delivered',
    read: 'Read',
    failed: 'Failed',
    unknown: 'Fate unknown',
  },
);

export const linkWords = words<LinkStatus>(
  {
    idle: '未连接',
    connecting: '连接中…',
    live: '已连接',
    polling: '已连接（备用线路）',
    waiting: '网络断开，正在重连…',
    stopped: '连接已停止',
  },
  {
    idle: 'Not connected',
    connecting: 'Connecting…',
    live: 'Connected',
    polling: 'Connected (fallback)',
    waiting: 'Offline, reconnecting…',
    stopped: 'Stopped',
  },
);
