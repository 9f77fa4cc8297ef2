/** Who is before whom. Lanes first; in a lane the moment its promise ends, shifted by what a miss of its class costs. */
import type { RoutingRules, WorkFacts } from './facts.ts';

/** What its class is worth, as a shift of its due time; see `learn.ts`. */
export type Lead = (work: WorkFacts) => number;

/** Where a piece of work stands at a moment; smaller is earlier, field by field. */
export type Rank = { lane: number; tier: number; due: number; place: number; id: string };

/** Urgent, VIP, everybody whose promise can still be kept, and those who let them pass. */
export const lanes = { urgent: 1, vip: 2, line: 3, late: 4 } as const;

/** Its promise was missed, and it lets those pass who can still have theirs. Urgent and VIP work never does. */
export function isYielding(work: WorkFacts, rules: RoutingRules, now: number): boolean {
  return rules.yieldLate && work.urgency !== 'urgent' && work.tier === 0 && now > work.place + work.sla.targetMs;
}

/** The wait after which it is aged. */
export function agingMs(work: WorkFacts, rules: RoutingRules): number {
  return Math.max(rules.agingFloorMs, rules.agingTargets * work.sla.targetMs);
}

export function isAged(work: WorkFacts, rules: RoutingRules, now: number): boolean {
  return now - work.place >= agingMs(work, rules);
}

export function laneOf(work: WorkFacts, rules: RoutingRules, now: number): number {
  if (work.urgency === 'urgent') return lanes.urgent;
  if (work.tier > 0) return lanes.vip;
  return isYielding(work, rules, now) ? lanes.late : lanes.line;
}

/** Its rank at a moment; `bonusMs` counts as waited. */
export function rankOf(work: WorkFacts, rules: RoutingRules, lead: Lead, now: number, bonusMs = 0): Rank {
  const lane = laneOf(work, rules, now);
  const shift = lane === lanes.line ? lead(work) : 0;
  return {
    lane,
    tier: work.tier,
    due: work.place - bonusMs + work.sla.targetMs - shift,
    place: work.place,
    id: work.id,
  };
}

/** Negative: the left one is served first. Among equals whoever came first; ties by id. */
export function compareRanks(left: Rank, right: Rank): number {
  return (
    left.lane - right.lane ||
    right.tier - left.tier ||
    left.due - right.due ||
    left.place - right.place ||
    (left.id < right.id ? -1 : left.id > right.id ? 1 : 0)
  );
}
