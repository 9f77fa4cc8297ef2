/** When time alone changes something. */
import type { RoutingRules, WorkFacts } from './facts.ts';
import { firstWhere, lateCount, type Queue } from './line.ts';
import { agingMs } from './order.ts';
import { groupRules } from './reach.ts';

/** The earliest moment after now at which somebody's order, demand or reach changes; null: never. */
export function nextTime(queues: Iterable<Queue>, rules: RoutingRules, now: number): number | null {
  let next = Infinity;
  const at = (time: number) => {
    if (time > now && time < next) next = time;
  };
  for (const queue of queues) {
    const { works, reach, targetMs } = queue;
    const group = groupRules(rules, reach.demand.group);
    const since = (ms: number, after: number) => {
      const one = works[firstWhere(works, 0, works.length, (work) => work.place + ms + after > now)];
      if (one) at(one.place + ms + after);
    };
    const one = works[lateCount(queue, rules, now)];
    // Lateness begins a moment after the promise ended.
    if (one && queue.yields && rules.yieldLate) at(one.place + targetMs + 1);
    since(rules.reserveShare * targetMs, 0);
    if (works[0]) since(agingMs(works[0], rules), 0);
    if (group.overflow) since(group.overflow.afterMs, 0);
    if (reach.present.emergency > 0) since(group.emergencyMs, 0);
    for (const work of works) own(work, at);
  }
  return next === Infinity ? null : next;
}

/** What only this piece of work waits for. */
function own(work: WorkFacts, at: (time: number) => void): void {
  for (const one of work.optional) at(one.until);
  for (const one of work.declined) at(one.until);
  if (work.preferred) at(work.place + work.preferred.holdMs);
}
