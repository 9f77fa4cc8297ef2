/** Watches a simulated day: what must hold at every decision, counted when it does not. Recomputes from facts, by other means. */
import { isBarred } from '../../worker/desk/routing/choose.ts';
import { usualRules, type Decision, type RoutingRules, type WorkFacts } from '../../worker/desk/routing/facts.ts';
import { leadMs } from '../../worker/desk/routing/learn.ts';
import { compareRanks, isAged, isYielding, rankOf } from '../../worker/desk/routing/order.ts';
import { circleOf, demandOf, groupRules, keyOf } from '../../worker/desk/routing/reach.ts';
import { Router } from '../../worker/desk/routing/router.ts';
import { Floor, type Job, type Watcher } from './floor.ts';
import type { Policy } from './peers.ts';
import { mixed, mixedGroups, stormy } from './scenario.ts';

export type Law = 'capacity' | 'eligible' | 'inversion' | 'owner' | 'lost' | 'position' | 'bounded' | 'rebuilt';
export type Breach = { law: Law; at: number; what: string };

/** Whether it stands beside the other: the same people, promise, urgency and tier. */
const sameKind = (one: WorkFacts, other: WorkFacts, now: number): boolean =>
  one.sla.id === other.sla.id &&
  one.urgency === other.urgency &&
  one.tier === other.tier &&
  keyOf(demandOf(one, now)) === keyOf(demandOf(other, now));

export class Laws implements Watcher {
  readonly breaches: Breach[] = [];
  readonly decisions: string[] = [];
  readonly #rules: RoutingRules;
  readonly #router: Router;
  /** Every so many moments everything is recomputed. */
  readonly #every: number;
  readonly #streaks = new Map<string, number>();
  #moments = 0;
  /** The most assignments in a row that passed over aged work. */
  longest = 0;

  constructor(router: Router, every = 97, rules = router.rules) {
    this.#router = router;
    this.#rules = rules;
    this.#every = every;
  }

