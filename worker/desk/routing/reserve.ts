/** Free places kept back for urgent work that is likely to come before somebody becomes free. */
import type { AgentFacts, RoutingRules, WorkFacts } from './facts.ts';
import { reserveFor, serviceMs, urgentRate, type Learned } from './learn.ts';
import { firstWhere, type Queue } from './line.ts';
import type { Demand, Reach } from './reach.ts';

/** Fewer than one urgent piece of work in so long is not waited for. */
const RARE_MS = 4 * 3_600_000;
/** No more than this share of the people on duty is kept back: a handful keeps nobody. */
const MOST = 0.15;

export class Reserve {
  readonly #rules: RoutingRules;
  readonly #learned: Learned;
  readonly #reachOf: (demand: Demand, key: string) => Reach;
  /** Demands urgent work came with, and how many free agents each keeps. */
  readonly #kept = new Map<string, { reach: Reach; keep: number }>();

  constructor(rules: RoutingRules, learned: Learned, reachOf: (demand: Demand, key: string) => Reach) {
    this.#rules = rules;
    this.#learned = learned;
    this.#reachOf = reachOf;
  }

  /** Counts anew how many each demand keeps. */
  watch(now: number): void {
    const mean = serviceMs(this.#learned);
    for (const [key, { demand }] of Object.entries(this.#learned.urgent)) {
      const rate = urgentRate(this.#learned, key, now);
      const known = this.#kept.get(key);
      if (rate * RARE_MS < 1) {
        delete this.#learned.urgent[key];
        if (known) known.reach.users -= 1;
        this.#kept.delete(key);
        continue;
      }
      const reach = known?.reach ?? this.#reachOf(demand, key);
      if (!known) reach.users += 1;
      const releaseMs = mean / Math.max(1, reach.held);
      const most = Math.floor(MOST * reach.present.own);
      this.#kept.set(key, { reach, keep: reserveFor(rate * releaseMs, this.#rules.reserveRisk, most) });
    }
  }

  /** This agent is kept back from work that can wait a little. */
  keeps(agent: AgentFacts, work: WorkFacts, queues: Iterable<Queue>, now: number): boolean {
    if (work.urgency === 'urgent' || work.tier > 0) return false;
    const waited = now - work.place;
    if (waited >= this.#rules.reserveShare * work.sla.targetMs) return false;
    for (const { reach, keep } of this.#kept.values()) {
      const { free, demand } = reach;
      if (keep === 0 || free.own.size > keep || !free.own.has(agent)) continue;
      const still = agent.load[demand.kind] + (work.kind === demand.kind ? work.units : 0) + demand.units;
      if (still <= agent.capacity[demand.kind]) continue;
      if (free.own.size <= this.#rules.reserveEase / this.#pressure(queues, now)) return true;
    }
    return false;
  }

  /** How much of the time left to the waiting promises it takes to serve them at the pace of their people; above 1: not all. */
  #pressure(queues: Iterable<Queue>, now: number): number {
    const mean = serviceMs(this.#learned);
    const sorted = [...queues].sort((left, right) => left.targetMs - right.targetMs || (left.key < right.key ? -1 : 1));
    let before = 0;
    let pressure = 0;
    for (const { works, targetMs, reach } of sorted) {
      const from = firstWhere(works, 0, works.length, (one) => now <= one.place + targetMs);
      const first = works[from];
      const last = works.at(-1);
      if (!first || !last) continue;
      const each = mean / Math.max(1, reach.held);
      const whole = (before + works.length - from) * each;
      before += works.length - from;
      const left = (one: WorkFacts) => Math.max(1, one.place + targetMs - now);
      pressure = Math.max(pressure, each / left(first), whole / left(last));
    }
    return pressure;
  }
}
