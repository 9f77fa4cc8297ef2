/** Which of the free agents gets a piece of work, and why. */
import type { AgentFacts, RoutingRules, Why, WorkFacts } from './facts.ts';
import { occupancyAt } from './occupancy.ts';
import { levelOf, type Demand } from './reach.ts';

export type Chosen = { agent: AgentFacts; why: Why[] };

/** This agent let it go a while ago, or has it already. */
export function isBarred(work: WorkFacts, agent: string, now: number): boolean {
  return work.agent === agent || work.declined.some((one) => one.agent === agent && now < one.until);
}

const busyOf = (agent: AgentFacts, kind: WorkFacts['kind'], now: number) =>
  occupancyAt(agent.occupancy, agent.load[kind] / Math.max(1, agent.capacity[kind]), now);

const othersOf = (agent: AgentFacts, demand: Demand): number =>
  agent.skills === null
    ? Number.MAX_SAFE_INTEGER
    : Object.keys(agent.skills).filter((skill) => !demand.needs.some((one) => one.skill === skill)).length;

/**
 * The best of those given: whom the customer knows, then the highest level, then the least loaded for their capacity, then who
 * can do the fewest other things, then the longest idle. Who was much busier of late than the least busy stands back.
 */
export function chooseAgent(
  work: WorkFacts,
  demand: Demand,
  free: Iterable<AgentFacts>,
  rules: Pick<RoutingRules, 'occupancyGuard'>,
  now: number,
): Chosen | null {
  const able: { agent: AgentFacts; busy: number }[] = [];
  let calmest = Infinity;
  for (const agent of free) {
    if (isBarred(work, agent.id, now)) continue;
    if (agent.id === work.preferred?.agent) {
      const { why } = work.preferred;
      return { agent, why: [{ because: 'preferred', why, name: agent.name }] };
    }
    const busy = busyOf(agent, work.kind, now);
    able.push({ agent, busy });
    if (busy < calmest) calmest = busy;
  }
  let best: { agent: AgentFacts; rank: number[] } | null = null;
  for (const { agent, busy } of able) {
    if (busy > calmest + rules.occupancyGuard) continue;
    const level = demand.needs.reduce((sum, { skill }) => sum + levelOf(agent, skill), 0);
    const share = agent.load[work.kind] / agent.capacity[work.kind];
    const rank = [-level, share, othersOf(agent, demand), agent.idleSince];
    if (best === null || comesBefore(rank, agent.id, best)) best = { agent, rank };
  }
  return best === null ? null : { agent: best.agent, why: because(best.agent, work, demand, now) };
}

function comesBefore(rank: readonly number[], id: string, best: { agent: AgentFacts; rank: number[] }): boolean {
  for (const [index, value] of rank.entries()) {
    const other = best.rank[index] ?? 0;
    if (value !== other) return value < other;
  }
  return id < best.agent.id;
}

function because(agent: AgentFacts, work: WorkFacts, demand: Demand, now: number): Why[] {
  const why: Why[] = demand.needs.map(({ skill }) => ({ because: 'skill', skill, level: levelOf(agent, skill) }));
  if (agent.capacity[work.kind] > 1)
    why.push({ because: 'load', load: agent.load[work.kind], capacity: agent.capacity[work.kind] });
  const others = othersOf(agent, demand);
  if (demand.needs.length > 0 && others === 0) why.push({ because: 'specialist', others });
  // Who was never given anything has been idle since no moment anybody could name.
  if (agent.idleSince > 0) why.push({ because: 'idle', idleMs: Math.max(0, now - agent.idleSince) });
  return why;
}
