/** News, ways and attempts as the planner's tests write them down. */
import type { Attempt, Ledger, News, Way } from '../../shared/reach/news.ts';

/** A Wednesday, ten in the morning in China. */
export const NOW = Date.UTC(2026, 10, 25, 2);
export const HOUR = 3_600_000;
export const nothing: Ledger = { attempts: [], read: false, calledAt: null };
export const answer = (home: string | null, more: Partial<News> = {}): News => ({
  id: 'n',
  purpose: 'answer',
  weight: 'resolution',
  home,
  since: NOW,
  ...more,
});
export const screen = (here: boolean, endpoint = 'web'): Way => ({
  kind: 'screen',
  endpoint,
  channel: 'web',
  label: '官网',
  here,
});
export const wechat = (left: number, endpoint = 'oa'): Way => ({
  ...{ kind: 'platform', endpoint, channel: 'wechat', label: '公众号' },
  room:
    left < 0
      ? { state: 'closed' }
      : left === 0
        ? { state: 'spent', endsAt: NOW + HOUR }
        : { state: 'open', left, endsAt: NOW + HOUR },
});
export const subscription = (left: number): Way => ({
  kind: 'subscription',
  endpoint: 'mp',
  channel: 'miniprogram',
  label: '小程序',
  left,
});
export const sms = (more: Partial<Way> = {}): Way => ({
  kind: 'sms',
  endpoint: 'tel',
  channel: 'sms',
  label: '138',
  today: { sent: 0, most: 5 },
  ...more,
});
export const callback: Way = { kind: 'callback', endpoint: 'tel', channel: 'phone', label: '138' };
export const tried = (way: Attempt['way'], endpoint: string, fate: Attempt['fate'], at = NOW): Attempt => ({
  way,
  endpoint,
  at,
  fate,
});
