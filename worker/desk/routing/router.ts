/**
 * The policy with its facts indexed: tell it what changes, ask it who is next. It decides nothing twice and knows no clock; the
 * same calls give the same decisions. The caller applies a decision by telling it the agent's new load and that the work left.
 */
import { Aging } from './aging.ts';
import { chooseAgent, isAwaited, isBarred } from './choose.ts';
import type { AgentFacts, Decision, RoutingRules, WorkFacts } from './facts.ts';
import { leadMs, learnService, learnUrgent, nothingLearned, serviceMs, urgentRate, type Learned } from './learn.ts';
import { lateCount, Line, type Queue } from './line.ts';
import { compareRanks, isAged, rankOf, type Rank } from './order.ts';
import { Reserve } from './reserve.ts';
import { circles, demandOf, groupRules, hasRoom, isPresent, keyOf, Reach, type Demand } from './reach.ts';
import { claims } from './claims.ts';
import { Promises } from './promises.ts';
import { whyNow } from './why.ts';
import { nextTime } from './times.ts';

/** A piece of work that may be next, and how: by its turn, because it is aged, or with whom it knows. */
type Candidate = {
  work: WorkFacts;
  queue: Queue;
  rank: Rank;
  how: 'turn' | 'aged' | 'known';
  from: number;
  to: number;
};

export class Router {
  readonly rules: RoutingRules;
  readonly learned: Learned;
  readonly #agents = new Map<string, AgentFacts>();
  readonly #reaches = new Map<string, Reach>();
  readonly #line: Line;
  readonly #reserve: Reserve;
  /** Works told to be messages left (留言): not told again. */
  readonly #left = new Set<string>();
  readonly #promises: Promises;
  /** Agents with room for anything. */
  readonly #roomy = new Set<string>();
  readonly #aging: Aging;
  /** Agents who are given nothing else until a big aged piece of work fits. */
  #claimed: ReadonlySet<string> = new Set();
  #leads: { now: number; by: Map<string, number> } = { now: -1, by: new Map() };

