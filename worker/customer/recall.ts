/** 撤回 and 引用: what was said a moment ago is taken back, what was said before is referred to. Runs inside one transaction. */
import { oweForgetting } from './directory.ts';
import { RECALL_MS } from '../../shared/frame.ts';
import { QUOTE_LIMIT, type Quote } from '../../shared/serving.ts';
import { fallbackText, type Message } from '../../shared/message.ts';
import { refuse, type Refusal } from '../../shared/refusal.ts';
import { forgetRecalled } from './media/forgetting.ts';
import { audienceOf, mayBeSeen } from './rows.ts';
import { sightOf, type Seen } from './stream.ts';
import type { Turn } from './turn.ts';

/** Takes own words back. What a provider has taken, or is taking, stays said. */
export function recall(turn: Turn, seen: Seen, id: string): Refusal | null {
  const message = turn.line.message(id);
  if (!message || !isOwn(seen, message)) return refuse('not_found');
  if (message.recalled) return null;
  if (turn.now - message.at > RECALL_MS) return refuse('recall_late');
  const endpoint = message.direction === 'out' ? turn.line.endpoint(message.endpoint) : null;
  if (endpoint && message.status !== 'failed' && turn.around.callsOut(endpoint)) {
    const letter = turn.letters.byKey(`send:${id}`);
    if (!letter || (letter.state !== 'owed' && letter.state !== 'held') || letter.tries > 0)
      return refuse('already_left');
    turn.letters.done(letter);
  }
  turn.line.said.recall(id, turn.now);
  oweForgetting(turn, id);
  forgetRecalled(turn, message.body);
  turn.change(audienceOf(message), message.endpoint, { kind: 'recall', id, at: turn.now });
  const agent = turn.sessions.open()?.agent;
  if (agent) turn.oweSeat(agent.id);
  return null;
}

function isOwn(seen: Seen, message: Message): boolean {
  if (message.automatic) return false;
  if (seen.kind === 'customer') return message.direction === 'in' && message.endpoint === seen.endpoint;
  return message.speaker.kind === 'agent' && message.speaker.id === seen.agent.id;
}

/** The message a reply refers to, as it will be shown beside it. `inNote`: the reply is for staff, so it may quote notes. */
export function quoteOf(turn: Turn, seen: Seen, id: string, inNote = false): Quote | Refusal {
  const message = turn.line.message(id);
  if (!message || message.recalled || message.body.kind === 'event')
    return refuse('not_found', 'There is no such message to quote.');
  const note = message.direction === 'note';
  if (note && !inNote) return refuse('not_found', 'There is no such message to quote.');
  const { endpoint } = message;
  const row = { audience: audienceOf(message), endpoint, home: turn.line.homes.ofMessage(id) };
  if (!mayBeSeen(row, sightOf(seen))) return refuse('not_found', 'There is no such message to quote.');
  const words = fallbackText(message.body).replace(/\s+/gu, ' ');
  const { kind, name } = message.speaker;
  return {
    id,
    revision: message.revision,
    speaker: { kind, ...(name ? { name } : {}) },
    text: words.length > QUOTE_LIMIT ? `${words.slice(0, QUOTE_LIMIT - 1)}…` : words,
  };
}
