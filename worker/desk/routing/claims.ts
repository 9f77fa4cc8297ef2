/** Big work among small: an aged piece that fits nowhere gets an agent who is given nothing else until it does. */
import type { AgentFacts, RoutingRules } from './facts.ts';
import { isBarred } from './choose.ts';
import type { Queue } from './line.ts';
import { isAged } from './order.ts';
import { circleOf } from './reach.ts';

/** Of the group's own people on line the one with most room, for each aged queue nobody has room for. */
export function claims(
  queues: Iterable<Queue>,
  agents: Iterable<AgentFacts>,
  rules: RoutingRules,
  now: number,
): ReadonlySet<string> {
  const claimed = new Set<string>();
  let all: AgentFacts[] | null = null;
  for (const { reach, works } of queues) {
    const first = works[0];
    const { demand, free } = reach;
    if (!first || demand.units < 2 || free.own.size > 0 || !isAged(first, rules, now)) continue;
    all ??= [...agents];
    let best: { id: string; room: number } | null = null;
    for (const agent of all) {
      if (!agent.available || agent.state !== 'online' || claimed.has(agent.id)) continue;
      if (isBarred(first, agent.id, now) || circleOf(agent, demand, rules) !== 'own') continue;
      const room = agent.capacity[demand.kind] - agent.load[demand.kind];
      if (best === null || room > best.room || (room === best.room && agent.id < best.id))
        best = { id: agent.id, room };
    }
    if (best) claimed.add(best.id);
  }
  return claimed;
}
