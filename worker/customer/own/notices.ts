/** 服务提醒 on the line: kept, shown, and pushed where the person asked for it. Runs inside one transaction. */
import type { NoticesView, NoticeView } from '../../../shared/notice.ts';
import { NOTICES_SHOWN } from '../../../shared/protocol.ts';
import type { Seen } from '../stream.ts';
import { offersRead } from '../offers/results.ts';
import { watchNotice } from '../reach/planning.ts';
import type { Turn } from '../turn.ts';
import type { Notice } from './store.ts';

/** Who only sees one address of theirs sees no notices: they are the whole person's. */
export const WHOLE = '*';
/** Notices kept of one person. */
const KEPT = 500;

/** `home`: whose it is, of those who stand in the line; the line's own where nobody knows. */
export type NoticeGiven = Pick<Notice, 'key' | 'kind' | 'title' | 'text' | 'facts' | 'opens' | 'event'> & {
  home?: string;
};

/** Keeps a notice and shows it; the same key again changes nothing. An offer is looked after by its campaign, by no planner of news. */
export function notify(
  turn: Turn,
  { home = '', ...given }: NoticeGiven,
  id = turn.around.freshId('n'),
): { notice: string; known: boolean } {
  const before = turn.own.noticeBy(given.key);
  if (before) return { notice: before.id, known: true };
  const notice: Notice = { ...given, id, at: turn.now, readAt: null, pushedAt: null };
  turn.own.addNotice(notice, home);
  turn.own.pruneNotices(KEPT);
  turn.change('all', WHOLE, { kind: 'notice', notice: viewOfNotice(notice), unread: turn.own.unread() });
  if (notice.kind !== 'offer') watchNotice(turn, notice);
  return { notice: notice.id, known: false };
}

/** They were looked at. */
export function readNotices(turn: Turn, notices: readonly string[] | 'all'): void {
  if (turn.own.readNotices(notices, turn.now) === 0) return;
  turn.reach.came(turn.now);
  offersRead(turn);
  const ids = notices === 'all' ? notices : [...notices];
  turn.change('all', WHOLE, { kind: 'notices-read', notices: ids, unread: turn.own.unread() });
}

/** What a fresh screen shows; nothing to who may not see the whole person. */
export function noticesFor(turn: Turn, seen: Seen): NoticesView | null {
  if (seen.kind === 'customer' && !seen.whole) return null;
  return { unread: turn.own.unread(), newest: turn.own.notices(null, NOTICES_SHOWN).map(viewOfNotice) };
}

export function viewOfNotice({ readAt, pushedAt: _, key: __, event: ___, ...notice }: Notice): NoticeView {
  return { ...notice, read: readAt !== null };
}
