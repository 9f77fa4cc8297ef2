import type { ChannelName } from '../../../../shared/message.ts';
import type { SessionState } from '../../../../shared/line.ts';
import type { Conversation, DeskSession } from '../../../../shared/seat.ts';

/** The three lists of the desk: who waits to be taken (待接入), what goes on (进行中), what is over (历史). */
export type ListName = 'waiting' | 'mine' | 'history';
export const listNames: readonly ListName[] = ['waiting', 'mine', 'history'];

/** One conversation in a list, from the seat's own summary, the desk's routing facts, or both. */
export type Row = {
  customer: string;
  session: string;
  name: string;
  state: SessionState;
  agent?: { id: string; name: string };
  mine: boolean;
  /** Somebody else's, and I was brought in (协同). */
  shared: boolean;
  channel: ChannelName | null;
  /** The last words, when the seat knows them; the desk never does. */
  preview: { text: string; speaker: Conversation['last']['speaker'] } | null;
  at: number;
  unread: number;
  waitingSince: number | null;
  urgency: 'normal' | 'urgent';
  reason: string;
  skill: string;
  /** Place in the desk's waiting line, from 0. */
  place: number | null;
  /** What the desk knows of it: offer, SLA, group, why. */
  desk: DeskSession | null;
};

type Made = { row: Row; me: string; place: number | null };
/** A session the desk did not tell anew keeps its row: five thousand of them are not made ten times a second. */
const made = new WeakMap<DeskSession, Made>();

/** Joins what the seat and the desk say into one row per person. The newer of the two decides the state. */
export function rowsOf(conversations: readonly Conversation[], sessions: readonly DeskSession[], me: string): Row[] {
  const rows = new Map<string, Row>();
  for (const one of conversations) rows.set(one.customer, fromSeat(one, me));
  let place = 0;
  for (const one of sessions) {
    const stands = isWaiting(one.state) ? place++ : null;
    const held = rows.get(one.customer) ?? null;
    rows.set(one.customer, held ? withDesk(held, one, me, stands) : fromDesk(one, me, stands));
  }
  return [...rows.values()];
}

/** Tickets offered at the desk, as rows; several of one customer stand beside each other. */
export function ticketRows(items: readonly DeskSession[], me: string): Row[] {
  return items.map((one) => fromDesk(one, me, null));
}

/** The ticket a row of the desk is about; null: it is a session. */
export function ticketOf(row: Row): string | null {
  return row.desk?.kind === 'ticket' ? row.session.replace(/\.\d+$/u, '') : null;
}

/** Waiting for a person: in line, or with a message left. */
export function isWaiting(state: SessionState): boolean {
  return state === 'queued' || state === 'left-message';
}

const isShared = (collaborators: readonly { id: string }[] | undefined, me: string) =>
  collaborators?.some((one) => one.id === me) === true;

function fromSeat(one: Conversation, me: string): Row {
  const mine = one.state === 'agent' && one.agent?.id === me;
  return {
    customer: one.customer,
    session: one.session,
    name: one.name,
    state: one.state,
    ...(one.agent ? { agent: one.agent } : {}),
    mine,
    shared: !mine && one.state !== 'closed' && isShared(one.collaborators, me),
    channel: one.last.channel ?? one.channels[0] ?? null,
    preview: { text: one.last.text, speaker: one.last.speaker },
    at: one.last.at,
    unread: one.unread,
    waitingSince: one.waitingSince,
    urgency: one.urgency,
    reason: '',
    skill: '',
    place: null,
    desk: null,
  };
}

function fromDesk(one: DeskSession, me: string, place: number | null): Row {
  const before = made.get(one);
  if (before && before.me === me && before.place === place) return before.row;
  const row = withDesk(null, one, me, place);
  made.set(one, { row, me, place });
  return row;
}

