/** What of a line the company's own systems are told, where they asked for it: owed as letters like everything else. */
import type { EventType } from '../../shared/settings/webhooks.ts';
import { fallbackText, type Message } from '../../shared/message.ts';
import type { SessionState } from '../../shared/line.ts';
import type { Session } from './sessions.ts';
import type { Turn } from './turn.ts';

/** Words of a message that travel in an event; the rest is read on the line. */
const TEXT_LIMIT = 1_000;

/** Owes one event, if an address wants its kind or events are kept to be fetched. `key` names it for ever, within this person; no full stop in it. */
export function announce(turn: Turn, type: EventType, key: string, data: Record<string, unknown>): void {
  const { endpoints, feed } = turn.around.settings.webhooks;
  if (feed !== true && !endpoints.some((one) => one.on && one.events.includes(type))) return;
  const named = `${type.replaceAll('.', '-')}-${key}`;
  turn.letters.owe({
    lane: 'webhook',
    kind: 'webhook',
    key: `webhook:${named}`,
    body: JSON.stringify({ key: named, type, at: turn.now, data: { ...whoOf(turn), ...data } }),
    dueAt: turn.now,
  });
}

function whoOf({ person }: Turn): Record<string, unknown> {
  return { customer: person.id, ...(person.userId ? { userId: person.userId } : {}) };
}

const typeOf: Partial<Record<SessionState, EventType>> = {
  queued: 'session.waiting',
  'left-message': 'session.waiting',
  agent: 'session.assigned',
  closed: 'session.closed',
};

/**
 * Lines became one: `homes`, the people who are this one by now. Or were taken apart: this person's own came back from `from`, with whoever
 * had come along with them.
 */
export function announceMove(turn: Turn, kind: 'merge' | 'unmerge', from: string, homes: readonly string[]): void {
  const key = `${turn.person.id}-${from}-${turn.head}`;
  if (kind === 'merge') announce(turn, 'customer.merged', key, { homes });
  else announce(turn, 'customer.parted', key, { from, homes });
}

/** One merge too many in a day: frozen until a lead has looked. */
export function announceFrozen(turn: Turn, { other, at }: { other: string; at: number }): void {
  announce(turn, 'customer.frozen', `${turn.person.id}-${at}`, { other });
}

/** An encounter began. */
export function announceOpening(turn: Turn, session: Session): void {
  announce(turn, 'session.opened', session.id, { session: sessionData(turn, session) });
}

/** A session came into this state. `version` makes each coming an event of its own. */
export function announceSession(turn: Turn, session: Session): void {
  const type = typeOf[session.state];
  if (!type) return;
  announce(turn, type, `${session.id}-${session.version}`, { session: sessionData(turn, session) });
}

/** One that had ended because two lines became one stands again. */
export function announceAgain(turn: Turn, session: Session): void {
  if (typeOf[session.state]) return announceSession(turn, session);
  const data = { session: sessionData(turn, session) };
  announce(turn, 'session.opened', `${session.id}-${session.version}`, data);
}

export function announceRating(turn: Turn, session: Session): void {
  announce(turn, 'session.rated', session.id, { session: sessionData(turn, session), rating: session.rating });
}

/** A message came in or went out over a channel; notes and grey lines stay inside. */
export function announceMessage(turn: Turn, message: Message): void {
  if (message.endpoint === '' || message.direction === 'note') return;
  const type = message.direction === 'in' ? 'message.received' : 'message.sent';
  const { id, channel, speaker, at, session, body } = message;
  const text = fallbackText(body).slice(0, TEXT_LIMIT);
  announce(turn, type, id, { session, message: { id, channel, speaker: speaker.kind, at, kind: body.kind, text } });
}

function sessionData(turn: Turn, session: Session): Record<string, unknown> {
  const { id, number, state, openedAt, closedAt, agent, handover } = session;
  const channel = turn.line.endpoint(session.endpoint)?.channel ?? null;
  return {
    ...{ id, number, state, channel, openedAt, closedAt, agent },
    ...(handover ? { reason: handover.reason, skill: handover.skill, urgency: handover.urgency } : {}),
  };
}
