/** The reasons that lie in the work and its moment; those of the agent are `choose.ts`'s. */
import type { AgentFacts, RoutingRules, Why, WorkFacts } from './facts.ts';
import { agingMs } from './order.ts';
import { groupRules, type Circle } from './reach.ts';

/** Why this piece of work now, and why by this agent's circle; `aged`: its wait alone decided. */
export function whyNow(
  work: WorkFacts,
  circle: Circle,
  { load, capacity }: Pick<AgentFacts, 'load' | 'capacity'>,
  aged: boolean,
  rules: RoutingRules,
  now: number,
): Why[] {
  const why: Why[] = [];
  const waitedMs = Math.max(0, now - work.place);
  if (aged) why.push({ because: 'aged', waitedMs, boundMs: agingMs(work, rules) });
  if (work.urgency === 'urgent') why.push({ because: 'urgent' });
  if (work.tier > 0) why.push({ because: 'vip', tier: work.tier });
  if (waitedMs > 0) why.push({ because: 'waited', waitedMs });
  if (waitedMs > work.sla.targetMs / 2) why.push({ because: 'due', leftMs: work.sla.targetMs - waitedMs });
  const skills = work.optional.filter((one) => now >= one.until).map((one) => one.skill);
  if (skills.length > 0) why.push({ because: 'relaxed', skills });
  if (circle === 'overflow' && work.group !== null) {
    const to = groupRules(rules, work.group).overflow?.to ?? '';
    why.push({ because: 'overflow', from: work.group, to, waitedMs });
  }
  if (circle === 'emergency' && work.group !== null) why.push({ because: 'emergency', group: work.group });
  if (circle === 'beyond' && work.group !== null) {
    why.push({ because: 'beyond', group: work.group, load: load[work.kind], capacity: capacity[work.kind] });
  }
  return why;
}
