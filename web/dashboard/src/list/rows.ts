import type { ChannelName } from '../../../../shared/message.ts';
import type { SessionState } from '../../../../shared/line.ts';
import type { Conversation, DeskSession } from '../../../../shared/seat.ts';

/** The four lists of the desk: mine, waiting for a human, held by the robot, everything. */
export type ListName = 'mine' | 'waiting' | 'robot' | 'all';
export const listNames: readonly ListName[] = ['mine', 'waiting', 'robot', 'all'];

/** One conversation in a list, from the seat's own summary, the desk's routing facts, or both. */
export type Row = {
  customer: string;
  session: string;
  name: string;
  state: SessionState;
  agent?: { id: string; name: string };
  mine: boolean;
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
};

/** Joins what the seat and the desk say into one row per person. The newer of the two decides the state. */
export function rowsOf(conversations: readonly Conversation[], sessions: readonly DeskSession[], me: string): Row[] {
  const rows = new Map<string, Row>();
  for (const one of conversations) rows.set(one.customer, fromSeat(one, me));
  let place = 0;
  for (const one of sessions) {
    const waits = one.state === 'queued' || one.state === 'left-message';
    const row = withDesk(rows.get(one.customer) ?? null, one, me, waits ? place++ : null);
    rows.set(one.customer, row);
  }
  return [...rows.values()];
}

function fromSeat(one: Conversation, me: string): Row {
  return {
    customer: one.customer,
    session: one.session,
    name: one.name,
    state: one.state,
    ...(one.agent ? { agent: one.agent } : {}),
    mine: one.state === 'agent' && one.agent?.id === me,
    channel: one.last.channel ?? one.channels[0] ?? null,
    preview: { text: one.last.text, speaker: one.last.speaker },
    at: one.last.at,
    unread: one.unread,
    waitingSince: one.waitingSince,
    urgency: one.urgency,
    reason: '',
    skill: '',
    place: null,
  };
}

function withDesk(held: Row | null, one: DeskSession, me: string, place: number | null): Row {
  // A seat's row of this very session is fresher about mine; of an older session it says nothing about the new one.
  if (held && held.session === one.session && held.mine) return { ...held, reason: one.reason, skill: one.skill };
  const waits = one.state === 'queued' || one.state === 'left-message';
  return {
    customer: one.customer,
    session: one.session,
    name: one.name || held?.name || '',
    state: one.state,
    ...(one.agent ? { agent: one.agent } : {}),
    mine: one.state === 'agent' && one.agent?.id === me,
    channel: one.channel,
    preview: held && held.session === one.session ? held.preview : null,
    at: Math.max(one.since, held && held.session === one.session ? held.at : 0),
    unread: held && held.session === one.session ? held.unread : 0,
    waitingSince: waits ? one.since : (held?.waitingSince ?? null),
    urgency: one.urgency,
    reason: one.reason,
    skill: one.skill,
    place,
  };
}

const belongs: Record<ListName, (row: Row) => boolean> = {
  mine: (row) => row.mine,
  waiting: (row) => row.state === 'queued' || row.state === 'left-message',
  robot: (row) => row.state === 'robot',
  all: () => true,
};

/** The rows of one list, in its order: the waiting as they stand in line, the others by their last word. */
export function listOf(rows: readonly Row[], name: ListName): Row[] {
  const chosen = rows.filter(belongs[name]);
  if (name === 'waiting') return chosen.sort((left, right) => (left.place ?? 1e9) - (right.place ?? 1e9));
  return chosen.sort((left, right) => right.at - left.at || (left.customer < right.customer ? -1 : 1));
}

/** How many stand in each list. */
export function countsOf(rows: readonly Row[]): Record<ListName, number> {
  const counts: Record<ListName, number> = { mine: 0, waiting: 0, robot: 0, all: rows.length };
  for (const row of rows) {
    for (const name of ['mine', 'waiting', 'robot'] as const) if (belongs[name](row)) counts[name] += 1;
  }
  return counts;
}

/** Unread words in conversations that are mine: what the badge on the tab says. */
export function unreadOf(rows: readonly Row[]): number {
  return rows.reduce((sum, row) => sum + (row.mine ? row.unread : 0), 0);
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

/** Finds rows by name; an empty search finds all. */
export function search(rows: readonly Row[], words: string): Row[] {
  const wanted = words.trim().toLowerCase();
  if (wanted === '') return [...rows];
  return rows.filter(
    (row) => row.name.toLowerCase().includes(wanted) || (row.preview?.text.toLowerCase().includes(wanted) ?? false),
  );
}