  /** Before a decision is obeyed. */
  decided(decision: Decision, job: Job, floor: Floor): void {
    const { now } = floor;
    this.decisions.push(`${now} ${decision.work} ${decision.agent ?? '-'}`);
    if (job.state !== 'waiting' || job.agent !== null)
      this.#breach('owner', now, `${job.facts.id} is ${job.state} with ${job.agent ?? 'nobody'}`);
    if (decision.agent === null) return;
    const agent = floor.agents.get(decision.agent);
    const { facts } = job;
    if (!agent) return this.#breach('eligible', now, `unknown ${decision.agent}`);
    if (agent.load[facts.kind] + facts.units > agent.capacity[facts.kind])
      this.#breach('capacity', now, `${agent.id} holds ${agent.load[facts.kind]} and gets ${facts.units}`);
    const circle = circleOf(agent, demandOf(facts, now), this.#rules);
    if (circle === null || !agent.available || agent.state !== 'online' || isBarred(facts, agent.id, now))
      this.#breach('eligible', now, `${agent.id} may not have ${facts.id}`);
    if (circle === 'emergency' || circle === 'overflow') {
      const group = groupRules(this.#rules, facts.group);
      const after = circle === 'emergency' ? group.emergencyMs : (group.overflow?.afterMs ?? Infinity);
      const own = [...floor.agents.values()].some(
        (one) => one.available && one.state !== 'offline' && circleOf(one, demandOf(facts, now), this.#rules) === 'own',
      );
      if (own && now - facts.place < after) this.#breach('eligible', now, `${agent.id} was asked too early`);
    }
    if (!facts.preferred.some((one) => one.agent === agent.id)) this.#passedOver(facts, agent.id, floor);
    this.#ages(facts, agent.id, floor);
  }

  /** After all decisions of a moment. */
  settled(floor: Floor): void {
    this.#moments += 1;
    if (this.#moments % this.#every !== 0) return;
    this.#nothingLost(floor);
    this.#positions(floor);
    this.#rebuilt(floor);
  }

  #passedOver(facts: WorkFacts, agent: string, floor: Floor): void {
    const { now } = floor;
    for (const { facts: other } of floor.waiting()) {
      const earlier = other.place < facts.place || (other.place === facts.place && other.id < facts.id);
      if (!earlier || !sameKind(facts, other, now) || isBarred(other, agent, now)) continue;
      if (isYielding(other, this.#rules, now) !== isYielding(facts, this.#rules, now)) continue;
      if (other.preferred.some((one) => now - other.place < one.holdMs)) continue;
      this.#breach('inversion', now, `${facts.id} before ${other.id}`);
    }
  }

  #ages(facts: WorkFacts, agent: string, floor: Floor): void {
    const { now } = floor;
    const given = floor.agents.get(agent);
    const passes =
      given !== undefined &&
      !isAged(facts, this.#rules, now) &&
      [...floor.waiting()].some(
        ({ facts: one }) =>
          isAged(one, this.#rules, now) &&
          !isBarred(one, agent, now) &&
          given.load[one.kind] + one.units <= given.capacity[one.kind] &&
          circleOf(given, demandOf(one, now), this.#rules) === 'own',
      );
    const streak = passes ? (this.#streaks.get(agent) ?? 0) + 1 : 0;
    this.#streaks.set(agent, streak);
    this.longest = Math.max(this.longest, streak);
    if (streak >= this.#rules.agingEvery)
      this.#breach('bounded', now, `${agent} passed over aged work ${streak} times`);
  }

  #nothingLost(floor: Floor): void {
    const loads = new Map<string, number>();
    for (const { facts, state, agent } of floor.jobs.values()) {
      if (state === 'waiting' && !this.#router.waits(facts.id)) this.#breach('lost', floor.now, facts.id);
      if (state === 'held' && agent !== null) loads.set(agent, (loads.get(agent) ?? 0) + facts.units);
    }
    for (const { id, load } of floor.agents.values())
      if (load.session + load.ticket !== (loads.get(id) ?? 0))
        this.#breach('owner', floor.now, `${id} holds other work`);
  }

  #positions(floor: Floor): void {
    const { now } = floor;
    const leads = new Map<string, number>();
    const lead = (work: WorkFacts) => {
      const known = leads.get(work.sla.id) ?? leadMs(this.#router.learned, work, this.#rules, now);
      leads.set(work.sla.id, known);
      return known;
    };
    const ranked = [...floor.waiting()]
      .map(({ facts }) => ({ facts, rank: rankOf(facts, this.#rules, lead, now) }))
      .sort((left, right) => compareRanks(left.rank, right.rank));
    const counts = new Map<string, number>();
    for (const { facts } of ranked) {
      const line = `${facts.kind}/${facts.group}`;
      const before = counts.get(line) ?? 0;
      counts.set(line, before + 1);
      const told = this.#router.before(facts.id, now);
      if (told !== before) this.#breach('position', now, `${facts.id} told ${told}, is ${before}`);
    }
  }

  /** A router made anew of the same facts, told in another order, has nothing more to decide either. */
  #rebuilt(floor: Floor): void {
    const other = new Router(this.#rules, structuredClone(this.#router.learned));
    for (const { facts } of [...floor.waiting()].reverse()) other.wait(facts, floor.now, false);
    for (const agent of [...floor.agents.values()].reverse()) other.setAgent(agent);
    let more = other.next(floor.now);
    while (more && more.agent === null) more = other.next(floor.now);
    if (more) this.#breach('rebuilt', floor.now, `${more.work} → ${more.agent}`);
  }

  #breach(law: Law, at: number, what: string): void {
    this.breaches.push({ law, at, what });
  }
}

/** The rules of the watched floor. */
export const watchedRules: RoutingRules = { ...usualRules, groups: mixedGroups };

/** A stormy day of every kind of work, watched; `around` may stand between floor and router. */
export function watchedDay(
  seed: number,
  every?: number,
  { router = new Router(watchedRules), around = (given: Policy): Policy => given, dayMs = mixed.dayMs } = {},
): { floor: Floor; laws: Laws } {
  const laws = new Laws(router, every, watchedRules);
  const floor = new Floor({ ...mixed, dayMs }, around(router), seed, { weather: stormy, watcher: laws });
  return { floor: floor.run(), laws };
}
