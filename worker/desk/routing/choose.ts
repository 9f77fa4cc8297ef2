/** Which of the free agents gets a piece of work, and why. */
import type { Criterion } from '../../../shared/settings/desk.ts';
import type { AgentFacts, Known, RoutingRules, Why, WorkFacts } from './facts.ts';
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

/** They are waited for, and take the customer before others. */
export function isAwaited(one: Known): boolean {
  return one.bonusMs > 0 || one.holdMs > 0;
}

/**
 * The best of those given: an awaited one whom the customer knows, else whom the criteria of choice leave, one after the other;
 * of those who are equal in all of them the first by id.
 */
export function chooseAgent(
  work: WorkFacts,
  demand: Demand,
  free: Iterable<AgentFacts>,
  rules: Pick<RoutingRules, 'occupancyGuard' | 'choice'>,
  now: number,
): Chosen | null {
  let able = [...free].filter((agent) => !isBarred(work, agent.id, now));
  for (const { agent: id, why } of work.preferred.filter(isAwaited)) {
    const agent = able.find((one) => one.id === id);
    if (agent) return { agent, why: [{ because: 'preferred', why, name: agent.name }] };
  }
  const why: Why[] = [];
  for (const criterion of rules.choice) {
    if (able.length < 2) break;
    const left = leftBy(criterion, able, work, demand, rules, now);
    const [one] = left;
    if (one && (criterion === 'last' || criterion === 'owner') && left.length < able.length)
      why.push({ because: 'preferred', why: criterion, name: one.name });
    able = left;
  }
  const [agent] = able.sort((left, right) => (left.id < right.id ? -1 : 1));
  return agent ? { agent, why: [...why, ...because(agent, work, demand, now)] } : null;
}

/** Whom a criterion leaves: the best by it, or those who are not much busier than the least busy. */
function leftBy(
  criterion: Criterion,
  able: readonly AgentFacts[],
  work: WorkFacts,
  demand: Demand,
  { occupancyGuard }: Pick<RoutingRules, 'occupancyGuard'>,
  now: number,
): AgentFacts[] {
  const scores = able.map((agent) => scoreOf(criterion, agent, work, demand, now));
  const worst = Math.min(...scores) + (criterion === 'even' ? occupancyGuard : 0);
  return able.filter((_, index) => (scores[index] ?? 0) <= worst);
}

/** Smaller is better. */
function scoreOf(criterion: Criterion, agent: AgentFacts, work: WorkFacts, demand: Demand, now: number): number {
  switch (criterion) {
    case 'last':
    case 'owner':
      return work.preferred.some((one) => one.why === criterion && one.agent === agent.id) ? 0 : 1;
    case 'even':
      return busyOf(agent, work.kind, now);
    case 'skill':
      return -demand.needs.reduce((sum, { skill }) => sum + levelOf(agent, skill), 0);
    case 'count':
      return agent.load[work.kind];
    case 'rate':
      return agent.load[work.kind] / agent.capacity[work.kind];
    case 'specialist':
      return othersOf(agent, demand);
    case 'turn':
      return agent.idleSince;
  }
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
