/** The waiting, in queues of work that asks for the same people and was promised the same, each in order of its places. */
import { Heap } from '../../lib/heap.ts';
import { isAwaited } from './choose.ts';
import type { RoutingRules, WorkFacts } from './facts.ts';
import { compareRanks, rankOf, type Lead, type Rank } from './order.ts';
import { demandOf, keyOf, type Demand, type Reach } from './reach.ts';

export type Queue = {
  key: string;
  reach: Reach;
  /** In order of place, then id: whoever is first is due first. */
  works: WorkFacts[];
  yields: boolean;
  targetMs: number;
  /** Somebody in it has an optional skill that will give way. */
  relaxes: number;
};

export class Line {
  readonly queues = new Map<string, Queue>();
  readonly #at = new Map<string, { work: WorkFacts; queue: Queue }>();
  /** When something changes for one piece of work alone. */
  readonly #times = new Heap<{ at: number; id: string }>((left, right) => left.at < right.at);
  readonly #byReach = new Map<Reach, Set<Queue>>();
  /** Works by the agent they know. */
  readonly knowing = new Map<string, Set<WorkFacts>>();
  readonly #reachOf: (demand: Demand, key: string) => Reach;
  readonly #leave: (reach: Reach) => void;

  constructor(reachOf: (demand: Demand, key: string) => Reach, leave: (reach: Reach) => void) {
    this.#reachOf = reachOf;
    this.#leave = leave;
  }

  get size(): number {
    return this.#at.size;
  }

  find(id: string): { work: WorkFacts; queue: Queue } | null {
    return this.#at.get(id) ?? null;
  }

  works(): Iterable<WorkFacts> {
    return [...this.#at.values()].map(({ work }) => work);
  }

  add(work: WorkFacts, now: number): void {
    this.remove(work.id);
    const demand = demandOf(work, now);
    const asked = keyOf(demand);
    const { sla, urgency, tier } = work;
    const key = `${asked}/${sla.id}/${sla.targetMs}/${sla.weight}/${urgency}/${tier}`;
    let queue = this.queues.get(key);
    if (!queue) {
      const reach = this.#reachOf(demand, asked);
      reach.users += 1;
      const yields = urgency !== 'urgent' && tier === 0;
      queue = { key, reach, works: [], yields, targetMs: sla.targetMs, relaxes: 0 };
      this.queues.set(key, queue);
      this.#byReach.set(reach, (this.#byReach.get(reach) ?? new Set()).add(queue));
    }
    queue.works.splice(indexOf(queue.works, work), 0, work);
    if (work.optional.length > 0) queue.relaxes += 1;
    this.#at.set(work.id, { work, queue });
    const times = [...work.optional, ...work.declined].map((one) => one.until);
    for (const one of work.preferred) times.push(work.place + one.holdMs);
    for (const at of times) if (at > now) this.#times.push({ at, id: work.id });
    for (const { agent } of work.preferred.filter(isAwaited)) {
      this.knowing.set(agent, (this.knowing.get(agent) ?? new Set()).add(work));
    }
  }

  remove(id: string): WorkFacts | null {
    const found = this.#at.get(id);
    if (!found) return null;
    const { work, queue } = found;
    queue.works.splice(indexOf(queue.works, work), 1);
    if (work.optional.length > 0) queue.relaxes -= 1;
    this.#at.delete(id);
    for (const { agent } of work.preferred) {
      const known = this.knowing.get(agent);
      known?.delete(work);
      if (known?.size === 0) this.knowing.delete(agent);
    }
    if (queue.works.length === 0) {
      this.queues.delete(queue.key);
      queue.reach.users -= 1;
      const beside = this.#byReach.get(queue.reach);
      beside?.delete(queue);
      if (beside?.size === 0) this.#byReach.delete(queue.reach);
      this.#leave(queue.reach);
    }
    return work;
  }

  /** When next a declined offer, an optional skill or a wait for somebody known runs out. */
  ownTime(now: number): number | null {
    for (let next = this.#times.peek(); next; next = this.#times.peek()) {
      if (next.at > now && this.#at.has(next.id)) return next.at;
      this.#times.pop();
    }
    return null;
  }

  /** Queues that ask for the same people. */
  beside(queue: Queue): Iterable<Queue> {
    return this.#byReach.get(queue.reach) ?? [];
  }

  /** Optional skills whose time has come are dropped: such work goes to the queue of what it still asks. */
  relax(now: number): void {
    for (const queue of [...this.queues.values()]) {
      if (queue.relaxes === 0) continue;
      const moved = queue.works.filter(
        (one) => one.optional.length > 0 && keyOf(demandOf(one, now)) !== queue.reach.key,
      );
      for (const one of moved) this.add(one, now);
    }
  }

  /** How many of the same group and kind are served before it. */
  before(id: string, rules: RoutingRules, lead: Lead, now: number): number | null {
    const found = this.#at.get(id);
    if (!found) return null;
    const { work } = found;
    const mine = rankOf(work, rules, lead, now);
    let before = 0;
    for (const queue of this.queues.values()) {
      if (queue.reach.demand.group !== work.group || queue.reach.demand.kind !== work.kind) continue;
      const late = lateCount(queue, rules, now);
      before += countBefore(queue.works, 0, late, mine, (one) => rankOf(one, rules, lead, now));
      before += countBefore(queue.works, late, queue.works.length, mine, (one) => rankOf(one, rules, lead, now));
    }
    return before;
  }
}

/** How many at its front have missed their promise and let others pass. */
export function lateCount(queue: Queue, rules: RoutingRules, now: number): number {
  if (!queue.yields || !rules.yieldLate) return 0;
  return firstWhere(queue.works, 0, queue.works.length, (one) => now <= one.place + queue.targetMs);
}

/** The first index in [from, to) from which on the test holds. */
export function firstWhere(
  works: readonly WorkFacts[],
  from: number,
  to: number,
  test: (one: WorkFacts) => boolean,
): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = (low + high) >> 1;
    const one = works[middle];
    if (one !== undefined && !test(one)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countBefore(
  works: readonly WorkFacts[],
  from: number,
  to: number,
  mine: Rank,
  rank: (one: WorkFacts) => Rank,
): number {
  return firstWhere(works, from, to, (one) => compareRanks(rank(one), mine) >= 0) - from;
}

function indexOf(works: readonly WorkFacts[], work: WorkFacts): number {
  return firstWhere(
    works,
    0,
    works.length,
    (one) => one.place > work.place || (one.place === work.place && one.id >= work.id),
  );
}
