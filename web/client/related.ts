/** 猜你想问 under the newest answer of the robot: what may be tapped next. Of both screens; carries no platform. */
import type { Line } from '../../shared/line.ts';
import type { Option } from '../../shared/message.ts';
import type { Entry } from './outbox.ts';

const none: readonly Option[] = [];

/** The questions beside the last words, while the robot holds the floor and nothing follows, nor is on its way; else none. */
export function relatedNow(
  line: Pick<Line, 'messages' | 'session'> | null,
  pending: readonly Entry<object>[],
): readonly Option[] {
  const { messages = [], session = null } = line ?? {};
  if (session?.state !== 'robot' || pending.some(({ payload }) => 'type' in payload && payload.type === 'send'))
    return none;
  for (let at = messages.length - 1; at >= 0; at -= 1) {
    const message = messages[at];
    if (!message || message.direction === 'note') continue;
    return message.session === session.id ? (message.source?.related ?? none) : none;
  }
  return none;
}
