/** Big work among small: an aged piece that fits nowhere gets an agent who is given nothing else until it does. */
import type { AgentFacts, RoutingRules } from './facts.ts';
import { isBarred } from './choose.ts';
import type { Queue } from './line.ts';
import { circleOf } from './reach.ts';

/** Of the group's own people on line the one with most room, for each of these queues whose first is aged and has no room anywhere. */
export function claims(
  queues: Iterable<Queue>,
  agents: Iterable<AgentFacts>,
  rules: RoutingRules,
  now: number,
): ReadonlySet<string> {
  const claimed = new Set<string>();
  const stuck = [...queues]
    .flatMap(({ reach, works: [first] }) => (first ? [{ reach, first }] : []))
    .filter(({ reach: { demand, free } }) => demand.units > 1 && free.own.size === 0)
    .sort((left, right) => left.first.place - right.first.place || (left.first.id < right.first.id ? -1 : 1));
  if (stuck.length === 0) return claimed;
  const online = [...agents].filter((one) => one.available && one.state === 'online');
  for (const { reach, first } of stuck) {
    const { demand } = reach;
    let best: { id: string; room: number } | null = null;
    for (const agent of online) {
      if (claimed.has(agent.id) || isBarred(first, agent.id, now) || circleOf(agent, demand, rules) !== 'own') continue;
      const room = agent.capacity[demand.kind] - agent.load[demand.kind];
      if (best === null || room > best.room || (room === best.room && agent.id < best.id))
        best = { id: agent.id, room };
    }
    if (best) claimed.add(best.id);
  }
  return claimed;
}
