/** What the desk orders: who has the session, who is asked to, who helps. An older turn changes nothing. Runs inside one transaction. */
import type { CustomerCalls, SessionFact } from '../../shared/actors.ts';
import type { Body, Message } from '../../shared/message.ts';
import { refuse, type Refusal, type Result } from '../../shared/refusal.ts';
import { answerToTransfer, arrangementWords, askTransfer } from '../brain/arrangement.ts';
import { closeSession, greetByAgent } from './ending.ts';
import { shownName } from './name.ts';
import { knownTo, levelOf } from './person/card.ts';
import { inVipLane } from './profile/view.ts';
import { sayReach } from './person/reach.ts';
import { tellStanding } from './robot.ts';
import { sendable } from './sendable.ts';
import type { Session } from './sessions.ts';
import { deskDecides } from './ticket/book.ts';
import { isTicketItem, ticketFact } from './ticket/desk-item.ts';
import { expectMessage } from './ticket/intake.ts';
import type { Turn } from './turn.ts';

type Order<Name extends 'assigned' | 'waiting' | 'arranged'> = Parameters<CustomerCalls[Name]>[0];
type Obeyed = Result<{ fence: number }>;

/** Who served somebody is asked first for so long (熟客). */
const KNOWN_MS = 30 * 24 * 3_600_000;

/** The session an order is about; a refusal when it ended, null when a newer one was obeyed already. */
function open(turn: Turn, order: { session: string; turn: number }): Session | Refusal {
  const session = turn.sessions.byId(order.session);
  if (!session) return refuse('no_session');
  return session.state === 'closed' ? refuse('session_closed') : session;
}

const done = (session: Session): Obeyed => ({ ok: true, fence: session.fence });

/** The desk gave the session to an agent. */
export function assigned(turn: Turn, order: Order<'assigned'>): Obeyed {
  if (isTicketItem(order.session)) return deskDecides(turn, order);
  const session = open(turn, order);
  if ('ok' in session) return session;
  if (order.turn <= session.turn) return done(session);
  const before = session.agent;
  session.turn = order.turn;
  session.service.group = order.group ?? session.service.group;
  setCollaborators(turn, session, order.collaborators ?? []);
  if (before && before.id !== order.agent.id && !session.service.collaborators.some((one) => one.id === before.id))
    turn.oweGone(before.id, session.id);
  session.agent = order.agent;
  Object.assign(session.service, { answeredAt: null, transfer: null, consent: null });
  session.waitingSince ??= turn.now;
  tellStanding(turn, session, { state: 'agent' });
  const say = arrangementWords[session.mind.language];
  turn.system(session, order.from ? say.transferred(order.agent.name) : say.withYou(order.agent.name));
  noteOf(turn, session, order);
  turn.move(session, 'agent', order.from !== undefined);
  if (session.service.reach?.text) sayReach(turn, session, order.agent);
  else greetByAgent(turn, session);
  turn.keepSession(session, false);
  turn.oweSeat(order.agent.id);
  return done(session);
}

/** The desk put the session in line, back in line, or found nobody on duty (留言). */
export function waiting(turn: Turn, order: Order<'waiting'>): Obeyed {
  if (isTicketItem(order.session)) return deskDecides(turn, order);
  const session = open(turn, order);
  if ('ok' in session) return session;
  if (order.turn < session.turn || (order.turn === session.turn && order.state === session.state)) return done(session);
  session.turn = order.turn;
  session.service.group = order.group ?? session.service.group;
  const before = session.agent;
  if (before) turn.oweGone(before.id, session.id);
  setCollaborators(turn, session, []);
  session.agent = null;
  Object.assign(session.service, { answeredAt: null, transfer: null, consent: null });
  session.waitingSince ??= turn.now;
  if (order.state === 'left-message' && session.state !== 'left-message') {
    session.notice ??= { reason: 'customer_asked', since: turn.now };
    tellStanding(turn, session, { state: 'left-message' });
  }
  // Who left a message is in line now: their place is told as at the hand-over, once the desk has named it.
  if (order.state === 'queued' && session.state === 'left-message') {
    const reason = session.handover?.reason === 'danger' ? 'danger' : 'customer_asked';
    session.notice = { reason, since: turn.now, back: true };
  }
  if (order.state === 'queued' && session.state === 'agent') {
    const say = arrangementWords[session.mind.language];
    turn.system(session, say[order.why ?? 'transfer'](before?.name ?? ''));
  }
  noteOf(turn, session, order);
  turn.move(session, order.state, order.from !== undefined);
  expectMessage(turn, session);
  return done(session);
}

