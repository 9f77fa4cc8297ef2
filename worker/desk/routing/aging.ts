/** Nobody starves: of so many assignments in a row that an agent could have given to aged work, at least one is such. */
import { isBarred } from './choose.ts';
import type { AgentFacts, RoutingRules, WorkFacts } from './facts.ts';
import type { Learned } from './learn.ts';
import type { Queue } from './line.ts';
import { isAged } from './order.ts';
import { circles, groupRules } from './reach.ts';

export class Aging {
  readonly #rules: RoutingRules;
  readonly #learned: Learned;
  /** Queues whose first is aged, as of this decision. */
  #queues: readonly Queue[] = [];

  constructor(rules: RoutingRules, learned: Learned) {
    this.#rules = rules;
    this.#learned = learned;
  }

  /** The queues whose first is aged now. */
  look(queues: Iterable<Queue>, now: number): readonly Queue[] {
    this.#queues = [...queues].filter(({ works: [first] }) => first && isAged(first, this.#rules, now));
    return this.#queues;
  }

  /** The agent passed over aged work so often that the next they are given is aged. */
  owes(agent: AgentFacts, now: number): boolean {
    return (this.#learned.passed[agent.id] ?? 0) >= this.#rules.agingEvery - 1 && this.#could(agent, now);
  }

  /** The agent was given that. */
  count(agent: AgentFacts, work: WorkFacts, now: number): void {
    const { passed } = this.#learned;
    if (isAged(work, this.#rules, now) || !this.#could(agent, now)) delete passed[agent.id];
    else passed[agent.id] = (passed[agent.id] ?? 0) + 1;
  }

  /** Somebody aged is within the agent's reach. */
  #could(agent: AgentFacts, now: number): boolean {
    for (const { reach, works } of this.#queues) {
      for (const work of works) {
        if (!isAged(work, this.#rules, now)) break;
        const group = groupRules(this.#rules, work.group);
        const open = circles.some(
          (circle) => reach.free[circle].has(agent) && reach.opens(circle, now - work.place, group),
        );
        if (open && !isBarred(work, agent.id, now)) return true;
      }
    }
    return false;
  }
}
