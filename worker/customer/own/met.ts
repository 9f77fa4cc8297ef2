/** Where a person was met, for the question whether somebody else is them: channels, the last encounter's time, their numbers. */
import type { Met } from '../../../shared/own-calls.ts';
import { fallbackText } from '../../../shared/fallback.ts';
import { isGivenUp } from '../reach/lease.ts';
import type { Turn } from '../turn.ts';

/** So many words from either end, each cut to so many characters: enough to know whether one said them. */
const ENDS = 2;
const LENGTH = 60;
/** So much of a line is looked through: what is asked about is one visit's. */
const MOST = 100;

export function metAt(turn: Turn): Met {
  const held = turn.line.endpoints().filter((one) => !isGivenUp(one));
  const numbers = held.filter(({ channel }) => channel === 'sms' || channel === 'phone').map(({ peer }) => peer);
  const [last] = turn.sessions.recent(1);
  return {
    line: turn.person.id,
    channels: [...new Set(held.map(({ channel }) => channel))].sort(),
    at: last?.openedAt ?? null,
    numbers: [...new Set(numbers)],
    ...spoken(turn),
  };
}

function spoken({ line, head }: Turn): Pick<Met, 'said' | 'spokenAt'> {
  const recent = line.messagesBefore(head + 1, MOST, { staff: false, endpoint: null, home: '' });
  const words = recent.filter(({ direction }) => direction === 'in').reverse();
  const all = words.map(({ body }) => fallbackText(body).slice(0, LENGTH));
  const isLong = all.length > 2 * ENDS || recent.length === MOST;
  return {
    said: isLong ? [...all.slice(0, ENDS), '…', ...all.slice(-ENDS)] : all,
    spokenAt: words.at(-1)?.at ?? null,
  };
}
