/** When time alone changes something. */
import type { RoutingRules } from './facts.ts';
import { firstWhere, lateCount, type Line } from './line.ts';
import { agingMs } from './order.ts';
import { groupRules } from './reach.ts';

/** The earliest moment after now at which somebody's order, demand or reach changes; null: never. */
export function nextTime(line: Line, rules: RoutingRules, now: number): number | null {
  let next = line.ownTime(now) ?? Infinity;
  const at = (time: number) => {
    if (time > now && time < next) next = time;
  };
  for (const queue of line.queues.values()) {
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
  }
  return next === Infinity ? null : next;
}
