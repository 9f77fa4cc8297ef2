/** 未读角标: how many messages wait on the tab 消息 while the person looks elsewhere, and how many notices on 通知. */
import { unreadCount } from '../web/client/pending.ts';
import { talk } from './net.ts';

let reading = false;
/** What each tab shows. */
const shown = [0, 0];

/** The messages are in sight, or no longer. */
export function look(on: boolean): void {
  reading = on;
  showBadge();
}

/** Brings the badges up to date. */
export function showBadge(): void {
  const line = talk.follower.state;
  const marks = Object.values(line?.marks.customer ?? {}).map(({ read }) => read);
  put(0, reading || !line ? 0 : unreadCount(line.messages, Math.max(0, ...marks)));
  put(1, line?.notices?.unread ?? 0);
}

function put(index: number, count: number): void {
  if (count === shown[index]) return;
  const fail = () => undefined;
  const success = () => {
    shown[index] = count;
  };
  // Refused on pages without a tab bar; said again when one is shown.
  if (count === 0) wx.removeTabBarBadge({ index, success, fail });
  else wx.setTabBarBadge({ index, text: count > 99 ? '99+' : String(count), success, fail });
}
