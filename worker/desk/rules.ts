/** Who is next, and who gets whom: pure rules over what the desk knows. The same facts give the same decisions. */
import type { DeskAgent, Duty } from '../../shared/seat.ts';
import type { SessionState } from '../../shared/line.ts';

/** A lost connection is forgiven so long: phones flap. */
export const GRACE_MS = 60_000;
/** 接待上限 when nobody set another. */
export const CAPACITY = 8;
/** Who gave a session back is not given it again by itself for so long. */
export const DECLINED_MS = 120_000;

/** A session that is with a human or waits for one. */
export type Case = {
  session: string;
  state: Extract<SessionState, 'queued' | 'agent' | 'left-message'>;
  agent: string | null;
  urgency: 'normal' | 'urgent';
  /** When it first waited for a human, unix ms. */
  place: number;
  declined: { by: string; until: number } | null;
};

export type AgentFacts = {
  id: string;
  duty: Duty;
  connected: boolean;
  /** Since when nobody sees them; null while connected. */
  lostAt: number | null;
  capacity: number;
  givenAt: number;
};

/** A session's next state, and why. */
export type Decision = { session: string; why: string } & (
  { state: 'agent'; agent: string } | { state: 'queued' | 'left-message'; agent: null }
);

/** On duty: not offline by their word, and seen within the grace. */
export function isPresent(agent: AgentFacts, now: number): boolean {
  return agent.duty !== 'offline' && (agent.connected || now < (agent.lostAt ?? 0) + GRACE_MS);
}

/** Urgent before normal; among equals whoever has waited longest; ties by name, so that the order is one. */
export function compareWaiting(
  left: Pick<Case, 'urgency' | 'place' | 'session'>,
  right: Pick<Case, 'urgency' | 'place' | 'session'>,
): number {
  if (left.urgency !== right.urgency) return left.urgency === 'urgent' ? -1 : 1;
  if (left.place !== right.place) return left.place - right.place;
  return left.session < right.session ? -1 : left.session > right.session ? 1 : 0;
}

/**
 * One pass over the floor: leases that ran out go back to their place, the waiting are given to who is free, and with nobody on
 * duty a message is taken. Answers only what changes, in the order it is decided.
 */
export function decide(cases: readonly Case[], agents: readonly AgentFacts[], now: number): Decision[] {
  const present = new Map(agents.filter((one) => isPresent(one, now)).map((one) => [one.id, one]));
  const load = new Map<string, number>();
  const waiting: { case: Case; lapsed: string | null }[] = [];
  for (const one of cases) {
    if (one.agent === null) waiting.push({ case: one, lapsed: null });
    else if (present.has(one.agent)) load.set(one.agent, (load.get(one.agent) ?? 0) + 1);
    else waiting.push({ case: one, lapsed: one.agent });
  }
  waiting.sort((left, right) => compareWaiting(left.case, right.case));

  const givenAt = new Map(agents.map((one) => [one.id, one.givenAt]));
  const decisions: Decision[] = [];
  for (const { case: one, lapsed } of waiting) {
    const because = lapsed === null ? '' : `${lapsed} left; `;
    const { session } = one;
    if (present.size === 0) {
      if (one.state !== 'left-message') {
        decisions.push({ session, state: 'left-message', agent: null, why: `${because}nobody is on duty` });
      }
      continue;
    }
    const chosen = choose([...present.values()], load, givenAt, one, now);
    if (chosen) {
      const held = load.get(chosen.id) ?? 0;
      load.set(chosen.id, held + 1);
      givenAt.set(chosen.id, now);
      const why = `${because}${chosen.id} had ${held} of ${chosen.capacity}, ${one.urgency}, waiting since ${one.place}`;
      decisions.push({ session, state: 'agent', agent: chosen.id, why });
    } else if (one.state !== 'queued') {
      decisions.push({ session, state: 'queued', agent: null, why: `${because}nobody is free` });
    }
  }
  return decisions;
}

/** Free and online; seen before merely forgiven, then least load, then longest idle, then by name. */
function choose(
  present: readonly AgentFacts[],
  load: ReadonlyMap<string, number>,
  givenAt: ReadonlyMap<string, number>,
  one: Case,
  now: number,
): AgentFacts | null {
  const declined = one.declined && now < one.declined.until ? one.declined.by : null;
  const rank = (agent: AgentFacts) => [
    agent.connected ? 0 : 1,
    load.get(agent.id) ?? 0,
    givenAt.get(agent.id) ?? agent.givenAt,
  ];
  let best: AgentFacts | null = null;
  for (const agent of present) {
    if (agent.duty !== 'online' || agent.id === declined || (load.get(agent.id) ?? 0) >= agent.capacity) continue;
    if (best === null || comesBefore([...rank(agent), agent.id], [...rank(best), best.id])) best = agent;
  }
  return best;
}

function comesBefore(left: readonly (number | string)[], right: readonly (number | string)[]): boolean {
  for (const [index, value] of left.entries()) {
    const other = right[index];
    if (other !== undefined && value !== other) return value < other;
  }
  return false;
}

/** When the floor changes by time alone: the next lease that runs out, the next refusal forgotten. Null: never. */
export function nextChange(cases: readonly Case[], agents: readonly AgentFacts[], now: number): number | null {
  const times = [
    ...agents.filter((one) => one.duty !== 'offline' && one.lostAt !== null).map((one) => (one.lostAt ?? 0) + GRACE_MS),
    ...cases.filter((one) => one.state === 'queued' && one.declined !== null).map((one) => one.declined?.until ?? 0),
  ].filter((time) => time > now);
  return times.length === 0 ? null : Math.min(...times);
}

/** How long humans hold a session, learnt as it goes. */
export type Holds = { samples: number; meanMs: number };

/** Takes one more measured hold: the mean at first, then the newest weighs a fifth. */
export function learnHold(holds: Holds, ms: number): Holds {
  const samples = holds.samples + 1;
  const weight = Math.max(1 / samples, 0.2);
  return { samples, meanMs: Math.round(holds.meanMs + (ms - holds.meanMs) * weight) };
}

/**
 * Expected wait (ms) of one who has `before` people before them: so many holds must end among the places of all who are online.
 * Null while fewer than three holds were measured or nobody takes anybody.
 */
export function expectedWait(before: number, holds: Holds, agents: readonly AgentFacts[], now: number): number | null {
  const places = agents
    .filter((one) => one.duty === 'online' && isPresent(one, now))
    .reduce((sum, one) => sum + one.capacity, 0);
  if (holds.samples < 3 || places === 0) return null;
  return Math.round(((before + 1) * holds.meanMs) / places / 1000) * 1000;
}

/** An agent as every seat sees them. */
export function agentView(agent: AgentFacts & { name: string }, load: number): DeskAgent {
  const { id, name, duty, connected, capacity } = agent;
  return { id, name, duty, connected, load, capacity };
}
