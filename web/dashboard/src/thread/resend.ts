/** 重新发送: a colleague's message that failed, or whose fate nobody knows, is said once more by a person, never by itself. */
import type { Line } from '../../../../shared/line.ts';
import type { Message } from '../../../../shared/message.ts';
import type { AgentPayload } from '../../../client/line.ts';
import { canReach, isOver, reachOf } from '../composer/endpoints.ts';

const same = (one: Message, other: Message) => JSON.stringify(one.body) === JSON.stringify(other.body);

/** Whether it may be said again: it did not surely arrive, and nobody has said the same since. */
export function resendable({ messages }: Line, message: Message): boolean {
  const { status, direction, speaker, recalled, automatic } = message;
  if (status !== 'failed' && status !== 'unknown') return false;
  if (direction !== 'out' || speaker.kind !== 'agent' || recalled || automatic) return false;
  return !messages.some(
    (one) =>
      one.revision > message.revision && one.direction === 'out' && one.speaker.kind === 'agent' && same(one, message),
  );
}

/** What says it again: to the address it was meant for, whose window may be over, for the words may then go another way; null where nothing can be said to it. */
export function resent(line: Line, message: Message, now: number): AgentPayload | null {
  const endpoint = line.endpoints.find((one) => one.id === message.endpoint);
  if (!endpoint) return null;
  const reach = reachOf(endpoint, now);
  if (!canReach(reach) && !isOver(reach)) return null;
  const fence = line.session?.fence;
  return {
    ...{ type: 'send', body: message.body, endpoint: endpoint.id },
    ...(message.quote ? { quote: message.quote.id } : {}),
    ...(fence === undefined ? {} : { fence }),
  };
}
