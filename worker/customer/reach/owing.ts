/** What is said is owed where it is said: to the platform, or to a screen that may not be looked at. Runs inside one transaction. */
import type { Message } from '../../../shared/message.ts';
import { oweWaking } from '../own/wake.ts';
import type { Endpoint } from '../store.ts';
import type { Turn } from '../turn.ts';
import { readAnyway, watch, weightOf, type Weight } from './planning.ts';
import type { NewsKept } from './store.ts';

export function oweSend(turn: Turn, message: Message, endpoint: Endpoint, given?: Weight): Message {
  // On the telephone the call itself asks for what waits.
  if (endpoint.channel === 'phone') return message;
  const weight = given ?? weightOf(message);
  // A person's words are looked after by the planner; any others wake the APP that shows them, and go nowhere else.
  if (endpoint.channel === 'app' && weight !== 'resolution') oweWaking(turn, endpoint);
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

/**
 * They spoke, on this address: what stood on it is read. Where they wrote by a platform they see no line: what stands on a screen stays
 * unread, and what no platform has taken is owed again where it belongs. Who called them has done so.
 */
export function spokeUp(turn: Turn, from: Endpoint): void {
  const isOutside = turn.around.callsOut(from);
  for (const kept of turn.reach.all()) {
    const stood = kept.attempts.filter((one) => one.way === 'screen');
    const isHere = kept.home === from.id || stood.some((one) => one.endpoint === from.id);
    if (kept.purpose !== 'answer' || (isOutside ? stood.length === kept.attempts.length : !isHere)) continue;
    turn.reach.over(kept.id);
    if (isOutside) leaveAgain(turn, kept);
    else readAnyway(turn, kept.id);
  }
  turn.reach.came(turn.now);
}

function leaveAgain(turn: Turn, { id, weight, attempts }: NewsKept): void {
  const message = turn.line.message(id);
  const home = message ? turn.line.endpoint(message.endpoint) : null;
  const isLeaving = attempts.at(-1)?.fate === 'going' && attempts.at(-1)?.way === 'platform';
  if (!message || message.recalled || message.status !== 'queued' || isLeaving) return;
  if (home && turn.around.callsOut(home)) oweSend(turn, message, home, weight);
}