/** Somebody is asked to take over or brought in, or a lead ended it. */
export function arranged(turn: Turn, order: Order<'arranged'>): Obeyed {
  // Nobody is asked about a ticket, and none is ended at the desk.
  if (isTicketItem(order.session)) return { ok: true, fence: 0 };
  const session = open(turn, order);
  if ('ok' in session) return session;
  if (order.turn <= session.turn) return done(session);
  session.turn = order.turn;
  switch (order.kind) {
    case 'transferring':
      transferring(turn, session, order);
      break;
    case 'joined':
      setCollaborators(turn, session, order.collaborators);
      if (session.agent) turn.oweSeat(session.agent.id);
      break;
    case 'ended':
      noteBy(turn, session, order.by, `强制结束：${order.reason}`);
      closeSession(turn, session, 'lead');
      return done(session);
  }
  turn.keepSession(session, true);
  if (session.agent) turn.oweSeat(session.agent.id);
  return done(session);
}

/** What the customer is told while a colleague is asked. */
function transferring(turn: Turn, session: Session, order: Extract<Order<'arranged'>, { kind: 'transferring' }>): void {
  const { service } = session;
  const say = arrangementWords[session.mind.language];
  switch (order.step) {
    case 'offered':
      service.transfer = { to: order.to, asked: null };
      turn.system(session, say.transfer(''));
      return;
    case 'ask': {
      service.transfer = { to: order.to, asked: order.turn };
      const endpoint = turn.line.endpoint(session.endpoint);
      const body = askTransfer(session.agent?.name ?? '', order.to, session.mind.language);
      if (endpoint && sendable(endpoint, turn.now) === null) turn.say(endpoint, session, { kind: 'system' }, body);
      return;
    }
    case 'done':
      if (service.transfer?.asked === null) turn.system(session, say.stays(session.agent?.name ?? ''));
      service.transfer = null;
  }
}

/** The customer says, by a button or in words, whether they agree; anything else is no answer. */
export function consentsTransfer(turn: Turn, session: Session, said: boolean | Body): boolean {
  const { transfer } = session.service;
  if (transfer === null || transfer.asked === null) return false;
  const yes = typeof said === 'boolean' ? said : answerToTransfer(said);
  if (yes === null) return false;
  const say = arrangementWords[session.mind.language];
  session.service.consent = { turn: transfer.asked, yes };
  session.service.transfer = yes ? { to: transfer.to, asked: null } : null;
  if (!yes) turn.system(session, say.stays(session.agent?.name ?? ''));
  turn.keepSession(session, true);
  return true;
}

/** The agent's first word since they got it: the desk waits for it. */
export function firstAnswer(turn: Turn, session: Session): void {
  if (session.service.answeredAt !== null) return;
  session.service.answeredAt = turn.now;
  turn.tellDesk(session);
}

/** What the desk is told of a session; never words of it. Null: there is nothing to tell. */
export function factOf(turn: Turn, id: string): SessionFact | null {
  if (isTicketItem(id)) return ticketFact(turn, id);
  const session = turn.sessions.byId(id);
  const endpoint = session ? turn.line.endpoint(session.endpoint) : null;
  if (!session || !endpoint) return null;
  const { handover, service } = session;
  const known = session.state === 'closed' ? null : turn.sessions.servedBy(turn.now - KNOWN_MS);
  const level = levelOf(turn);
  return {
    session: session.id,
    customer: turn.person.id,
    name: shownName(turn.person),
    channel: endpoint.channel,
    state: session.state,
    version: session.version,
    turn: session.turn,
    handover: handover ? { reason: handover.reason, skill: handover.skill, urgency: handover.urgency } : null,
    at: session.waitingSince ?? session.openedAt,
    language: session.mind.language,
    ...(level === null ? {} : { level }),
    ...(inVipLane(turn) ? { vip: true } : {}),
    preferred: knownTo(turn.card.read(), known),
    ...(service.answeredAt === null ? {} : { answeredAt: service.answeredAt }),
    ...(service.consent === null ? {} : { consent: service.consent }),
    ...(service.again ? { again: { agent: session.state === 'agent' ? (session.agent?.id ?? null) : null } } : {}),
  };
}

/** Who no longer helps loses the row; who still does keeps it. */
function setCollaborators(turn: Turn, session: Session, next: { id: string; name: string }[]): void {
  for (const one of session.service.collaborators) {
    const stays = next.some((other) => other.id === one.id) || session.agent?.id === one.id;
    if (!stays) turn.oweGone(one.id, session.id);
  }
  session.service.collaborators = next;
  turn.sessions.save(session);
}

/** What the giver noted for the receiver stands on the line, for staff. */
function noteOf(turn: Turn, session: Session, order: { from?: { id: string; name: string }; note?: string }): void {
  if (order.from && order.note) noteBy(turn, session, order.from, `转接说明：${order.note}`);
}

function noteBy(turn: Turn, session: Session, by: { id: string; name: string }, text: string): Message {
  const speaker = { kind: 'agent' as const, id: by.id, name: by.name };
  return turn.append(
    { endpoint: null, direction: 'note', speaker, body: { kind: 'text', text }, status: 'sent' },
    session,
  );
}