function withDesk(held: Row | null, one: DeskSession, me: string, place: number | null): Row {
  const same = held !== null && held.session === one.session;
  const shared = isShared(one.collaborators, me);
  // A seat's row of this very session is fresher about mine; of an older session it says nothing about the new one.
  if (same && held.mine) return { ...held, reason: one.reason, skill: one.skill, desk: one };
  return {
    customer: one.customer,
    session: one.session,
    name: one.name || held?.name || '',
    state: one.state,
    ...(one.agent ? { agent: one.agent } : {}),
    mine: one.state === 'agent' && one.agent?.id === me,
    shared,
    channel: one.channel,
    preview: same ? held.preview : null,
    at: Math.max(one.since, same ? held.at : 0),
    unread: same ? held.unread : 0,
    waitingSince: isWaiting(one.state) ? one.since : (held?.waitingSince ?? null),
    urgency: one.urgency,
    reason: one.reason,
    skill: one.skill,
    place,
    desk: one,
  };
}

/** How many stand in the first two lists. */
export function countsOf(rows: readonly Row[]): { waiting: number; mine: number } {
  const counts = { waiting: 0, mine: 0 };
  for (const row of rows) {
    if (isWaiting(row.state)) counts.waiting += 1;
    else if (row.mine) counts.mine += 1;
  }
  return counts;
}

/** Unread words in conversations that are mine: what the badge on the tab says. */
export function unreadOf(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => sum + (row.mine ? row.unread : 0), 0);
}

/** What the desk asks me to take now, the shortest time first; while the customer is asked, nobody is. */
export function offersOf(rows: readonly Row[], me: string): Row[] {
  return rows
    .filter((row) => row.desk?.offer?.agent.id === me && row.desk.offer.asking !== true && !row.mine)
    .sort((left, right) => (left.desk?.offer?.until ?? 0) - (right.desk?.offer?.until ?? 0));
}

/** Who may take this row, and whether to ask first. Null when it can't be taken. */
export function takeOf(row: Row, role: string): { confirm: 'none' | 'robot' | 'agent' } | null {
  switch (row.state) {
    case 'queued':
    case 'left-message':
      return { confirm: 'none' };
    case 'robot':
      return { confirm: 'robot' };
    case 'agent':
      return row.mine || (role !== 'owner' && role !== 'lead') ? null : { confirm: 'agent' };
    case 'closed':
      return null;
  }
}

/** My customers who wait for my next word longer than the settings allow (响应超时), each wait named once. */
export function lateReplies(
  rows: readonly Row[],
  now: number,
  { replyLateMs }: Patience,
): { id: string; row: Row; waitMs: number }[] {
  if (replyLateMs === 0) return [];
  return rows.flatMap((row) => {
    const { waitingSince, mine, session } = row;
    if (!mine || waitingSince === null || now - waitingSince < replyLateMs) return [];
    return [{ id: `${session}:${waitingSince}`, row, waitMs: now - waitingSince }];
  });
}

/** Finds rows by name; an empty search finds all. */
export function search(rows: readonly Row[], words: string): Row[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [...rows];
  return rows.filter(
    (row) => row.name.toLowerCase().includes(wanted) || (row.preview?.text.toLowerCase().includes(wanted) ?? false),
  );
}

/** How a waiting stands to its promise: in good time, soon over, over. */
export type Haste = 'calm' | 'soon' | 'late';
/** Where no class promises anything, and for a customer who waits for an agent's next word; 0: never. */
export type Patience = { replySoonMs: number; replyLateMs: number };
export const usualPatience: Patience = { replySoonMs: 60_000, replyLateMs: 100_000 };

/** What the waiting of this row looks like; `leftMs` is what remains of its class's time. */
export function hasteOf(
  row: Row,
  now: number,
  { replySoonMs, replyLateMs }: Patience = usualPatience,
): { haste: Haste; waitMs: number; leftMs: number | null } | null {
  const over = (ms: number, most: number) => most > 0 && ms >= most;
  if (row.waitingSince === null) return null;
  const waitMs = now - row.waitingSince;
  const due = isWaiting(row.state) ? row.desk?.dueAt : row.desk?.answerBy;
  if (due === undefined) {
    return {
      haste: over(waitMs, replyLateMs) ? 'late' : over(waitMs, replySoonMs) ? 'soon' : 'calm',
      waitMs,
      leftMs: null,
    };
  }
  const leftMs = due - now;
  const whole = Math.max(1, due - (row.desk?.since ?? row.waitingSince));
  return { haste: leftMs <= 0 ? 'late' : leftMs <= whole * 0.3 ? 'soon' : 'calm', waitMs, leftMs };
}
