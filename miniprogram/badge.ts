/** 未读角标: how many messages wait on the tab 消息 while the person looks elsewhere. */
import { unreadCount } from '../web/client/pending.ts';
import { talk } from './net.ts';

let reading = false;
let shown = 0;

/** The messages are in sight, or no longer. */
export function look(on: boolean): void {
  reading = on;
  showBadge();
}

/** Brings the badge up to date. */
export function showBadge(): void {
  const line = talk.follower.state;
  const marks = Object.values(line?.marks.customer ?? {}).map(({ read }) => read);
  const count = reading || !line ? 0 : unreadCount(line.messages, Math.max(0, ...marks));
  if (count === shown) return;
  const fail = () => undefined;
  const success = () => {
    shown = count;
  };
  // Refused on pages without a tab bar; said again when one is shown.
  if (count === 0) wx.removeTabBarBadge({ index: 0, success, fail });
  else wx.setTabBarBadge({ index: 0, text: count > 99 ? '99+' : String(count), success, fail });
}