  constructor(rules: RoutingRules, learned: Learned = nothingLearned()) {
    this.rules = rules;
    this.learned = learned;
    this.#aging = new Aging(rules, learned);
    this.#promises = new Promises(learned);
    this.#line = new Line(
      (demand, key) => this.#reach(demand, key),
      (reach) => {
        if (reach.users === 0) this.#reaches.delete(reach.key);
      },
    );
    this.#reserve = new Reserve(rules, learned, (demand, key) => this.#reach(demand, key));
  }

  /** An agent as they are now. */
  setAgent(agent: AgentFacts): void {
    this.removeAgent(agent.id);
    this.#agents.set(agent.id, agent);
    if (hasRoom(agent, 'session', 1) || hasRoom(agent, 'ticket', 1)) this.#roomy.add(agent.id);
    for (const reach of this.#reaches.values()) reach.add(agent, this.rules);
  }

  removeAgent(id: string): void {
    const known = this.#agents.get(id);
    if (!known) return;
    for (const reach of this.#reaches.values()) reach.drop(known, this.rules);
    this.#agents.delete(id);
    this.#roomy.delete(id);
  }

  agent(id: string): AgentFacts | null {
    return this.#agents.get(id) ?? null;
  }

  /** A piece of work waits, or waits with other facts; `fresh`: for the first time. */
  wait(work: WorkFacts, now: number, fresh: boolean): void {
    this.#line.add(work, now);
    if (!fresh) return;
    this.#promises.give(work);
    if (work.urgency !== 'urgent') return;
    const demand = demandOf(work, now);
    learnUrgent(this.learned, keyOf(demand), demand, now);
    this.#reserve.watch(now);
  }

  /** It waits no longer. */
  leave(id: string): void {
    this.#promises.forget(id);
    this.#line.remove(id);
    this.#left.delete(id);
  }

  waits(id: string): boolean {
    return this.#line.find(id) !== null;
  }

  /** A service ended after so long. */
  served(classId: string, ms: number): void {
    learnService(this.learned, classId, ms);
  }

  /** The next decision, or null: nothing can be given at this moment. */
  next(now: number): Decision | null {
    this.#line.relax(now);
    this.#reserve.watch(now);
    this.#promises.runOut(now);
    this.#lead(now);
    const message = this.#nobody();
    if (message) return message;
    const aged = this.#aging.look(this.#line.queues.values(), now);
    this.#claimed = claims(aged, this.#agents.values(), this.rules, now);
    const candidates = this.#candidates(now);
    candidates.sort((left, right) => compareRanks(left.rank, right.rank));
    for (const candidate of candidates) {
      const decision = this.#try(candidate, now);
      if (decision) return decision;
    }
    return null;
  }

  /** All who wait, in the order in which they are served at this moment. */
  order(now: number): WorkFacts[] {
    this.#line.relax(now);
    this.#lead(now);
    const lead = (work: WorkFacts) => this.#leadOf(work, now);
    const ranked = [...this.#line.works()].map((work) => ({ work, rank: rankOf(work, this.rules, lead, now) }));
    return ranked.sort((left, right) => compareRanks(left.rank, right.rank)).map(({ work }) => work);
  }

  /** How many of its group's line are served before it at this moment; null: it does not wait. */
  before(id: string, now: number): number | null {
    this.#line.relax(now);
    this.#lead(now);
    return this.#line.before(id, this.rules, (work) => this.#leadOf(work, now), now);
  }

  /**
   * Expected wait (ms) from now: those before it and itself at the pace at which its people become free, slowed by the urgent
   * work still to come. Null: nobody is on duty for it.
   */
  expectedMs(id: string, now: number): number | null {
    const found = this.#line.find(id);
    const before = this.before(id, now);
    if (!found || before === null) return null;
    const { reach } = found.queue;
    if (reach.places === 0) return null;
    const each = serviceMs(this.learned) / reach.places;
    const urgent = found.work.urgency === 'urgent' ? 0 : urgentRate(this.learned, reach.key, now) * each;
    return Math.round(((before + 1) * each) / (1 - Math.min(0.9, urgent)));
  }

  /** Whether anybody on duty could take it, now or after a while. */
  reachable(id: string): boolean {
    return this.#line.find(id)?.queue.reach.anybody ?? false;
  }

  /** When time alone changes who may be next or somebody's position; null: never. */
  nextAt(now: number): number | null {
    return nextTime(this.#line, this.rules, now);
  }

  #reach(demand: Demand, key: string): Reach {
    const known = this.#reaches.get(key);
    if (known) return known;
    const made = new Reach(demand, key);
    for (const agent of this.#agents.values()) made.add(agent, this.rules);
    this.#reaches.set(key, made);
    return made;
  }

  #lead(now: number): void {
    this.#leads = { now, by: new Map() };
  }

  #leadOf(work: WorkFacts, now: number): number {
    const { id } = work.sla;
    const known = this.#leads.by.get(id);
    if (known !== undefined) return known;
    const lead = leadMs(this.learned, work, this.rules, now);
    this.#leads.by.set(id, lead);
    return lead;
  }

  #nobody(): Decision | null {
    for (const { reach, works } of this.#line.queues.values()) {
      if (reach.anybody) continue;
      const work = works.find((one) => !this.#left.has(one.id));
      if (!work) continue;
      this.#left.add(work.id);
      return { work: work.id, agent: null, why: [{ because: 'nobody' }] };
    }
    return null;
  }

  #candidates(now: number): Candidate[] {
    const lead = (work: WorkFacts) => this.#leadOf(work, now);
    const candidates: Candidate[] = [];
    const push = (queue: Queue, from: number, to: number, how: Candidate['how']) => {
      const work = queue.works[from];
      if (!work || from >= to) return;
      const rank = rankOf(work, this.rules, lead, now);
      if (how === 'aged') rank.lane = 0;
      candidates.push({ work, queue, rank, how, from, to });
    };
    for (const queue of this.#line.queues.values()) {
      const { free } = queue.reach;
      if (circles.every((circle) => free[circle].size === 0)) continue;
      const late = lateCount(queue, this.rules, now);
      push(queue, 0, late, 'turn');
      push(queue, late, queue.works.length, 'turn');
      const first = queue.works[0];
      if (first && isAged(first, this.rules, now)) push(queue, 0, queue.works.length, 'aged');
    }
    for (const id of this.#roomy) {
      const agent = this.#agents.get(id);
      const works = this.#line.knowing.get(id);
      if (!agent || !works) continue;
      for (const work of works) {
        const queue = this.#line.find(work.id)?.queue;
        if (!queue || !hasRoom(agent, work.kind, work.units)) continue;
        const rank = rankOf(work, this.rules, lead, now, work.preferred.find((one) => one.agent === id)?.bonusMs ?? 0);
        candidates.push({ work, queue, rank, how: 'known', from: 0, to: 0 });
      }
    }
    return candidates;
  }

  #try(candidate: Candidate, now: number): Decision | null {
    const { queue, how } = candidate;
    if (how === 'known') return this.#give(candidate.work, queue, how, now);
    for (let index = candidate.from; index < candidate.to; index += 1) {
      const work = queue.works[index];
      if (!work || (how === 'aged' && !isAged(work, this.rules, now))) return null;
      const decision = this.#give(work, queue, how, now);
      if (decision) return decision;
      // Who has no conditions of their own stands for all behind them.
      if (work.declined.length === 0 && work.agent === null && work.preferred.length === 0) return null;
    }
    return null;
  }

  #give(work: WorkFacts, queue: Queue, how: Candidate['how'], now: number): Decision | null {
    const { reach } = queue;
    const waited = now - work.place;
    const group = groupRules(this.rules, work.group);
    const known = work.preferred.filter((one) => isAwaited(one) && this.#comes(one.agent, work, now));
    const held = known.some((one) => waited < one.holdMs);
    for (const circle of circles) {
      if (!reach.opens(circle, waited, group)) continue;
      const able: AgentFacts[] = [];
      for (const agent of reach.free[circle]) {
        if ((how === 'known' || held) && !known.some((one) => one.agent === agent.id)) continue;
        if (this.#claimed.has(agent.id) && how !== 'aged' && !isAged(work, this.rules, now)) continue;
        const owes = this.#aging.owes(agent, now);
        if (owes !== (how === 'aged')) continue;
        if (how === 'turn' && this.#reserve.keeps(agent, work, this.#line.beside(queue), now)) continue;
        able.push(agent);
      }
      const chosen = chooseAgent(work, reach.demand, able, this.rules, now);
      if (!chosen) continue;
      this.#aging.count(chosen.agent, work, now);
      this.#promises.end(work.id, now);
      return {
        work: work.id,
        agent: chosen.agent.id,
        why: [...whyNow(work, circle, chosen.agent, how === 'aged', this.rules, now), ...chosen.why],
      };
    }
    return null;
  }

  /** Is on duty, so that they may be waited for. */
  #comes(id: string, work: WorkFacts, now: number): boolean {
    const agent = this.#agents.get(id);
    return agent !== undefined && isPresent(agent) && !isBarred(work, id, now);
  }
}
