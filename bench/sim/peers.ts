/** The policies ours is compared with: the same eligibility and the same choice of agent, another order. */
import { chooseAgent } from '../../worker/desk/routing/choose.ts';
import { usualRules, type AgentFacts, type Decision, type WorkFacts } from '../../worker/desk/routing/facts.ts';
import { Line } from '../../worker/desk/routing/line.ts';
import { Reach } from '../../worker/desk/routing/reach.ts';

/** What the simulated floor asks of any policy. */
export interface Policy {
  setAgent(agent: AgentFacts): void;
  wait(work: WorkFacts, now: number, fresh: boolean): void;
  leave(id: string): void;
  served(classId: string, ms: number): void;
  next(now: number): Decision | null;
  nextAt(now: number): number | null;
}

/** A smaller number is served first. */
type Order = (work: WorkFacts) => number;

const urgencies = { urgent: 0, normal: 1, low: 2 } as const;
const DAY_MS = 86_400_000;

/** First come, first served. */
export const firstCome: Order = (work) => work.place;

/** Urgent before normal before low, VIP before others of the same urgency, whatever they waited. */
export const strictPriority: Order = (work) => (urgencies[work.urgency] * 10 - work.tier) * 365 * DAY_MS + work.place;

/** A head start by class: as if they had come so much earlier. */
export const headStart: Order = (work) =>
  work.place - { urgent: 600_000, normal: 300_000, low: 0 }[work.urgency] - work.tier * 30_000;

export class Peer implements Policy {
  readonly #order: Order;
  readonly #agents = new Map<string, AgentFacts>();
  readonly #reaches = new Map<string, Reach>();
  readonly #line = new Line(
    (demand, key) => {
      const known = this.#reaches.get(key);
      if (known) return known;
      const made = new Reach(demand, key);
      for (const agent of this.#agents.values()) made.add(agent, usualRules);
      this.#reaches.set(key, made);
      return made;
    },
    () => {},
  );

  constructor(order: Order) {
    this.#order = order;
  }

  setAgent(agent: AgentFacts): void {
    const known = this.#agents.get(agent.id);
    this.#agents.set(agent.id, agent);
    for (const reach of this.#reaches.values()) {
      if (known) reach.drop(known, usualRules);
      reach.add(agent, usualRules);
    }
  }

  wait(work: WorkFacts, now: number): void {
    this.#line.add(work, now);
  }

  leave(id: string): void {
    this.#line.remove(id);
  }

  served(): void {}

  next(now: number): Decision | null {
    let best: { order: number; work: WorkFacts; agent: string } | null = null;
    for (const { works, reach } of this.#line.queues.values()) {
      if (reach.free.own.size === 0) continue;
      for (const work of works) {
        const order = this.#order(work);
        if (best && order >= best.order) break;
        const chosen = chooseAgent(work, reach.demand, reach.free.own, usualRules, now);
        if (chosen) {
          best = { order, work, agent: chosen.agent.id };
          break;
        }
        if (work.declined.length === 0 && work.agent === null) break;
      }
    }
    return best && { work: best.work.id, agent: best.agent, why: [] };
  }

  nextAt(): null {
    return null;
  }
}
