/** Who may take what: one piece of work's demands against one agent, and all agents of one demand kept counted. */
import type { AgentFacts, GroupRules, Need, RoutingRules, WorkFacts } from './facts.ts';

/** What decides who may take it; works of the same demand are served by the same people. */
export type Demand = Pick<WorkFacts, 'kind' | 'group' | 'language' | 'channel' | 'units'> & { needs: readonly Need[] };

/** Its own people, those it overflows to, those who only help in need; and its own beyond their capacity, where a lead allows it. */
export type Circle = 'own' | 'overflow' | 'emergency' | 'beyond';
export const circles: readonly Circle[] = ['own', 'overflow', 'emergency', 'beyond'];

/** Level of somebody whose skills nobody wrote down. */
export const GENERAL_LEVEL = 3;

const noRules: GroupRules = { overflow: null, emergencyMs: 60_000 };

export function groupRules(rules: RoutingRules, group: string | null): GroupRules {
  return (group === null ? undefined : rules.groups[group]) ?? noRules;
}

/** What it asks for now: optional skills whose time has passed are no longer asked. */
export function demandOf(work: WorkFacts, now: number): Demand {
  const { kind, group, language, channel, units, required, optional } = work;
  const asked = optional.filter((one) => now < one.until).map(({ skill, level }) => ({ skill, level }));
  return { kind, group, language, channel, units, needs: [...required, ...asked] };
}

/** The same for the same people. */
export function keyOf({ kind, group, language, channel, units, needs }: Demand): string {
  const asked = needs.map(({ skill, level }) => `${skill}>${level}`).sort();
  return JSON.stringify([kind, group, language, channel, units, asked]);
}

export function levelOf(agent: AgentFacts, skill: string): number {
  return agent.skills === null ? GENERAL_LEVEL : (agent.skills[skill] ?? 0);
}

/** In which circle the agent could take it, whatever they hold now; null: never. */
export function circleOf(agent: AgentFacts, demand: Demand, rules: RoutingRules): Exclude<Circle, 'beyond'> | null {
  if (agent.channels.length > 0 && !agent.channels.includes(demand.channel)) return null;
  if (demand.language !== null && agent.languages.length > 0 && !agent.languages.includes(demand.language)) return null;
  if (demand.needs.some(({ skill, level }) => levelOf(agent, skill) < level)) return null;
  if (demand.units > agent.capacity[demand.kind]) return null;
  const { group } = demand;
  if (group === null) return 'own';
  const member = agent.groups === null || agent.groups.includes(group);
  // Who is written down as emergency help of a group is asked only in need, even as its member.
  if (agent.emergency.includes(group)) return 'emergency';
  if (member) return 'own';
  const to = groupRules(rules, group).overflow?.to;
  return to !== undefined && agent.groups?.includes(to) ? 'overflow' : null;
}

/** On duty, though perhaps not taking anything at this moment. */
export function isPresent(agent: AgentFacts): boolean {
  return agent.available && agent.state !== 'offline';
}

/** Could be given so many units more, now. */
export function hasRoom(agent: AgentFacts, kind: Demand['kind'], units: number, beyond = 0): boolean {
  return agent.available && agent.state === 'online' && agent.load[kind] + units <= agent.capacity[kind] + beyond;
}

/** The people of one demand, counted as they come and go. */
export class Reach {
  readonly demand: Demand;
  readonly key: string;
  readonly free: Readonly<Record<Circle, Set<AgentFacts>>> = {
    own: new Set(),
    overflow: new Set(),
    emergency: new Set(),
    beyond: new Set(),
  };
  readonly present = { own: 0, overflow: 0, emergency: 0 };
  /** Units its own people on duty hold and may hold. */
  held = 0;
  places = 0;
  /** Queues and watchers that look at it. */
  users = 0;

  constructor(demand: Demand, key: string) {
    this.demand = demand;
    this.key = key;
  }

  add(agent: AgentFacts, rules: RoutingRules): void {
    const circle = circleOf(agent, this.demand, rules);
    if (circle === null) return;
    const { kind, units } = this.demand;
    if (hasRoom(agent, kind, units)) this.free[circle].add(agent);
    else if (circle === 'own' && hasRoom(agent, kind, units, groupRules(rules, this.demand.group).beyond ?? 0)) {
      this.free.beyond.add(agent);
    }
    if (isPresent(agent)) this.#count(agent, circle, 1);
  }

  drop(agent: AgentFacts, rules: RoutingRules): void {
    const circle = circleOf(agent, this.demand, rules);
    if (circle === null) return;
    this.free[circle].delete(agent);
    this.free.beyond.delete(agent);
    if (isPresent(agent)) this.#count(agent, circle, -1);
  }

  #count(agent: AgentFacts, circle: Exclude<Circle, 'beyond'>, sign: 1 | -1): void {
    this.present[circle] += sign;
    if (circle !== 'own') return;
    this.held += sign * agent.load[this.demand.kind];
    if (agent.state === 'online') this.places += sign * agent.capacity[this.demand.kind];
  }

  /** Whether its people of that circle may be asked after such a wait: the others of its group first. */
  opens(circle: Circle, waitedMs: number, group: GroupRules): boolean {
    switch (circle) {
      case 'own':
        return true;
      case 'overflow':
        return group.overflow !== null && (this.present.own === 0 || waitedMs >= group.overflow.afterMs);
      case 'emergency':
        return this.present.own === 0 || waitedMs >= group.emergencyMs;
      case 'beyond':
        return this.free.own.size === 0;
    }
  }

  /** Somebody is on duty for it. */
  get anybody(): boolean {
    return this.present.own + this.present.overflow + this.present.emergency > 0;
  }
}
