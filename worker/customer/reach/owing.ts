/** What is said is owed where it is said: to the platform, or to a screen that may not be looked at. Runs inside one transaction. */
import type { Message } from '../../../shared/message.ts';
import { oweWaking } from '../own/wake.ts';
import type { Endpoint } from '../store.ts';
import type { Turn } from '../turn.ts';
import { watch, weightOf, type Weight } from './planning.ts';

export function oweSend(turn: Turn, message: Message, endpoint: Endpoint, given?: Weight): Message {
  // On the telephone the call itself asks for what waits.
  if (endpoint.channel === 'phone') return message;
  if (endpoint.channel === 'app') oweWaking(turn, endpoint);
  const weight = given ?? weightOf(message);
  if (!turn.around.callsOut(endpoint)) {
    if (weight === 'resolution') watch(turn, message);
    return message;
  }
  const { id } = message;
  // What waits before it for room goes with it, or is made idle by it.
  if (weight === 'resolution') turn.letters.release(endpoint.id, turn.now);
  turn.letters.owe({ lane: endpoint.id, kind: 'send', key: `send:${id}`, body: id, dueAt: turn.now, weight });
  return message;
}
