/** 主动会话: an agent writes first. The encounter opens, the desk gives it to who asked, then their words are said. Runs inside one transaction. */
import { TEXT_LIMIT } from '../../../shared/message.ts';
import type { PersonOrder } from '../../../shared/person.ts';
import { refuse, type Refusal } from '../../../shared/refusal.ts';
import { agentSpoke } from '../silence.ts';
import { sendable } from '../sendable.ts';
import type { Refuses } from '../company.ts';
import type { Session } from '../sessions.ts';
import { heldBack } from '../watched.ts';
import type { Turn } from '../turn.ts';
import { isBlocked } from './card.ts';

type Wish = Extract<PersonOrder, { order: 'reach' }>;

/** Opens the encounter whose first words are the agent's; asked again under the same key it is the same one. */
export function reachOut(turn: Turn, wish: Wish, refuses: Refuses): Session | Refusal {
  const open = turn.sessions.open();
  if (open?.service.reach?.key === wish.key) return open;
  if (open) return refuse('wrong_state', 'An encounter is open already; take it instead.');
  if (isBlocked(turn.card.read(), turn.now)) return refuse('wrong_state', 'The person is blocked.');
  const endpoint = turn.line.endpoint(wish.endpoint);
  if (!endpoint) return refuse('no_endpoint');
  const body = { kind: 'text' as const, text: wish.text };
  if (wish.text.length > TEXT_LIMIT) return refuse('too_long');
  const barred =
    sendable(endpoint, turn.now) ?? refuses(endpoint, body) ?? heldBack(body, turn.around.settings.watchwords);
  if (barred) return barred;
  const session = turn.openSession(endpoint);
  session.service = { ...session.service, reach: { key: wish.key, text: wish.text, by: wish.by } };
  turn.keepSession(session, true);
  return session;
}

/** The desk gave it to who asked for it: their words go out, and nobody is said to wait. */
export function sayReach(turn: Turn, session: Session, agent: { id: string; name: string }): void {
  const { reach } = session.service;
  if (!reach || reach.text === null || reach.by.id !== agent.id) return;
  session.service = { ...session.service, reach: { ...reach, text: null }, answeredBy: agent, answeredAt: turn.now };
  session.waitingSince = null;
  agentSpoke(turn, session);
  const endpoint = turn.line.endpoint(session.endpoint);
  turn.tellDesk(session);
  if (!endpoint || sendable(endpoint, turn.now) !== null) return;
  const speaker = { kind: 'agent' as const, id: agent.id, name: agent.name };
  turn.say(endpoint, session, speaker, { kind: 'text', text: reach.text });
}

/** The desk would not give it: it ends before a word was said. */
export function takeBackReach(turn: Turn, key: string): void {
  const session = turn.sessions.open();
  if (session?.service.reach?.key !== key || session.service.reach.text === null || session.state !== 'robot') return;
  turn.move(session, 'closed');
}
