/** Two open encounters of people who turn out to be one become one. Pure, and the same whichever is named first. */
import type { SessionState } from '../../../shared/line.ts';

/** What the rules look at. Numbers are unix ms but for `priority` (larger goes first) and `fence`. */
export type OpenSession = {
  id: string;
  state: Exclude<SessionState, 'closed'>;
  openedAt: number;
  /** Place in line: since when it counts as waiting there. Null when it isn't in line. */
  place: number | null;
  priority: number;
  agent: { id: string; since: number } | null;
  /** Colleagues who see it and write notes. */
  beside: readonly string[];
  /** Since when the customer waits for a human word. */
  waitingSince: number | null;
  fence: number;
};

/** `ends` is closed as merged: its place in line is given up, its agent (if it had one) goes on beside the other. */
export type JoinedSession = { goesOn: OpenSession; ends: string };

/** Who is nearer to a human word: an agent, then the line, then a left message, then the robot. */
const NEARNESS: Record<OpenSession['state'], number> = { agent: 3, queued: 2, 'left-message': 1, robot: 0 };

/** One encounter of two. Nobody's old fence holds afterwards. */
export function joinSessions(one: OpenSession, other: OpenSession): JoinedSession {
  const [first, second] = goesFirst(one, other) ? [one, other] : [other, one];
  const beside = new Set([...first.beside, ...second.beside, ...(second.agent ? [second.agent.id] : [])]);
  if (first.agent) beside.delete(first.agent.id);
  return {
    goesOn: {
      ...first,
      openedAt: Math.min(first.openedAt, second.openedAt),
      place: first.state === 'queued' ? earliest(first.place, second.place) : null,
      priority: Math.max(first.priority, second.priority),
      beside: [...beside].sort(),
      waitingSince: earliest(first.waitingSince, second.waitingSince),
      fence: Math.max(first.fence, second.fence) + 1,
    },
    ends: second.id,
  };
}

function goesFirst(one: OpenSession, other: OpenSession): boolean {
  if (one.state !== other.state) return NEARNESS[one.state] > NEARNESS[other.state];
  const [mine, theirs] = [beganAt(one), beganAt(other)];
  return mine === theirs ? one.id < other.id : mine < theirs;
}

/** Two agents: who had it first. Two in line: the earlier place. Else the earlier word. */
function beganAt({ state, agent, place, openedAt }: OpenSession): number {
  if (state === 'agent') return agent?.since ?? openedAt;
  return state === 'queued' ? (place ?? openedAt) : openedAt;
}

function earliest(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}
