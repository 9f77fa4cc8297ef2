/** What the company's people do on the line, and what the desk orders. Runs inside one transaction. */
import type { Viewer } from '../../shared/actors.ts';
import type { AgentAct, AgentFrame } from '../../shared/frame.ts';
import type { Message } from '../../shared/message.ts';
import { refuse, type Refusal, type Result } from '../../shared/refusal.ts';
import type { Conversation } from '../../shared/seat.ts';
import type { Body } from '../../shared/message.ts';
import { offerRobot } from './consent.ts';
import { closeSession, greetByAgent, oweNews, summaryOf } from './ending.ts';
import { invite } from './rating.ts';
import { agentSpoke } from './silence.ts';
import { tellStanding } from './robot.ts';
import { shownName } from './name.ts';
import { sendable } from './sendable.ts';
import type { Session } from './sessions.ts';
import type { Endpoint } from './store.ts';
import { expectMessage } from './ticket/intake.ts';
import { preview, type Turn } from './turn.ts';

type Agent = Extract<Viewer, { kind: 'agent' }>['agent'];
type Send = Extract<AgentFrame, { type: 'send' }>;

/** What a channel says before a message is accepted for it (template rules, length). */
export type Refuses = (endpoint: Endpoint, body: Body) => Refusal | null;

/** An agent's reply or note. A reply needs the floor: the fence the agent saw must be the one that stands. */
export function agentSpeaks(
  turn: Turn,
  agent: Agent,
  frame: Send,
  instance: string,
  refuses: Refuses,
  quote: Message['quote'] = undefined,
): Message | Refusal {
  const session = turn.sessions.open();
  const speaker = { kind: 'agent' as const, id: agent.id, name: agent.name };
  const client = { instance, number: frame.number };
  if (frame.note) {
    const mentions = frame.mentions ?? [];
    const note = turn.append(
      {
        ...{ endpoint: null, direction: 'note', speaker, body: frame.body, status: 'sent', client },
        ...(quote ? { quote } : {}),
        ...(mentions.length > 0 ? { mentions } : {}),
      },
      session ?? turn.sessions.latest(),
    );
    for (const { id } of mentions) if (id !== agent.id) mentionTo(turn, agent, id, note);
    return note;
  }
  if (!session) return refuse('no_session');
  if (session.state !== 'agent' || session.agent?.id !== agent.id || frame.fence !== session.fence) {
    return refuse('floor_moved');
  }
  const endpoint = turn.line.endpoint(frame.endpoint ?? session.endpoint);
  if (!endpoint) return refuse('no_endpoint');
  const barred = sendable(endpoint, turn.now) ?? refuses(endpoint, frame.body);
  if (barred) return barred;
  session.waitingSince = null;
  // Words of the agent take an unanswered offer of the robot back: a later “好的” answers them, not the offer.
  const withdrawn = session.robotOffer === 'asked';
  if (withdrawn) session.robotOffer = null;
  session.service.answeredBy = { id: agent.id, name: agent.name };
  agentSpoke(turn, session);
  turn.keepSession(session, withdrawn);
  const message = turn.say(endpoint, session, speaker, frame.body, { client, ...(quote ? { quote } : {}) });
  turn.oweSeat(agent.id);
  return message;
}

/** What an agent does with the session they hold. */
export function agentActs(turn: Turn, agent: Agent, act: Extract<AgentAct, { fence: number }>): Refusal | null {
  const session = turn.sessions.open();
  if (!session) return refuse('no_session');
  if (session.agent?.id !== agent.id || session.fence !== act.fence || session.state !== 'agent') {
    return refuse('floor_moved');
  }
  switch (act.act) {
    case 'close': {
      if (
        !act.summary &&
        !session.service.summary &&
        turn.around.settings.closing.required &&
        session.service.answeredBy
      ) {
        return refuse('summary_required');
      }
      const summary = act.summary ? summaryOf(turn, agent, act.summary) : null;
      if (summary && 'ok' in summary) return summary;
      closeSession(turn, session, 'agent', summary);
      return null;
    }
    case 'ask-rating':
      if (session.ratingAsked || !invite(turn, session, 'agent')) return refuse('wrong_state');
      turn.keepSession(session, true);
      return null;
    case 'offer-robot':
      return offerRobot(turn, session, act);
  }
}

/** A colleague who is named in a note learns of it at their seat. */
function mentionTo(turn: Turn, by: Agent, id: string, note: Message): void {
  const mention = {
    id: note.id,
    customer: turn.person.id,
    name: shownName(turn.person),
    by: { id: by.id, name: by.name },
    text: preview(note.body),
    at: note.at,
  };
  oweNews(turn, id, note.id, { kind: 'mentioned', mention });
}

/** The desk gave the session to an agent. An older turn, or a session that ended, changes nothing. */
export function assigned(
  turn: Turn,
  order: { session: string; agent: { id: string; name: string }; turn: number },
): Result<{ fence: number }> {
  const session = turn.sessions.byId(order.session);
  if (!session) return refuse('no_session');
  if (session.state === 'closed') return refuse('session_closed');
  if (order.turn <= session.turn) return { ok: true, fence: session.fence };
  const before = session.agent;
  session.turn = order.turn;
  if (before && before.id !== order.agent.id) turn.oweGone(before.id, session.id);
  session.agent = order.agent;
  session.waitingSince ??= turn.now;
  tellStanding(turn, session, { state: 'agent' });
  turn.system(
    session,
    session.mind.language === 'en' ? `${order.agent.name} is with you now.` : `客服 ${order.agent.name} 为您服务`,
  );
  turn.move(session, 'agent');
  greetByAgent(turn, session);
  turn.keepSession(session, false);
  turn.oweSeat(order.agent.id);
  return { ok: true, fence: session.fence };
}

/** The desk put the session in line, back in line, or found nobody on duty (留言). */
export function waiting(
  turn: Turn,
  order: { session: string; turn: number; state: 'queued' | 'left-message' },
): Result<{ fence: number }> {
  const session = turn.sessions.byId(order.session);
  if (!session) return refuse('no_session');
  if (session.state === 'closed') return refuse('session_closed');
  if (order.turn < session.turn || (order.turn === session.turn && order.state === session.state)) {
    return { ok: true, fence: session.fence };
  }
  const english = session.mind.language === 'en';
  session.turn = order.turn;
  if (session.agent) turn.oweGone(session.agent.id, session.id);
  session.agent = null;
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
    turn.system(session, english ? 'Handing you to a colleague, please wait.' : '会话转接中，请稍候');
  }
  turn.move(session, order.state);
  expectMessage(turn, session);
  return { ok: true, fence: session.fence };
}

/** The row an agent's list shows of this line. */
export function conversationOf(turn: Pick<Turn, 'line' | 'person'> & { head: number }, session: Session): Conversation {
  const last = turn.line.lastMessage();
  const channels = [
    ...new Set(
      turn.line
        .endpoints()
        .filter((one) => one.position > 0)
        .map((one) => one.channel),
    ),
  ];
  return {
    customer: turn.person.id,
    name: shownName(turn.person),
    session: session.id,
    state: session.state,
    fence: session.fence,
    ...(session.agent ? { agent: session.agent } : {}),
    channels,
    last: {
      text: last ? preview(last.body) : '',
      at: last?.at ?? session.openedAt,
      speaker: last?.speaker.kind ?? 'system',
      channel: last?.channel ?? null,
    },
    unread: turn.line.unread(turn.person.companyRead),
    waitingSince: session.waitingSince,
    urgency: session.handover?.urgency ?? 'normal',
    revision: turn.head,
  };
}
