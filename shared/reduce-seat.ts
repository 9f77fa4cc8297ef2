/** The one reducer of an agent's seat. */
import type { Conversation, DeskDelta, DeskSession, DeskView, SeatChange, SeatState } from './seat.ts';

/** Notices a seat keeps. */
export const NOTICES = 20;
/** Mentions and owed summaries a seat shows. */
export const MOST_NEWS = 100;
/** Closed conversations a seat and every screen of it keep: the newest by their last word. */
export const CLOSED_KEPT = 100;

/** Applies one change; the caller has checked that it follows the seat's position. */
export function applySeatChange(state: SeatState, at: number, given: SeatChange): SeatState {
  const next: SeatState = { ...state, revision: at };
  switch (given.kind) {
    case 'conversation': {
      const held = state.conversations.find((one) => one.customer === given.conversation.customer);
      if (held && held.revision > given.conversation.revision) return next;
      next.conversations = kept([
        ...state.conversations.filter((one) => one.customer !== given.conversation.customer),
        given.conversation,
      ]);
      return next;
    }
    case 'gone':
      next.conversations = state.conversations.filter((one) => one.customer !== given.customer);
      return next;
    case 'duty':
      next.duty = given.duty;
      delete next.dutyReason;
      if (given.reason !== undefined) next.dutyReason = given.reason;
      if (given.since !== undefined) next.dutySince = given.since;
      delete next.dutyBy;
      if (given.by !== undefined) next.dutyBy = given.by;
      return next;
    case 'summary-owed':
      next.owed = [...(state.owed ?? []).filter((one) => one.session !== given.owed.session), given.owed].slice(
        0,
        MOST_NEWS,
      );
      return next;
    case 'summary-given':
      next.owed = (state.owed ?? []).filter((one) => one.session !== given.session);
      return next;
    case 'mentioned':
      next.mentions = [...(state.mentions ?? []).filter((one) => one.id !== given.mention.id), given.mention].slice(
        -MOST_NEWS,
      );
      return next;
    case 'mentions-read':
      next.mentions = (state.mentions ?? []).map((one) =>
        given.id === undefined || given.id === one.id ? { ...one, read: true } : one,
      );
      return next;
    case 'notice':
      next.notices = [...(state.notices ?? []), given.notice].slice(-NOTICES);
      return next;
    default:
      return next;
  }
}

/** Whoever closed before the newest hundred leaves for good, so that a screen from before and a fresh one show the same. */
function kept(conversations: Conversation[]): Conversation[] {
  const closed = conversations.filter((one) => one.state === 'closed');
  if (closed.length <= CLOSED_KEPT) return conversations;
  closed.sort((left, right) => right.last.at - left.last.at || (left.customer < right.customer ? -1 : 1));
  const gone = new Set(closed.slice(CLOSED_KEPT));
  return conversations.filter((one) => !gone.has(one));
}

/** A desk nobody has told of yet. */
export const emptyDeskView: DeskView = { version: 0, sessions: [], agents: [], figures: null };

/** Takes what changed at the desk; null when it does not follow what is kept. */
export function applyDesk(kept: DeskView, delta: DeskDelta): DeskView | null {
  if (delta.since > kept.version) return null;
  const anew = delta.since === 0;
  const agents = new Map(anew ? [] : kept.agents.map((one) => [one.id, one]));
  for (const one of delta.agents) agents.set(one.id, one);
  const sessions = new Map(anew ? [] : kept.sessions.map((one) => [one.session, one]));
  for (const one of delta.sessions) sessions.set(one.session, one);
  for (const one of delta.gone) sessions.delete(one);
  return {
    version: Math.max(anew ? 0 : kept.version, delta.version),
    // The last part brings the line; in between nobody reads the order.
    sessions:
      delta.more && !anew
        ? [...sessions.values()]
        : sorted([...sessions.values()], delta.line ?? kept.sessions.map((one) => one.session)),
    agents: [...agents.values()].sort((left, right) => (left.id < right.id ? -1 : 1)),
    figures: delta.figures ?? kept.figures,
  };
}

function sorted(sessions: DeskSession[], line: readonly string[]): DeskSession[] {
  const places = new Map(line.map((session, place) => [session, place]));
  const key = (one: DeskSession): [number, number, number] => {
    const waits = one.state === 'queued' || one.state === 'left-message';
    if (!waits) return [one.state === 'agent' ? 2 : 3, 0, -one.since];
    return [one.state === 'queued' ? 0 : 1, places.get(one.session) ?? Infinity, one.since];
  };
  const keyed = sessions.map((one) => ({ one, key: key(one) }));
  keyed.sort((left, right) => {
    for (let at = 0; at < 3; at += 1) {
      const [mine = 0, other = 0] = [left.key[at], right.key[at]];
      if (mine !== other) return mine - other;
    }
    return left.one.session < right.one.session ? -1 : 1;
  });
  return keyed.map((one) => one.one);
}
