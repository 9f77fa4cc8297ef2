/** Who is next, and who gets whom: the floor's facts for the rules, and the rules' choices in words. */
import type { Roster, Talent } from './roster.ts';
import type { Agent, Session, Words } from './session.ts';

/** Somebody who may be given work now. */
export type Free = { agent: Readonly<Agent>; talent: Talent; load: number };
export type Choice = { session: string; agent: string; why: Words };

/** Urgent before normal, a higher tier before a lower; among equals whoever has waited longest; ties by name. */
export function compareWaiting(roster: Roster, left: Readonly<Session>, right: Readonly<Session>): number {
  if (left.urgency !== right.urgency) return left.urgency === 'urgent' ? -1 : 1;
  const tier = roster.tierOf(right.level) - roster.tierOf(left.level);
  if (tier !== 0) return tier;
  const [mine, other] = [left.place ?? left.since, right.place ?? right.since];
  if (mine !== other) return mine - other;
  return left.session < right.session ? -1 : left.session > right.session ? 1 : 0;
}

/** Gives the waiting, in the order given, to who is free. */
export function choose(
  line: readonly Readonly<Session>[],
  free: readonly Free[],
  roster: Roster,
  now: number,
): Choice[] {
  const loads = new Map(free.map((one) => [one.agent.id, one.load]));
  const given = new Map(free.map((one) => [one.agent.id, one.agent.givenAt]));
  const choices: Choice[] = [];
  for (const one of line) {
    let best: { who: Free; rank: (number | string)[] } | null = null;
    for (const who of free) {
      const load = loads.get(who.agent.id) ?? 0;
      if (load + one.units > who.talent.capacity || !fits(who, one, free, roster, now)) continue;
      const known = one.preferred?.agent === who.agent.id ? 0 : 1;
      const level = who.talent.skills?.get(one.skill) ?? 0;
      const rank = [known, load, -level, given.get(who.agent.id) ?? 0, who.agent.id];
      if (best === null || comesBefore(rank, best.rank)) best = { who, rank };
    }
    if (!best) continue;
    const { agent, talent } = best.who;
    const load = loads.get(agent.id) ?? 0;
    choices.push({ session: one.session, agent: agent.id, why: because(one, agent, load, talent.capacity, now) });
    loads.set(agent.id, load + one.units);
    given.set(agent.id, now);
  }
  return choices;
}

function fits(who: Free, one: Readonly<Session>, free: readonly Free[], roster: Roster, now: number): boolean {
  const { agent, talent } = who;
  if (one.declined.some((other) => other.by === agent.id && other.until > now)) return false;
  if (talent.channels.length > 0 && !talent.channels.includes(one.channel)) return false;
  if (one.group === '' || talent.groups === null || talent.groups.includes(one.group)) return true;
  const group = roster.group(one.group);
  const waited = now - (one.place ?? one.since);
  if (!group) return true;
  if (group.overflow && waited >= group.overflow.afterMs && talent.groups.includes(group.overflow.to)) return true;
  if (talent.emergency.includes(group.id))
    return waited >= group.emergencyMs || !free.some((other) => inGroup(other, one.group));
  return false;
}

const inGroup = (who: Free, group: string) => who.talent.groups === null || who.talent.groups.includes(group);

function because(one: Readonly<Session>, agent: Readonly<Agent>, load: number, capacity: number, now: number): Words {
  const waited = Math.max(0, Math.round((now - (one.place ?? one.since)) / 1000));
  const known = one.preferred?.agent === agent.id;
  return {
    zh: `${known ? '熟客优先，' : ''}${one.urgency === 'urgent' ? '紧急，' : ''}已等 ${waited} 秒，接待 ${load}/${capacity}`,
    en: `${known ? 'they know each other, ' : ''}${one.urgency === 'urgent' ? 'urgent, ' : ''}waited ${waited} s, holds ${load} of ${capacity}`,
  };
}

function comesBefore(left: readonly (number | string)[], right: readonly (number | string)[]): boolean {
  for (const [index, value] of left.entries()) {
    const other = right[index];
    if (other !== undefined && value !== other) return value < other;
  }
  return false;
}
