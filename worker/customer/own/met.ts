/** Where a person was met, for the question whether somebody else is them: channels, the last encounter's time, their numbers. */
import type { Met } from '../../../shared/own-calls.ts';
import { isGivenUp } from '../reach/lease.ts';
import type { Turn } from '../turn.ts';

export function metAt(turn: Turn): Met {
  const held = turn.line.endpoints().filter((one) => !isGivenUp(one));
  const numbers = held.filter(({ channel }) => channel === 'sms' || channel === 'phone').map(({ peer }) => peer);
  const [last] = turn.sessions.recent(1);
  return {
    line: turn.person.id,
    channels: [...new Set(held.map(({ channel }) => channel))].sort(),
    at: last?.openedAt ?? null,
    numbers: [...new Set(numbers)],
  };
}
