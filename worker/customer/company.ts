/** What the company's people do on the line. Runs inside one transaction. */
import type { Viewer } from '../../shared/actors.ts';
import type { AgentAct, AgentFrame } from '../../shared/frame.ts';
import type { Message } from '../../shared/message.ts';
import { refuse, type Refusal } from '../../shared/refusal.ts';
import type { Conversation } from '../../shared/seat.ts';
import type { Body } from '../../shared/message.ts';
import { offerRobot } from './consent.ts';
import { closeSession, summaryOf } from './ending.ts';
import { oweNews } from './news.ts';
import { firstAnswer } from './arrangement.ts';
import { invite } from './rating.ts';
import { goesAnyway } from './reach/planning.ts';
import { agentSpoke } from './silence.ts';
import { preview, shownName } from './name.ts';
import { sendable } from './sendable.ts';
import type { Session } from './sessions.ts';
import type { Endpoint } from './store.ts';
import { heldBack } from './watched.ts';
import type { Turn } from './turn.ts';

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
  quote?: Message['quote'],
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
  const closed = sendable(endpoint, turn.now);
  const barred =
    (closed && goesAnyway(turn, endpoint, frame.body) ? null : closed) ??
    refuses(endpoint, frame.body) ??
    heldBack(frame.body, turn.around.settings.watchwords);
  if (barred) return barred;
  session.waitingSince = null;
  // Words of the agent take an unanswered offer of the robot back: a later “好的” answers them, not the offer.
  const withdrawn = session.robotOffer === 'asked';
  if (withdrawn) session.robotOffer = null;
  session.service.answeredBy = { id: agent.id, name: agent.name };
  agentSpoke(turn, session);
  turn.keepSession(session, withdrawn);
  firstAnswer(turn, session);
  const message = turn.say(endpoint, session, speaker, frame.body, {
    client,
    ...(quote ? { quote } : {}),
    ...(frame.assisted ? { source: frame.assisted } : {}),
  });
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

/** Whether it stands in this agent's list: they have it, or were brought in. */
export function servesIt({ agent, service }: Session, id: string): boolean {
  return agent?.id === id || service.collaborators.some((one) => one.id === id);
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
    ...(session.service.collaborators.length > 0 ? { collaborators: session.service.collaborators } : {}),
    revision: turn.head,
  };
}
